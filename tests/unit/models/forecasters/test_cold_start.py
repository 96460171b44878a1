import json

import numpy as np
import pytest

from models.forecasters.cold_start import Pools
from models.forecasters.grid import Floats, Grid

SHAPE = (4000, 12)


def rows(*categories: str, nace: str = "56.10", size: str = "") -> dict[str, tuple[str, ...]]:
    count = len(categories)
    facts = {"category": categories, "direction": ("out",) * count, "company": ("c",) * count}
    return facts | {"nace": (nace,) * count, "size": (size,) * count}


def cafes() -> Pools:
    """Twelve rents of about 1,000 every fourth week, and twelve supplier bills of about 200 every week."""
    random = np.random.default_rng(1)
    rent = np.where(np.arange(52) % 4 == 0, random.normal(1000, 50, (12, 52)), 0.0)
    bills = random.normal(200, 30, (12, 52))
    y: Floats = np.concatenate([rent, bills])
    grid = Grid(tuple(map(str, range(24))), np.datetime64("2024-01-01") + 7 * np.arange(52), y)
    return Pools.learned(grid, rows(*["premises"] * 12, *["supplier"] * 12))


def band(known: list[float], category: str = "premises", **facts: str) -> np.ndarray:
    return cafes().band(np.array(known), rows(category, **facts), 0, SHAPE, seed=3)


def test_before_the_first_week_similar_companies_speak() -> None:
    rent, bills = band([]), band([], "supplier")
    assert (rent > 0).mean() == pytest.approx(0.25, abs=0.03)
    assert np.median(rent[rent > 0]) == pytest.approx(1000, rel=0.05)
    assert (bills > 0).mean() > 0.9


def test_the_own_weeks_take_over_as_they_come() -> None:
    """Weekly payments of 5,000 in a pool of rents of 1,000 every fourth week."""
    means = [float(band([5000.0] * weeks).mean()) for weeks in (0, 1, 4, 12, 24)]
    assert means == sorted(means)
    assert means[0] == pytest.approx(250, rel=0.1)
    assert means[-1] > 3000


@pytest.mark.parametrize("facts", [{"nace": "01.10"}, {"nace": ""}, {"size": "huge"}])
def test_an_unknown_trade_or_size_is_answered_by_the_category(facts: dict[str, str]) -> None:
    rent = band([], **facts)
    assert np.median(rent[rent > 0]) == pytest.approx(1000, rel=0.05)


def test_an_unknown_category_is_answered_by_all() -> None:
    share = (band([], "never heard of") > 0).mean()
    assert 0.4 < share < 0.8


def test_idle_weeks_make_money_less_likely() -> None:
    shares = [(band([0.0] * weeks) > 0).mean() for weeks in (0, 8, 24)]
    assert shares[0] > 1.5 * shares[1] > 1.5 * shares[2] > 0


def test_few_weeks_leave_the_average_itself_unsure() -> None:
    few, many = band([180.0, 220.0], "supplier"), band([180.0, 220.0] * 12, "supplier")
    assert few.sum(axis=1).std() > 1.3 * many.sum(axis=1).std()


def test_without_any_pool_the_own_weeks_speak_alone_and_nothing_gives_nothing() -> None:
    nobody = Pools()
    alone = nobody.band(np.array([100.0, 0.0, 200.0]), rows("it"), 0, SHAPE, seed=1)
    assert 60 < alone.mean() < 180
    assert not nobody.band(np.array([]), rows("it"), 0, SHAPE, seed=1).any()
    assert nobody.weight(10) == 0.0


def test_a_file_gives_back_the_same_pools() -> None:
    again = Pools.from_json(json.loads(json.dumps(cafes().as_json())))
    drawn = again.band(np.array([900.0]), rows("premises"), 0, SHAPE, seed=3)
    assert np.array_equal(drawn, band([900.0]))
