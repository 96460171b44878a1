"""What a process is doing when it is killed: each begins with an empty head, as after a start."""

import os
from pathlib import Path

from core import flow
from core.domain.handouts import Answers
from core.jobs.worker import Worker
from core.settings import Settings
from tests.unit.core.houses import TODAY, bank_csv, paid

MANY = 3000


def big_file() -> bytes:
    """Three thousand payments to forty payees in one account."""
    days = [f"2026-{1 + number % 4:02}-{1 + number % 28:02}" for number in range(MANY)]
    return bank_csv(
        *(paid(day, f"-{number}.10", f"Payee {number % 40}x") for number, day in enumerate(days, start=1))
    )


def bring_in(home: Path) -> None:
    """Bring the big file in, as the screen does."""
    house = flow.open_house(Settings(home=home, today=TODAY))
    flow.bring_in(house, house.scope("local"), "big.csv", big_file(), Answers(company_name="Cafe Sole"))


def work(home: Path) -> None:
    """Be the worker of this home until the end; a training it starts finds the same home."""
    os.environ.update(BURSAR_HOME=str(home), BURSAR_TODAY=TODAY.isoformat())
    Worker(flow.open_house(Settings(home=home, today=TODAY))).run()
