from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.forecasters.peers import paper
from models.forecasters.peers.paper import PaperDeepAR
from tests.contract.checks_forecasters import company, statics, weekly

SEED = 3


def small(*, with_surrogates: bool = False) -> PaperDeepAR:
    """One epoch, and lags that reach back a month: enough to see what goes in and comes out."""
    return PaperDeepAR(with_surrogates=with_surrogates, epochs=1, lags=(1, 2, 4))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Every series that GluonTS is given, in learning and in drawing."""
    seen: list[dict[str, Any]] = []
    real = paper._dataset

    def spied(entries: Sequence[dict[str, Any]]) -> Any:
        seen.extend(entries)
        return real(list(entries))

    monkeypatch.setattr(paper, "_dataset", spied)
    return seen


def test_the_net_is_the_papers() -> None:
    made = PaperDeepAR()._estimator(paper.Path())
    assert (made.context_length, made.prediction_length, made.trainer_kwargs["max_epochs"]) == (24, 12, 10)
    assert type(made.distr_output).__name__ == "StudentTOutput"
    assert [feature.__name__ for feature in made.time_features] == ["day_of_week", "month_of_year"]
    assert (made.num_layers, made.hidden_size, made.num_batches_per_epoch, made.batch_size) == (2, 40, 50, 32)


def test_twelve_weeks_are_drawn_for_each_series_and_the_same_again_for_the_same_seed() -> None:
    series, static = company()
    model = small().fit(series, static, seed=SEED)
    drawn = model.forecast(series, static, horizon_weeks=12, paths=30, seed=SEED)
    assert drawn.unique_ids == ("refunds", "rent", "repairs", "sales")
    assert drawn.paths.shape == (4, 30, 12)
    assert (drawn.paths >= 0).all()
    assert drawn.weeks[0].isoformat() == "2026-03-09"
    assert 300 < drawn.paths[3].mean() < 3000
    again = (
        small().fit(series, static, seed=SEED).forecast(series, static, horizon_weeks=5, paths=30, seed=SEED)
    )
    assert again.paths.shape == (4, 30, 5)
    assert np.array_equal(again.paths, drawn.paths[:, :, :5])


def test_surrogate_weeks_are_put_before_the_real_ones_in_learning_and_in_drawing(
    read: list[dict[str, Any]],
) -> None:
    values = np.arange(1.0, 41.0)
    series, static = weekly("a", values), statics({"a": "out"})
    model = small(with_surrogates=True).fit(series, static, seed=SEED)
    model.forecast(series, static, horizon_weeks=12, paths=5, seed=SEED)
    learned, drawn_from = read
    assert len(learned["target"]) == 80
    assert np.array_equal(learned["target"][40:], values)
    assert sorted(learned["target"][:40]) == sorted(values)
    assert learned["target"][:40].tolist() != values.tolist()
    assert np.array_equal(learned["target"], drawn_from["target"])
    assert learned["start"] == "2024-08-26"
    assert model.name == "deepar_paper_surrogates"


def test_a_series_that_never_moved_stays_at_zero_and_a_late_one_begins_where_it_began(
    read: list[dict[str, Any]],
) -> None:
    late = np.r_[[np.nan] * 20, np.full(20, 9.0)]
    series = pd.concat([weekly("idle", [0.0] * 40), weekly("late", late)], ignore_index=True)
    static = statics({"idle": "out", "late": "out"})
    drawn = (
        small().fit(series, static, seed=SEED).forecast(series, static, horizon_weeks=12, paths=5, seed=SEED)
    )
    assert not drawn.paths[0].any()
    assert drawn.paths[1].any()
    assert [len(entry["target"]) for entry in read] == [20, 20]


def test_what_cannot_be_learned_or_asked_is_refused() -> None:
    series, static = weekly("a", [0.0] * 40), statics({"a": "out"})
    with pytest.raises(ValueError, match="nothing to learn"):
        small().fit(series, static, seed=SEED)
    with pytest.raises(ValueError, match="not been fitted"):
        small().forecast(series, static, horizon_weeks=12, paths=5, seed=SEED)
    with pytest.raises(ValueError, match="horizon_weeks is 13"):
        small().forecast(series, static, horizon_weeks=13, paths=5, seed=SEED)
