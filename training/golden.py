"""Golden fixtures of the four models: forward, loss and ten AdamW steps, by PyTorch alone.

    python training/golden.py tests/fixtures/learn

Writes <model>.json with the configuration, the weights' layout, inputs, outputs, losses, gradient norms and the weights
after the steps. See training/README.md.
"""

import json
import sys
from pathlib import Path

import torch

from torch_models import MODELS, adamw, draw_batch, train_step

STEPS = 10
RATE = 1e-2
DECAY = 0.1
ROWS = 6

CONFIGS = {
    "autoencoder": {"tags": 9, "hidden": [12, 8], "latent": 4},
    "vae": {"tags": 9, "hidden": [12, 8], "latent": 4, "beta": 0.01},
    "forecaster": {
        **{"tags": 6, "steps": 9, "hidden": 8, "layers": 3},
        **{"horizon": 4, "targets": 2, "quantiles": [0.1, 0.5, 0.9]},
    },
    "fault-classifier": {"tags": 6, "steps": 16, "classes": 4, "channels": [8, 10, 12], "hidden": 8, "dense": 6},
}


def numbers(tensor: torch.Tensor) -> list[float]:
    """Nine digits hold a float32 exactly."""
    return [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]


def flat(module) -> list[float]:
    return [value for _, get in module.slices() for value in numbers(get())]


def golden(name: str) -> dict:
    torch.manual_seed(20261130)
    config = CONFIGS[name]
    module = MODELS[name](**config)
    batch = draw_batch(name, config, ROWS, seed=7)
    fixture = {
        **{"model": name, "torch": torch.__version__, "config": config, "rows": ROWS},
        **{"hyper": {"rate": RATE, "decay": DECAY}},
        "slices": [{"name": slot, "shape": list(get().shape)} for slot, get in module.slices()],
        "batch": {key: numbers(value) for key, value in batch.items()},
        "start": flat(module),
        "infer": {key: numbers(value) for key, value in module.infer(batch).items()},
    }
    optimiser = adamw(module, RATE, DECAY)
    steps = [train_step(module, optimiser, batch) for _ in range(STEPS)]
    return {**fixture, "losses": [loss for loss, _ in steps], "norms": [norm for _, norm in steps], "end": flat(module)}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in MODELS:
        path = folder / f"{name}.json"
        path.write_text(json.dumps(golden(name)) + "\n")
        print(path, path.stat().st_size, "bytes")
