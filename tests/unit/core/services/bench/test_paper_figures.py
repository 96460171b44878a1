import numpy as np
import pytest

from core.services.bench.paper_figures import difference
from models.forecasters.figures import Scored
from models.forecasters.grid import Floats
from models.forecasters.judged import Judged

SERIES, WEEKS = 40, 12
SEED = 2


def scored(inside_80: Floats) -> Scored:
    """Scores of which only the 80 % band's differ, (origins, series); every other figure is 1."""
    origins = inside_80.shape[0]
    arrays = {name: np.ones((origins, SERIES, WEEKS)) for name in Judged.__dataclass_fields__}
    arrays |= {name: array[..., 0] for name, array in arrays.items() if name.startswith(("scale", "total"))}
    return Scored(arrays | {"inside_80": np.repeat(inside_80[..., None], WEEKS, axis=2)})


def changed(by_origin: list[float]) -> dict[str, object]:
    """What adding so much to every series' share, origin by origin, is called."""
    before = np.random.default_rng(1).uniform(0.4, 0.9, (len(by_origin), SERIES))
    after = before + np.array(by_origin)[:, None]
    return difference(scored(before), scored(after), seed=SEED)["coverage_80"]


def test_the_same_gain_everywhere_is_sure() -> None:
    assert changed([0.05, 0.05]) == pytest.approx(
        {"mean": 0.05, "low": 0.05, "high": 0.05, "sign": "+"}, abs=1e-6
    )
    assert changed([-0.05, -0.05])["sign"] == "-"


def test_what_one_training_did_to_all_series_is_not_taken_for_an_effect() -> None:
    told = changed([0.3, 0.3, -0.3])
    assert told["mean"] == pytest.approx(0.1)
    assert (told["low"], told["high"], told["sign"]) == (pytest.approx(-0.3), pytest.approx(0.3), "0")


def test_what_only_rounding_left_behind_is_no_difference() -> None:
    assert changed([1e-16, 1e-16])["sign"] == "0"
    assert changed([1e-12, 1e-12])["sign"] == "0"


def test_a_figure_that_did_not_change_is_zero_and_one_never_judged_is_none() -> None:
    same = np.full((2, SERIES), 0.5)
    assert difference(scored(same), scored(same), seed=SEED)["msis"] == {
        "mean": 0.0, "low": 0.0, "high": 0.0, "sign": "0",
    }  # fmt: skip
    never = scored(np.full((2, SERIES), np.nan))
    assert difference(never, never, seed=SEED)["coverage_80"]["mean"] is None
