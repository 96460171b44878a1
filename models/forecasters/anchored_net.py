"""The small net behind `anchored.py`: it begins as history and learns only what to change.

Imports torch on import; `anchored.py` imports this file inside its functions.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from models.contracts import FloatArray
from models.forecasters.anchored_inputs import COMPONENTS, SERIES_INPUTS, TARGET_INPUTS, Inputs
from models.forecasters.grid import Floats
from models.forecasters.windows import HORIZON, Places

LEVELS = (0.025, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.975)
_LEVEL_WEIGHTS = (0.5, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.7, 0.5)
KNOBS = COMPONENTS + 2
"""Per level: a weight for each component, a factor and a shift."""
_WIDEST = 1.5
_BATCH = 256
_RATE = 2e-3


@dataclass(frozen=True)
class Lesson:
    """Windows and what came after them; n windows, all over the usual week.

    `series` and `targets` as in `Inputs`; `recent` (n, 4, levels), `pair` (n, HORIZON, 2, levels);
    `truth` (n, HORIZON), NaN where unknown; `change` (n,).
    """

    series: FloatArray
    targets: FloatArray
    recent: FloatArray
    pair: FloatArray
    truth: FloatArray
    change: FloatArray

    def __len__(self) -> int:
        return len(self.series)


class AnchoredNet(nn.Module):
    """Knobs of every level and week from a series' signs; all at zero before the first lesson."""

    def __init__(self, hidden: int = 128) -> None:
        super().__init__()
        self.trunk = nn.Sequential(
            nn.Linear(SERIES_INPUTS, hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden // 2),
            nn.ReLU(),
        )
        self.head = nn.Sequential(nn.Linear(hidden // 2 + TARGET_INPUTS, hidden), nn.ReLU())
        self.last = nn.Linear(hidden, len(LEVELS) * KNOBS)
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)

    def forward(self, series: Tensor, targets: Tensor) -> Tensor:
        """Knobs (n, HORIZON, levels, KNOBS) of n windows."""
        signs = self.trunk(series)[:, None].expand(-1, HORIZON, -1)
        raw = self.last(self.head(torch.cat([signs, targets], dim=2)))
        knobs: Tensor = raw.reshape(*raw.shape[:2], len(LEVELS), KNOBS)
        return knobs


def turned(knobs: Tensor, parts: Tensor) -> Tensor:
    """Quantiles from components (..., levels, COMPONENTS) and knobs: weighted, stretched, shifted."""
    weights = torch.softmax(knobs[..., :COMPONENTS], dim=-1)
    factor = torch.exp(_WIDEST * torch.tanh(knobs[..., COMPONENTS] / _WIDEST))
    quantiles: Tensor = functional.relu(factor * (weights * parts).sum(dim=-1) + knobs[..., COMPONENTS + 1])
    return quantiles


def components_of(recent: Tensor, pair: Tensor) -> Tensor:
    """All components of each week, (n, HORIZON, levels, COMPONENTS)."""
    everywhere = recent[:, None].expand(-1, HORIZON, -1, -1)
    return torch.cat([everywhere, pair], dim=2).transpose(2, 3)


def train(
    lesson: Lesson, *, epochs: int, seed: int, start_from: AnchoredNet | None = None, rate: float = _RATE
) -> AnchoredNet:
    """A net that has seen every window `epochs` times; `start_from` stays as it is."""
    with _seeded(seed):
        net = AnchoredNet()
        if start_from is not None:
            net.load_state_dict(start_from.state_dict())
        steps = epochs * -(-len(lesson) // _BATCH)
        if not steps:
            return net.eval()
        optimizer = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.01)
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimizer, max_lr=rate, total_steps=steps, pct_start=0.2
        )
        net.train()
        for _ in range(epochs):
            for chosen in torch.split(torch.randperm(len(lesson)), _BATCH):
                optimizer.zero_grad()
                loss: Any = _loss(net, lesson, chosen.numpy())
                loss.backward()
                nn.utils.clip_grad_norm_(net.parameters(), 1.0)
                optimizer.step()
                schedule.step()
    return net.eval()


def answer(
    net: AnchoredNet, inputs: Inputs, parts: tuple[FloatArray, FloatArray], levels: Floats
) -> FloatArray:
    """Quantiles of one window over its usual week, (HORIZON, levels), not yet in order.

    `parts` are the components at `levels`; knobs between the trained levels are in between. Windows
    go one by one: the last bit of a matrix product depends on how many rows it has.
    """
    place = np.interp(levels, LEVELS, np.arange(len(LEVELS)))
    low = np.minimum(place.astype(np.int64), len(LEVELS) - 2)
    above = torch.from_numpy((place - low).astype(np.float32))[:, None]
    with torch.no_grad():
        knobs = net(torch.from_numpy(inputs.series), torch.from_numpy(inputs.targets))
        between = knobs[:, :, low] * (1 - above) + knobs[:, :, low + 1] * above
        past = components_of(*(torch.from_numpy(part) for part in parts))
        quantiles: FloatArray = turned(between, past)[0].numpy()
    return quantiles


def save_nets(nets: list[AnchoredNet], path: Path) -> None:
    """Write the weights of all nets as one torch state_dict, readable without running stored code."""
    torch.save(nn.ModuleList(nets).state_dict(), path)


def load_nets(count: int, path: Path) -> list[AnchoredNet]:
    """What `save_nets` wrote."""
    nets = [AnchoredNet() for _ in range(count)]
    nn.ModuleList(nets).load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return [net.eval() for net in nets]


def _loss(net: AnchoredNet, lesson: Lesson, chosen: Places) -> Tensor:
    knobs = net(torch.from_numpy(lesson.series[chosen]), torch.from_numpy(lesson.targets[chosen]))
    parts = components_of(torch.from_numpy(lesson.recent[chosen]), torch.from_numpy(lesson.pair[chosen]))
    quantiles = turned(knobs, parts)
    truth = torch.from_numpy(lesson.truth[chosen])[:, :, None]
    known = ~torch.isnan(truth)
    missed = torch.where(known, truth, 0.0) - quantiles
    levels = torch.tensor(LEVELS)
    pinball = torch.maximum(levels * missed, (levels - 1) * missed) * torch.tensor(_LEVEL_WEIGHTS)
    over = torch.from_numpy(lesson.change[chosen])[:, None, None]
    return (pinball * known / over).sum() / (known.sum() * len(LEVELS)).clamp(min=1)


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    torch.set_num_threads(1)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        yield
