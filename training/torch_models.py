"""The four models in PyTorch's own layers (nn.Linear, nn.LSTM, nn.Conv1d), as an independent witness of src/lib/learn.

Each model is a torch module with
  infer(batch) -> {name: tensor}     outputs of the infer graph
  rows(batch)  -> tensor [batch]     loss of each sample
  slices()     -> [(name, getter)]   weights in the order and layout of src/lib/learn (matrices [in, out])
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

# PyTorch orders an LSTM's gates input, forget, cell, output; ours are ONNX's: input, output, forget, cell.
GATES = (0, 3, 1, 2)


def masked_mean(values: Tensor, mask: Tensor) -> Tensor:
    """Sum over all axes but the first, over the number of known elements; 0 with none known."""
    axes = tuple(range(1, mask.dim()))
    return (values * mask).sum(axes) / mask.sum(axes).clamp(min=1)


def linear_slices(name: str, layer: nn.Linear):
    return [(f"{name}.w", lambda: layer.weight.T), (f"{name}.b", lambda: layer.bias)]


def reordered(weight: Tensor) -> Tensor:
    return torch.cat([weight.chunk(4)[gate] for gate in GATES])


def lstm_slices(name: str, layer: nn.LSTM):
    return [
        (f"{name}.w", lambda: reordered(layer.weight_ih_l0).T),
        (f"{name}.r", lambda: reordered(layer.weight_hh_l0).T),
        (f"{name}.b", lambda: reordered(layer.bias_ih_l0)),
    ]


def convolution_slices(name: str, layer: nn.Conv1d):
    # [out, in, width] -> [width * in, out]
    return [
        (f"{name}.w", lambda: layer.weight.permute(2, 1, 0).reshape(-1, layer.out_channels)),
        (f"{name}.b", lambda: layer.bias),
    ]


def one_bias(inputs: int, hidden: int) -> nn.LSTM:
    """An LSTM layer whose second bias, which ONNX's form has not, stays 0."""
    layer = nn.LSTM(inputs, hidden)
    nn.init.zeros_(layer.bias_hh_l0)
    layer.bias_hh_l0.requires_grad_(False)
    return layer


