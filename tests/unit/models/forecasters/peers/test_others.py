"""The compared forecasters that learn: sound answers, on every kind of series."""

from importlib.util import find_spec

import numpy as np
import pandas as pd
import pytest

from models.forecasters.peers.boosted import BoostedQuantiles
from models.forecasters.peers.statistical import Statistical, statistical_peers
from models.forecasters.walk_forward import Learner
from tests.contract.checks_forecasters import (
    SEED,
    WEEKS,
    assert_sound,
    company,
    draw,
    statics,
    weekly,
)

NEEDS = pytest.mark.skipif(find_spec("statsforecast") is None, reason="statsforecast is not installed")
STATISTICAL = [pytest.param(make, id=name, marks=NEEDS) for name, make in statistical_peers().items()]
BOOSTED = pytest.param(lambda: BoostedQuantiles(trees=30, most_rows=2000), id="catboost")


@pytest.fixture(params=[*STATISTICAL, BOOSTED])
def learner(request: pytest.FixtureRequest) -> Learner:
    made: Learner = request.param()
    return made.fit(*company(), seed=SEED)


def test_it_answers_for_every_series_alike_each_time_and_at_the_right_size(learner: Learner) -> None:
    """Sales are 960 a week; whoever forecasts half or twice of it has mixed something up."""
    first, again = draw(learner, *company()), draw(learner, *company())  # type: ignore[arg-type]
    assert_sound(first, ["sales", "rent", "repairs", "refunds"])
    assert np.array_equal(first.paths, again.paths)
    assert 480 < first.paths[first.unique_ids.index("sales")].mean() < 1920


def test_odd_series_get_a_sound_answer(learner: Learner) -> None:
    gap, odd = np.full(WEEKS, 500.0), np.full(WEEKS, 100.0)
    gap[20:70], odd[60] = np.nan, 1e9
    values = {"new": np.array([250.0]), "idle": np.zeros(WEEKS), "dark": np.full(WEEKS, np.nan), "gap": gap}
    series = pd.concat([weekly(name, y) for name, y in (values | {"odd": odd}).items()], ignore_index=True)
    names = [*values, "odd"]
    forecast = draw(learner, series, statics(dict.fromkeys(names, "out")))  # type: ignore[arg-type]
    assert_sound(forecast, names)
    assert not forecast.paths[forecast.unique_ids.index("idle")].any()


@NEEDS
def test_a_fitted_model_is_walked_on_and_never_fitted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A walk around 100 was fitted; twenty weeks at 300 later it has followed, nothing learned anew."""
    random = np.random.default_rng(4)
    before = 100 + np.cumsum(random.normal(0, 5, 60))
    after = np.concatenate([before, 300 + random.normal(0, 5, 20)])
    learner = statistical_peers()["auto_ets"]()
    assert isinstance(learner, Statistical)
    learner.fit(weekly("a", before), statics({"a": "out"}), seed=1)
    from statsforecast.models import AutoETS

    monkeypatch.setattr(AutoETS, "fit", lambda *_, **__: pytest.fail("it was fitted again"))
    drawn = draw(learner, weekly("a", after), statics({"a": "out"}))  # type: ignore[arg-type]
    assert 270 < np.median(drawn.paths) < 330
