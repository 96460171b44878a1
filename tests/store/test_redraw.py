import json
import shutil
from datetime import timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from core import flow
from core.domain.handouts import Answers
from core.domain.jobs import JobKind, JobState
from core.domain.labels import Reach
from core.flow import House
from core.jobs.worker import Worker
from core.services import jobs
from core.settings import PROJECT
from core.store import forecasts
from core.store.forecasts import SeriesSaid
from models.artifacts import MANIFEST, sha256_of
from tests.unit.core.houses import TODAY, bank_csv, correction, open_at, paid, parts_of

WEEKS = 60
MONDAYS = [TODAY - timedelta(days=TODAY.weekday(), weeks=WEEKS - week) for week in range(WEEKS)]


def weekly(payee: str, amount: float, spread: float, **codes: str) -> list[dict[str, str]]:
    """A payment a week, larger in every third one."""
    return [
        paid(str(monday), f"{amount + spread * (week % 3):.2f}", payee, **codes)
        for week, monday in enumerate(MONDAYS)
    ]


STATEMENT = bank_csv(
    *weekly("Paytree", 900.0, 60.0, type_code="card_takings"),
    *weekly("Metro", -200.0, -25.0, mcc="5411"),
    *weekly("Market", -120.0, -5.0, mcc="5411"),
    *weekly("Trattoria", -40.0, -10.0, mcc="5812"),
    *weekly("Fuel 24", -70.0, -3.0, mcc="5541"),
)


def drawn(house: House, company_id: int) -> dict[str, SeriesSaid]:
    """The worker does the waiting forecast; the newest stored futures by category and direction."""
    system = house.scope("system")
    with house.unit(system) as unit:
        for job in jobs.recent(unit, None):
            if job.state is JobState.WAITING and job.kind is not JobKind.FORECAST:
                jobs.cancel(unit, job.id)
    assert Worker(house).step()
    with house.look(system) as unit:
        run = forecasts.newest_run(unit, company_id)
        assert run is not None
        said = forecasts.newest_series(unit, company_id, run.first_week)
    return {f"{each.category}/{each.direction}": each for each in said}


def quantiles(said: SeriesSaid) -> npt.NDArray[np.float32]:
    return np.quantile(said.paths, [0.1, 0.5, 0.9], axis=0)


def bring(house: House) -> int:
    given = Answers(company_name="Cafe Sole", nace="56.10")
    return flow.bring_in(house, house.scope("local"), "year.csv", STATEMENT, given).company_id


@pytest.fixture
def company_id(house: House) -> int:
    return bring(house)


@pytest.fixture
def forgetful(tmp_path: Path) -> House:
    """A house whose shipped DeepAR has every weight at zero, and a manifest that vouches for it."""
    import torch

    shipped = tmp_path / "shipped"
    shutil.copytree(PROJECT / "models" / "shipped", shipped)
    folder = shipped / "forecaster"
    weights = torch.load(folder / "deepar.pt", weights_only=True)
    torch.save({name: torch.zeros_like(weight) for name, weight in weights.items()}, folder / "deepar.pt")
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest["files"]["deepar.pt"] = sha256_of(folder / "deepar.pt")
    (folder / MANIFEST).write_text(json.dumps(manifest))
    return open_at(tmp_path / "forgetful", shipped)


def test_a_correction_draws_exactly_the_two_series_it_moves_money_between(
    house: House, company_id: int
) -> None:
    before = drawn(house, company_id)
    assert {"supplier/out", "meals/out", "vehicle/out"} <= set(before)
    metro = parts_of(house, company_id, "Metro")[0]
    flow.correct(house, house.scope("local"), correction(company_id, metro, "meals", reach=Reach.PAYEE))
    after = drawn(house, company_id)
    assert set(after) == set(before)
    changed = {key for key in after if not np.array_equal(after[key].paths, before[key].paths)}
    assert changed == {"supplier/out", "meals/out"}
    assert after["meals/out"].paths.sum(axis=1).mean() > before["meals/out"].paths.sum(axis=1).mean()
    assert after["supplier/out"].paths.sum(axis=1).mean() < before["supplier/out"].paths.sum(axis=1).mean()


def test_the_stored_quantiles_come_from_the_trained_weights(
    house: House, company_id: int, forgetful: House
) -> None:
    trained, zeroed = drawn(house, company_id), drawn(forgetful, bring(forgetful))
    assert set(trained) == set(zeroed)
    for key, said in trained.items():
        assert said.made_of["deepar"] > 0, key
        usual = quantiles(said)[1].mean()
        assert np.abs(quantiles(said) - quantiles(zeroed[key])).max() > 0.05 * usual, key