class Autoencoder(nn.Module):
    def __init__(self, tags, hidden, latent):
        super().__init__()
        sizes = [tags, *hidden, latent, *reversed(hidden), tags]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))

    def forward(self, x):
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i not in (len(self.layers) // 2 - 1, len(self.layers) - 1):
                x = F.relu(x)
        return x

    def rows(self, batch):
        y = self(batch["x"] * batch["mask"])
        return masked_mean((y - batch["x"]) ** 2, batch["mask"])

    def infer(self, batch):
        return {"y": self(batch["x"] * batch["mask"]), "score": self.rows(batch)}

    def slices(self):
        return [each for i, layer in enumerate(self.layers) for each in linear_slices(f"dense{i}", layer)]


class Vae(nn.Module):
    def __init__(self, tags, hidden, latent, beta):
        super().__init__()
        inward, outward = [tags, *hidden], [latent, *reversed(hidden), tags]
        self.encoder = nn.ModuleList(nn.Linear(a, b) for a, b in zip(inward, inward[1:]))
        self.mu, self.log_variance = nn.Linear(inward[-1], latent), nn.Linear(inward[-1], latent)
        self.decoder = nn.ModuleList(nn.Linear(a, b) for a, b in zip(outward, outward[1:]))
        self.beta = beta

    def encode(self, batch):
        h = batch["x"] * batch["mask"]
        for layer in self.encoder:
            h = F.relu(layer(h))
        return self.mu(h), self.log_variance(h)

    def decode(self, z):
        for layer in self.decoder[:-1]:
            z = F.relu(layer(z))
        return self.decoder[-1](z)

    def loss_of(self, y, mu, log_variance, batch):
        posterior = torch.distributions.Normal(mu, torch.exp(0.5 * log_variance))
        prior = torch.distributions.Normal(torch.zeros_like(mu), torch.ones_like(mu))
        divergence = torch.distributions.kl_divergence(posterior, prior).sum(1)
        return masked_mean((y - batch["x"]) ** 2, batch["mask"]) + self.beta * divergence

    def rows(self, batch):
        mu, log_variance = self.encode(batch)
        y = self.decode(mu + torch.exp(0.5 * log_variance) * batch["noise"])
        return self.loss_of(y, mu, log_variance, batch)

    def infer(self, batch):
        mu, log_variance = self.encode(batch)
        y = self.decode(mu)
        score = self.loss_of(y, mu, log_variance, batch)
        return {"y": y, "mu": mu, "log_variance": log_variance, "score": score}

    def slices(self):
        return [
            *(each for i, layer in enumerate(self.encoder) for each in linear_slices(f"encoder{i}", layer)),
            *linear_slices("mu", self.mu),
            *linear_slices("log_variance", self.log_variance),
            *(each for i, layer in enumerate(self.decoder) for each in linear_slices(f"decoder{i}", layer)),
        ]


class Forecaster(nn.Module):
    def __init__(self, tags, steps, hidden, layers, horizon, targets, quantiles):
        super().__init__()
        self.lstms = nn.ModuleList(one_bias(hidden if i else tags, hidden) for i in range(layers))
        self.question = nn.Linear(hidden, hidden)
        self.head = nn.Linear(2 * hidden, horizon * targets * len(quantiles))
        self.shape = (horizon, targets, len(quantiles))
        self.quantiles = quantiles

    def infer(self, batch):
        states = (batch["x"] * batch["mask"]).transpose(0, 1)  # [steps, batch, tags]
        for layer in self.lstms:
            states, _ = layer(states)  # [steps, batch, hidden]
        last = states[-1]
        scores = torch.einsum("tbh,bh->bt", states, self.question(last)) / math.sqrt(last.shape[1])
        unknown = batch["mask"].sum(2) == 0  # [batch, steps]
        shares = torch.softmax(scores.masked_fill(unknown, -1e9), 1)
        context = torch.einsum("bt,tbh->bh", shares, states)
        change = self.head(torch.cat([context, last], 1)).reshape(-1, *self.shape)
        return {"y": change + batch["base"][:, None, :, None], "attention": shares}

    def rows(self, batch):
        errors = batch["target"].unsqueeze(-1) - self.infer(batch)["y"]
        q = torch.tensor(self.quantiles)
        loss = torch.where(errors >= 0, q * errors, (q - 1) * errors).mean(-1)
        return masked_mean(loss, batch["target_mask"])

    def slices(self):
        return [
            *(each for i, layer in enumerate(self.lstms) for each in lstm_slices(f"lstm{i}", layer)),
            *linear_slices("attention", self.question),
            *linear_slices("head", self.head),
        ]


class FaultClassifier(nn.Module):
    def __init__(self, tags, steps, classes, channels, hidden, dense):
        super().__init__()
        inputs, widths = [tags, *channels], (5, 3, 3)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(inputs[i], channels[i], widths[i], padding=widths[i] // 2) for i in range(3)
        )
        self.lstms = nn.ModuleList([one_bias(channels[2], hidden), one_bias(hidden, hidden)])
        self.dense = nn.ModuleList([nn.Linear(hidden, dense), nn.Linear(dense, classes)])

    def logits(self, batch):
        h = (batch["x"] * batch["mask"]).transpose(1, 2)  # [batch, tags, steps]
        first, second, third = self.convolutions
        h = F.avg_pool1d(F.relu(first(h)), 2)
        h = F.avg_pool1d(F.relu(second(h)), 2)
        h = F.relu(third(h)).permute(2, 0, 1)  # [steps / 4, batch, channels]
        for layer in self.lstms:
            h, _ = layer(h)
        return self.dense[1](F.relu(self.dense[0](h[-1])))

    def infer(self, batch):
        return {"y": torch.softmax(self.logits(batch), 1)}

    def rows(self, batch):
        return F.cross_entropy(self.logits(batch), batch["target"], reduction="none")

    def slices(self):
        return [
            *(each for i, layer in enumerate(self.convolutions) for each in convolution_slices(f"convolution{i}", layer)),
            *(each for i, layer in enumerate(self.lstms) for each in lstm_slices(f"lstm{i}", layer)),
            *(each for i, layer in enumerate(self.dense) for each in linear_slices(f"dense{i}", layer)),
        ]


MODELS = {"autoencoder": Autoencoder, "vae": Vae, "forecaster": Forecaster, "fault-classifier": FaultClassifier}


def draw_batch(name: str, config: dict, rows: int, seed: int) -> dict[str, Tensor]:
    """Random inputs of the train graph: standard normal readings, a fifth of them missing."""
    g = torch.Generator().manual_seed(seed)
    normal = lambda *shape: torch.randn(shape, generator=g)
    present = lambda *shape: (torch.rand(shape, generator=g) < 0.8).float()
    window = (config["steps"],) if "steps" in config else ()
    batch = {"x": normal(rows, *window, config["tags"]), "mask": present(rows, *window, config["tags"])}
    if name == "vae":
        batch["noise"] = normal(rows, config["latent"])
    if name == "forecaster":
        ahead = (rows, config["horizon"], config["targets"])
        batch["mask"][0, :2] = 0  # hours without any reading
        batch |= {"base": normal(rows, config["targets"]), "target": normal(*ahead), "target_mask": present(*ahead)}
    if name == "fault-classifier":
        classes = torch.randint(config["classes"], (rows,), generator=g)
        batch["target"] = F.one_hot(classes, config["classes"]).float()
    batch["sample_weight"] = torch.tensor([1.0] * (rows - 1) + [0.0])
    return batch


def train_step(module: nn.Module, optimiser: torch.optim.Optimizer, batch: dict[str, Tensor]) -> tuple[float, float]:
    """One clipped step. @returns loss before it, norm of the gradient before clipping"""
    optimiser.zero_grad()
    weights = batch["sample_weight"]
    loss = (module.rows(batch) * weights).sum() / weights.sum()
    loss.backward()
    norm = nn.utils.clip_grad_norm_([p for p in module.parameters() if p.requires_grad], 1.0)
    optimiser.step()
    return loss.item(), norm.item()


def adamw(module: nn.Module, rate: float, decay: float) -> torch.optim.AdamW:
    trained = [p for p in module.parameters() if p.requires_grad]
    return torch.optim.AdamW(trained, lr=rate, betas=(0.9, 0.999), eps=1e-7, weight_decay=decay)
