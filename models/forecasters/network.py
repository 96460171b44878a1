"""The one file that touches gluonts: building, training, storing and sampling DeepAR.

Imports torch and gluonts on import; `deepar.py` imports this file inside its functions.
"""

import logging
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from gluonts.dataset.common import ListDataset
from gluonts.torch.model.deepar import DeepAREstimator
from gluonts.torch.model.predictor import PyTorchPredictor
from gluonts.transform import LastValueImputation
from gluonts.transform.sampler import ValidationSplitSampler
from lightning.pytorch import Callback, LightningModule, Trainer
from lightning.pytorch.callbacks import EarlyStopping

from models.contracts import FloatArray
from models.forecasters.covariates import FEATURES, SECTIONS, STATIC_FEATURES
from models.forecasters.hurdle import Draws, HurdleOutput

FREQUENCY = "W-MON"
DIRECTIONS = 2
_PATIENCE = 3
_SIDE_BY_SIDE = 16


@dataclass(frozen=True, slots=True)
class Shape:
    """Everything needed to build the network again; all lengths in weeks.

    Source: the paper's horizon of 12; context, lags and sizes from FINDINGS 3b.
    """

    categories: int
    context: int = 40
    horizon: int = 12
    hidden: int = 48
    layers: int = 2
    dropout: float = 0.1
    lags: tuple[int, ...] = (1, 2, 3, 4, 5, 8, 12, 13, 26, 51, 52, 53)

    @property
    def past(self) -> int:
        """Weeks the network looks back from a forecast's start."""
        return self.context + max(self.lags)


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to train: epochs of `batches` x `batch` windows at a learning rate.

    `stop_after` ends it that many epochs into the same course.
    """

    epochs: int
    batches: int
    batch: int = 128
    rate: float = 2e-3
    stop_after: int | None = None


@dataclass(frozen=True)
class Entry:
    """One series as the network reads it.

    `target` (weeks,) on the asinh scale, NaN where unknown, its last weeks the horizon's when
    training; `dynamic` (FEATURES, weeks) always has the horizon's weeks; `codes` category, direction,
    trade; `numbers` (2,).
    """

    start: np.datetime64
    target: FloatArray
    dynamic: FloatArray
    codes: tuple[int, int, int]
    numbers: FloatArray

    def as_gluonts(self) -> dict[str, Any]:
        """The field names gluonts wants."""
        return {
            "start": str(self.start),
            "target": self.target,
            "feat_dynamic_real": self.dynamic,
            "feat_static_cat": list(self.codes),
            "feat_static_real": self.numbers,
        }


def build(shape: Shape, *, seed: int) -> PyTorchPredictor:
    """A network with fresh weights."""
    with seeded(seed):
        estimator = _estimator(shape, Effort(epochs=1, batches=1), Path())
        module = estimator.create_lightning_module()
        return estimator.create_predictor(estimator.create_transformation(), module).to("cpu")


def train(
    shape: Shape,
    entries: Sequence[Entry],
    effort: Effort,
    *,
    seed: int,
    start_from: PyTorchPredictor | None = None,
) -> PyTorchPredictor:
    """Fit new weights, on a GPU where there is one, or go on from `start_from`, which stays as it is."""
    dataset = _shuffled(entries, seed)
    with seeded(seed), tempfile.TemporaryDirectory() as scratch:
        estimator = _estimator(shape, effort, Path(scratch))
        trained = estimator.train_model(dataset, from_predictor=start_from, cache_data=True)
    return trained.predictor.to("cpu")


def best_epoch(
    shape: Shape, entries: Sequence[Entry], watched: Sequence[Entry], effort: Effort, *, seed: int
) -> int:
    """After how many epochs a net taught by `entries` foretold the `watched` weeks best, from 1.

    It stops where three epochs in a row brought nothing.
    """
    watch = _Watch()
    stop = EarlyStopping(monitor="val_loss", patience=_PATIENCE)
    with seeded(seed), tempfile.TemporaryDirectory() as scratch:
        estimator = _estimator(shape, effort, Path(scratch), watch, stop)
        estimator.train_model(_shuffled(entries, seed), _dataset(watched), cache_data=True)
    return int(np.argmin(np.nan_to_num(watch.losses, nan=np.inf))) + 1


def sample(
    predictor: PyTorchPredictor, entries: Sequence[Entry], paths: int, *, seeds: Sequence[int]
) -> FloatArray:
    """Draw futures on the asinh scale, (series, paths, horizon), each series from its own seed.

    Sixteen are drawn side by side, four times as fast as one by one; the last of them are filled up, for
    numbers differ with how many stand together, and in the last digit with the place a series has.
    """
    model = predictor.network.model
    predictor.batch_size = _SIDE_BY_SIDE
    model.num_parallel_samples = paths
    drawn = np.zeros((len(entries), paths, model.prediction_length), dtype=np.float32)
    with seeded(0):
        for first in range(0, len(entries), _SIDE_BY_SIDE):
            places = range(first, min(first + _SIDE_BY_SIDE, len(entries)))
            filled = [*places, *[first] * (_SIDE_BY_SIDE - len(places))]
            luck = Draws([seeds[place] for place in filled], paths=paths, weeks=model.prediction_length)
            model.distr_output.draws = luck
            forecasts = predictor.predict(_dataset([entries[place] for place in filled]))
            for place, forecast in zip(filled, forecasts, strict=True):
                drawn[place] = forecast.samples
        model.distr_output.draws = None
    return drawn


def save_weights(predictors: Sequence[PyTorchPredictor], path: Path) -> None:
    """Write the weights of all as one torch state_dict, readable without running any stored code."""
    torch.save(_together(predictors).state_dict(), path)


def load_weights(shape: Shape, count: int, path: Path) -> list[PyTorchPredictor]:
    """Build so many networks and put stored weights into them."""
    predictors = [build(shape, seed=0) for _ in range(count)]
    _together(predictors).load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return predictors


def _together(predictors: Sequence[PyTorchPredictor]) -> torch.nn.ModuleList:
    return torch.nn.ModuleList([each.network for each in predictors])


def shape_as_json(shape: Shape) -> dict[str, Any]:
    """The constructor arguments as plain values."""
    return asdict(shape)


def shape_from_json(values: dict[str, Any]) -> Shape:
    """What `shape_as_json` wrote."""
    return Shape(**{**values, "lags": tuple(values["lags"])})


def _estimator(shape: Shape, effort: Effort, scratch: Path, *watching: Callback) -> DeepAREstimator:
    return DeepAREstimator(
        freq=FREQUENCY,
        prediction_length=shape.horizon,
        context_length=shape.context,
        num_layers=shape.layers,
        hidden_size=shape.hidden,
        dropout_rate=shape.dropout,
        lr=effort.rate,
        num_feat_dynamic_real=FEATURES,
        num_feat_static_real=STATIC_FEATURES,
        num_feat_static_cat=3,
        cardinality=[shape.categories + 1, DIRECTIONS, len(SECTIONS) + 1],
        distr_output=HurdleOutput(),
        scaling=False,
        lags_seq=list(shape.lags),
        time_features=[],
        batch_size=effort.batch,
        num_batches_per_epoch=effort.batches,
        imputation_method=LastValueImputation(),
        train_sampler=ValidationSplitSampler(min_future=shape.horizon),
        nonnegative_pred_samples=True,
        patience=effort.epochs,
        trainer_kwargs={
            "callbacks": [_OneCycle(effort), *watching],
            "max_epochs": effort.stop_after or effort.epochs,
            "num_sanity_val_steps": 0,
            "accelerator": "gpu" if torch.cuda.is_available() else "cpu",
            "devices": 1,
            "logger": False,
            "enable_progress_bar": False,
            "enable_model_summary": False,
            "default_root_dir": str(scratch),
        },
    )


class _OneCycle(Callback):
    """The learning rate rises for a fifth of the steps and then falls to nothing.

    Source: Smith & Topin 2019; without it the last batches seen weigh too much.
    """

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        self._schedule: torch.optim.lr_scheduler.OneCycleLR | None = None

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Take the optimizer over from gluonts, whose own schedule never comes to act."""
        # One more than are taken, and never so few that the rise has no step of its own.
        steps = max(self._effort.epochs * self._effort.batches, 10) + 1
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            trainer.optimizers[0], max_lr=self._effort.rate, total_steps=steps, pct_start=0.2
        )

    def on_train_batch_end(self, *arguments: Any) -> None:
        """One step further."""
        if self._schedule is not None:
            self._schedule.step()


