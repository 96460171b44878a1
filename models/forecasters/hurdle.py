"""DeepAR's head for money that often stays away: first whether, then how much.

Imports torch and gluonts on import; only `network.py` imports this file, at first use.
"""

import math
from collections.abc import Sequence
from typing import Any

import torch
from gluonts.torch.distributions import DistributionOutput
from torch import Tensor
from torch.distributions import Distribution
from torch.nn import functional

from models.forecasters.covariates import LARGEST_SIZE

COMPONENTS = 3
_SMALLEST_SCALE = 0.02
_WIDEST_SCALE = 3.0
_HALF_LOG_TWO_PI = math.log(2 * math.pi) / 2


class Draws:
    """The luck of some series, week after week, each from a seed of its own.

    What one series draws is so no matter of the others it is drawn beside. `seeds` one a series; `paths`
    futures of each; `weeks` how often they are asked.
    """

    def __init__(self, seeds: Sequence[int], *, paths: int, weeks: int) -> None:
        drawn = [_luck(seed, paths, weeks) for seed in seeds]
        self._even, self._normal = (torch.cat(each, dim=1) for each in zip(*drawn, strict=True))
        self._week = 0

    def next_week(self, shape: torch.Size) -> tuple[Tensor, Tensor, Tensor]:
        """Two even chances and a normal one for each path, in `shape`."""
        even, normal = self._even[self._week], self._normal[self._week]
        self._week += 1
        return even[:, 0].reshape(shape), even[:, 1].reshape(shape), normal.reshape(shape)


def _luck(seed: int, paths: int, weeks: int) -> tuple[Tensor, Tensor]:
    source = torch.Generator().manual_seed(seed)
    even = torch.rand((weeks, paths, 2), generator=source)
    return even, torch.randn((weeks, paths), generator=source)


class Hurdle(Distribution):
    """Zero with probability 1 - active, else a mixture of three normals of asinh(y / scale).

    `active_logit` (...,), `mixture_logit`, `mean` and `spread` (..., 3). Samples lie in
    [0, LARGEST_SIZE]; observations are zero or positive. Without `draws` torch's own luck is used.
    """

    arg_constraints = {}  # noqa: RUF012 - torch's own class attribute

    def __init__(
        self,
        active_logit: Tensor,
        mixture_logit: Tensor,
        mean: Tensor,
        spread: Tensor,
        *,
        draws: Draws | None = None,
    ) -> None:
        self._draws = draws
        self._active_logit = active_logit
        self._mixture_logit = mixture_logit
        self._mean = mean
        self._spread = spread
        super().__init__(batch_shape=active_logit.shape, validate_args=False)

    def log_prob(self, value: Tensor) -> Tensor:
        """Log of the chance of zero, or of the density of an active week's size."""
        off = (value[..., None] - self._mean) / self._spread
        parts = functional.log_softmax(self._mixture_logit, dim=-1) - self._spread.log() - off.square() / 2
        moved = functional.logsigmoid(self._active_logit) + parts.logsumexp(dim=-1) - _HALF_LOG_TWO_PI
        return torch.where(value > 0, moved, functional.logsigmoid(-self._active_logit))

    def sample(self, sample_shape: torch.Size | list[int] | tuple[int, ...] = ()) -> Tensor:
        """Draw futures on the asinh scale, clamped to what a week can plausibly hold.

        By hand, for torch's own mixture checks and copies so much that drawing took twice as long.
        """
        with torch.no_grad():
            shape = self._extended_shape(torch.Size(sample_shape))
            whether, where, off = (
                self._draws.next_week(shape)
                if self._draws
                else (torch.rand(shape), torch.rand(shape), torch.randn(shape))
            )
            active = whether < torch.sigmoid(self._active_logit)
            edges = torch.softmax(self._mixture_logit, dim=-1).cumsum(dim=-1)[..., :-1]
            which = (where[..., None] > edges).sum(dim=-1, keepdim=True)
            mean, spread = (_at(each, which) for each in (self._mean, self._spread))
            amount = (mean + spread * off).clamp(0.0, LARGEST_SIZE)
            return torch.where(active, amount, torch.zeros_like(amount))


def _at(parts: Tensor, which: Tensor) -> Tensor:
    """Of each week's components the one that was drawn."""
    return parts.expand(*which.shape[:-1], COMPONENTS).gather(-1, which).squeeze(-1)


class HurdleOutput(DistributionOutput):
    """Turns DeepAR's hidden state into a `Hurdle`; gluonts' own scaling is switched off.

    Source: FINDINGS 3b (hurdle head; a Student-t fan is too narrow on series with many zeros).
    """

    args_dim = {  # noqa: RUF012 - gluonts' own class attribute
        "active_logit": 1,
        "mixture_logit": COMPONENTS,
        "mean": COMPONENTS,
        "spread": COMPONENTS,
    }
    distr_cls = Hurdle
    draws: Draws | None = None
    """Where the futures' luck comes from while they are drawn."""

    @classmethod
    def domain_map(cls, *args: Tensor) -> tuple[Tensor, ...]:
        """Bring raw network outputs into the ranges `Hurdle` needs."""
        active_logit, mixture_logit, mean, spread = args
        width = (functional.softplus(spread) + _SMALLEST_SCALE).clamp(max=_WIDEST_SCALE)
        return active_logit.squeeze(-1), mixture_logit, mean, width

    def distribution(self, distr_args: Any, loc: Tensor | None = None, scale: Tensor | None = None) -> Hurdle:
        """The head's distribution; `loc` and `scale` are ignored, the series come scaled."""
        return Hurdle(*distr_args, draws=self.draws)

    @property
    def event_shape(self) -> tuple[int, ...]:
        """One number a week."""
        return ()
