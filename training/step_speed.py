"""Times training steps in PyTorch: python training/step_speed.py <threads> <seconds a case> '<cases as JSON>'.

Cases are [{"name": model, "batch": rows}]; prints a line of JSON a case. The child of `npm run bench:train -- --python`.
"""

import json
import math
import statistics
import sys
import time

import torch

from torch_models import MODELS, adamw, draw_batch, train_step

WARM_UP = {"autoencoder": 60, "vae": 60, "forecaster": 2, "fault-classifier": 2}
LEAST_STEPS = 5
DEFAULTS = {
    "autoencoder": {"tags": 95, "hidden": [128, 64], "latent": 32},
    "vae": {"tags": 95, "hidden": [144, 64], "latent": 32, "beta": 1e-3},
    "forecaster": {
        **{"tags": 95, "steps": 48, "hidden": 216, "layers": 3},
        **{"horizon": 24, "targets": 4, "quantiles": [0.1, 0.5, 0.9]},
    },
    "fault-classifier": {
        **{"tags": 95, "steps": 120, "classes": 12, "channels": [128, 192, 192]},
        **{"hidden": 200, "dense": 64},
    },
}


def timed(name: str, batch: int, seconds: float) -> dict:
    torch.manual_seed(1)
    module = MODELS[name](**DEFAULTS[name])
    optimiser = adamw(module, 1e-3, 1e-2)
    tensors = draw_batch(name, DEFAULTS[name], batch, seed=7)
    times, cpu, until, step = [], [], math.inf, 0
    while len(times) < LEAST_STEPS or time.perf_counter() < until:
        step += 1
        began, used = time.perf_counter(), time.process_time()
        train_step(module, optimiser, tensors)
        if step == WARM_UP[name]:
            until = time.perf_counter() + seconds
        if step > WARM_UP[name]:
            times.append(1000 * (time.perf_counter() - began))
            cpu.append(1000 * (time.process_time() - used))
    threads = torch.get_num_threads()
    return {
        **{"name": name, "batch": batch, "threads": threads, "steps": len(times)},
        **{"medianMs": statistics.median(times), "leastMs": min(times), "cpuMs": statistics.median(cpu)},
    }


if __name__ == "__main__":
    threads, seconds, cases = sys.argv[1:]
    torch.set_num_threads(int(threads))
    for case in json.loads(cases):
        print(json.dumps(timed(case["name"], case["batch"], float(seconds))), flush=True)
