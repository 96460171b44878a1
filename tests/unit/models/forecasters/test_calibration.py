import json

import numpy as np
import pytest

from models.forecasters.calibration import KNOTS, Calibration, Origin, calibrate
from models.forecasters.fitness import Density
from models.forecasters.joint_paths import Coupling, couple

SERIES, PATHS, WEEKS = 200, 100, 12
NAMES = tuple(f"s{row}" for row in range(SERIES))
COMPANIES = tuple(f"c{row // 2}" for row in range(SERIES))
LEVELS = (np.arange(PATHS) + 0.5) / PATHS


def origin(seed: int, *, lasting: float = 0.0, shared: float = 0.0, width: float = 1.0) -> Origin:
    """Fans of gamma weeks, `width` times as wide as they should be; the truth correlates as given."""
    random = np.random.default_rng(seed)
    ladder = np.quantile(np.random.default_rng(0).gamma(4.0, 25.0, 100_000), LEVELS)
    true = np.tile(ladder[None, :, None], (SERIES, 1, WEEKS)).astype(np.float32)
    coupling = Coupling(dict.fromkeys(Density, lasting), shared)
    truth = np.empty((SERIES, WEEKS))
    for pair in range(0, SERIES, 2):
        rows = slice(pair, pair + 2)
        drawn = couple(true[rows], NAMES[rows], (Density.DENSE,) * 2, coupling, seed=seed * 1000 + pair)
        truth[rows] = drawn[:, random.integers(PATHS)]
    fans = np.float32(100.0) + np.float32(width) * (true - np.float32(100.0))
    before = random.gamma(4.0, 25.0, (SERIES, 40))
    return Origin(NAMES, fans, truth, before, (Density.DENSE,) * SERIES, COMPANIES, np.ones(SERIES), seed)


def read_at(found: Calibration, density: Density = Density.DENSE) -> dict[float, float]:
    return dict(zip(KNOTS, found.levels[density], strict=True))


def test_fans_that_are_right_are_drawn_in_by_a_hundredth_and_little_else() -> None:
    """Read at .892 for .9: every level stands 2.5 % nearer to the middle, the ends stay."""
    found = calibrate([origin(seed) for seed in range(4)])
    levels = read_at(found)
    assert levels[0.9] == pytest.approx(0.89, abs=0.012)
    assert levels[0.1] == pytest.approx(0.11, abs=0.012)
    assert (levels[0.0], levels[1.0]) == (0.0, 1.0)
    assert found.coupling.lasting[Density.DENSE] <= 0.18


def test_a_density_of_too_few_series_is_drawn_in_alone() -> None:
    levels = read_at(calibrate([origin(seed) for seed in range(4)]), Density.RARE)
    assert levels[0.9] == pytest.approx(0.89)
    assert levels[0.5] == pytest.approx(0.5)


def test_fans_too_narrow_are_widened_most_of_the_way() -> None:
    """Half as wide as they should be: the middle 80 % hold 51 % of what comes."""
    levels = read_at(calibrate([origin(seed, width=0.5) for seed in range(4)]))
    assert levels[0.9] > 0.95
    assert levels[0.1] < 0.05
    assert list(levels.values()) == sorted(levels.values())


def test_a_correction_that_the_later_months_gainsay_is_left_out() -> None:
    """Too wide in the first half-year, too narrow in the second."""
    turned = [origin(0, width=1.6), origin(1, width=1.6), origin(2, width=0.6), origin(3, width=0.6)]
    assert read_at(calibrate(turned))[0.9] == pytest.approx(0.89)


@pytest.mark.parametrize("lasting", [0.1, 0.3])
def test_weeks_that_go_together_are_found_to_do_so(lasting: float) -> None:
    found = calibrate([origin(seed, lasting=lasting) for seed in range(4)])
    believed = 0.22 + 0.3 * (lasting - 0.22)
    assert found.coupling.lasting[Density.DENSE] == pytest.approx(believed, abs=0.04)


def test_series_of_a_company_that_go_together_are_found_to_do_so() -> None:
    found = calibrate([origin(seed, lasting=0.22, shared=0.4) for seed in range(4)])
    assert found.coupling.shared >= 0.1


def test_too_little_to_learn_from_keeps_what_is_usual() -> None:
    assert calibrate([]).coupling == Coupling()
    assert read_at(calibrate([]))[0.9] == pytest.approx(0.89)
    found = calibrate([origin(seed) for seed in range(2)])
    assert found.coupling.lasting[Density.RARE] == Coupling().lasting[Density.RARE]


def test_a_file_gives_back_the_same_calibration() -> None:
    levels = tuple(0.5 * knot + 0.25 for knot in KNOTS)
    kept = Calibration({Density.RARE: levels}, Coupling(dict.fromkeys(Density, 0.2), 0.3))
    assert Calibration.from_json(json.loads(json.dumps(kept.as_json()))) == kept


def test_mended_levels_are_read_from_the_fan_and_leave_other_densities_alone() -> None:
    ladder = np.arange(100, dtype=np.float32)
    fans = np.tile(ladder[None, :, None], (2, 1, 3))
    half = Calibration({Density.DENSE: tuple(0.5 * knot + 0.25 for knot in KNOTS)})
    mended = half.mend(fans, (Density.DENSE, Density.RARE))
    assert mended[0, [0, 99], 0] == pytest.approx([24.75, 74.25], abs=0.01)
    assert np.array_equal(mended[1], fans[1])
