"""What the mt-940 project expects: its reader's objects as YAML, beside each MT940 file.

The YAML names Python classes; it is only ever walked as a tree of nodes, so nothing in it is built or run.
"""

import base64
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from core.services.bench.reading.expected import Expected

NAME = "mt940"
_DATE_BYTES = 4


def keeps(path: Path) -> bool:
    """Every YAML file is one."""
    return path.suffix == ".yml"


def of(path: Path) -> Expected | None:
    """The rows, sum, days and balances of the file's twin; of several messages it keeps the last balances."""
    twin = path.with_suffix(".yml")
    if path.suffix != ".sta" or not twin.is_file():
        return None
    import yaml

    root = yaml.compose(twin.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    payments = [_at(each, "data") for each in _at(root, "transactions").value]
    amounts = [(payment, amount) for payment in payments if (amount := _amount(payment)) is not None]
    days = [_day(_at(payment, "entry_date") or _at(payment, "date")) for payment, _ in amounts]
    told = _at(root, "data")
    return Expected(
        rows=len(amounts),
        sum=sum((amount for _, amount in amounts), Decimal(0)),
        opening=_balance(told, "opening"),
        closing=_balance(told, "closing"),
        lines=tuple((day, amount) for day, (_, amount) in zip(days, amounts, strict=True) if day is not None)
        if None not in days
        else None,
    )


def _at(node: Any, key: str) -> Any:
    """What stands under a key of a mapping; None where there is no such key, or no mapping."""
    pairs = node.value if node is not None and node.id == "mapping" else []
    return next((value for name, value in pairs if name.value == key), None)


def _amount(node: Any) -> Decimal | None:
    written = _at(_at(node, "amount"), "amount")
    try:
        return Decimal(written.value[0].value)
    except (AttributeError, IndexError, TypeError, InvalidOperation):
        return None


def _balance(node: Any, which: str) -> Decimal | None:
    final, between = (_at(node, f"{kind}_{which}_balance") for kind in ("final", "intermediate"))
    return _amount(final or between)


def _day(node: Any) -> date | None:
    """A day as Python pickles it: two bytes of year, one of month, one of day."""
    try:
        packed = base64.b64decode(node.value[0].value)
    except (AttributeError, IndexError, TypeError, ValueError):
        return None
    if len(packed) != _DATE_BYTES:
        return None
    return date(256 * packed[0] + packed[1], packed[2], packed[3])