class _Watch(Callback):
    """Notes how well each epoch foretold the weeks that are held back."""

    def __init__(self) -> None:
        self.losses: list[float] = []

    def on_validation_epoch_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """The mean negative log-likelihood of the epoch."""
        self.losses.append(float(trainer.callback_metrics["val_loss"]))


def _shuffled(entries: Sequence[Entry], seed: int) -> ListDataset:
    """Windows in a random order.

    gluonts reads its data from the first to the last and keeps the epoch it fitted best, which in the order
    of time is the quietest year.
    """
    order = np.random.default_rng(seed).permutation(len(entries))
    return _dataset([entries[place] for place in order])


def _dataset(entries: Sequence[Entry]) -> ListDataset:
    return ListDataset([entry.as_gluonts() for entry in entries], freq=FREQUENCY)


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Make gluonts, which draws windows from numpy's global state, repeatable and leave that state as it was.

    Two torch threads stall each other on batches this small.
    """
    torch.set_num_threads(1)
    for name in ("lightning.pytorch", "lightning.fabric", "gluonts"):
        logging.getLogger(name).setLevel(logging.ERROR)
    state: Any = np.random.get_state(legacy=True)
    with torch.random.fork_rng(devices=[]), warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"(lightning|gluonts)\.")
        torch.manual_seed(seed)
        np.random.seed(seed % 2**32)
        try:
            yield
        finally:
            np.random.set_state(state)
