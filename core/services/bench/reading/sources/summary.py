"""What the bankstatementparser project expects: a table that counts and sums other files, by account."""

import csv
from decimal import Decimal
from pathlib import Path

from core.services.bench.reading.expected import Expected

NAME = "bankstatementparser"
_COLUMNS = {"AccountId", "NumTransactions", "NetAmount"}


def keeps(path: Path) -> bool:
    """Whether this is such a table."""
    return path.suffix == ".csv" and bool(_accounts(path))


def of(path: Path) -> Expected | None:
    """What a table in the same folder says of the account that this file names."""
    if path.suffix != ".xml":
        return None
    text = path.read_text(encoding="utf-8", errors="replace")
    told = (pair for table in sorted(path.parent.glob("*.csv")) for pair in _accounts(table).items())
    return next((expected for account, expected in told if f">{account}<" in text), None)


def _accounts(path: Path) -> dict[str, Expected]:
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        header = lines.readline().strip().split(",")
        if not set(header) >= _COLUMNS:
            return {}
        return {
            row["AccountId"]: Expected(rows=int(row["NumTransactions"]), sum=Decimal(row["NetAmount"]))
            for row in csv.DictReader(lines, fieldnames=header)
        }
