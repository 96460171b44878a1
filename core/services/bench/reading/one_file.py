"""One bank file read and held against what is known of it."""

import time
import traceback
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from core.domain.bank_file import Reading
from core.domain.errors import BursarError
from core.domain.money import to_major
from core.domain.words import errors
from core.importers import choose
from core.importers import read as read_file
from core.importers.balance import adds_up
from core.services.bench.reading.expected import VALUES, Line, Source, plain_payee
from core.services.bench.reading.judged import judgement

_NEAR = Decimal("0.01")
"""Other readers keep more decimals than a bank books."""
_NOTHING = {"rows": 0, "sum": Decimal(0), "opening": [], "closing": [], "lines": (), "payees": ()}
_SHOWN = 5
_OFF = ("differs", "judged")
_LISTS = ("lines", "payees")
_BALANCES = ("opening", "closing")


def judge(path: Path, name: str, sources: Sequence[Source], known_layouts: bool) -> dict[str, Any]:
    """What became of a file: read, refused or crashed, and a verdict on each value.

    A refused file has no row and no balance: where the sources expect none either, that is equal.
    """
    data = path.read_bytes()
    started = time.perf_counter()
    found: dict[str, Any] = dict(_NOTHING)
    told: dict[str, Any] = {"file": name, "outcome": "read", "kind": "", "problems": 0, "questions": []}
    try:
        reading = read_file(data, path.name, known_layouts=known_layouts)
        found = _figures(reading)
        told |= {"kind": reading.kind, "encoding": reading.encoding, "balanced": _balanced(reading)}
        told |= {"problems": len(reading.problems), "questions": [each.key for each in reading.questions]}
    except BursarError as refusal:
        said = errors.trouble(refusal)
        told |= {"outcome": "refused", "refusal": refusal.code, "facts": refusal.facts}
        told |= {"sentence": f"{said.happened} {said.next_step}", "kind": _likeliest(data, path)}
    except Exception as crash:  # noqa: BLE001 - whatever a reader lets through is what is counted here
        where = traceback.extract_tb(crash.__traceback__)[-1]
        told |= {"outcome": "crashed", "crash": type(crash).__name__, "kind": path.suffix.lstrip(".").lower()}
        told |= {"detail": f"{crash} ({Path(where.filename).name}:{where.lineno})"}
    told["seconds"] = round(time.perf_counter() - started, 4)
    return told | _compared(path, found, sources, told)


def _figures(reading: Reading) -> dict[str, Any]:
    rows = [row for statement in reading.statements for row in statement.rows]
    amounts = [to_major(row.amount_minor, row.currency) for row in rows]
    return {
        "rows": len(rows),
        "sum": sum(amounts, Decimal(0)),
        **{which: _stated(reading, which) for which in _BALANCES},
        "lines": tuple((row.booked_on, amount) for row, amount in zip(rows, amounts, strict=True)),
        "payees": tuple(plain_payee(row.counterparty or row.text) for row in rows),
    }


def _stated(reading: Reading, which: str) -> list[Decimal]:
    """The opening or closing balance of every statement that states it."""
    pairs = [(getattr(statement, which), statement.currency) for statement in reading.statements]
    return [to_major(balance.minor, currency) for balance, currency in pairs if balance]


def _balanced(reading: Reading) -> bool | None:
    """Whether every statement that states both balances adds up; None where none does."""
    proofs = [adds_up(each, tuple(each.rows)) for each in reading.statements]
    return None if set(proofs) <= {None} else False not in proofs


def _likeliest(data: bytes, path: Path) -> str:
    """The kind a refused file would have been, by its content, else by its ending."""
    importer = choose(data, path.name)
    return importer.KIND if importer else path.suffix.lstrip(".").lower()


def _compared(
    path: Path, found: dict[str, Any], sources: Sequence[Source], told: dict[str, Any]
) -> dict[str, Any]:
    """The figures beside what is expected, a verdict on each, and who decided it."""
    known = [(source.NAME, expected) for source in sources if (expected := source.of(path))]
    verdicts, decided, wanted = {}, {}, {}
    for value in VALUES:
        told_by = next(
            ((name, getattr(each, value)) for name, each in known if getattr(each, value) is not None), None
        )
        if told_by is None:
            verdicts[value] = "not given"
            continue
        decided[value], wanted[value] = told_by
        crashed = told["outcome"] == "crashed"
        verdicts[value] = "equal" if not crashed and _same(found[value], told_by[1]) else "differs"
    figures = {
        **{value: _plain(found[value]) for value in ("rows", "sum")},
        "opening": _plain(next(iter(found["opening"]), None)),
        "closing": _plain(next(reversed(found["closing"]), None)),
    }
    given = {value: _plain(wanted[value]) for value in wanted if value not in _LISTS}
    why = _judged(told["file"], verdicts, given, figures)
    verdicts |= dict.fromkeys(why, "judged")
    return {
        **figures,
        "expected": given,
        "judged": why,
        "verdict": verdicts,
        "decided_by": decided,
        "lines_off": _lines_off(found["lines"], wanted["lines"]) if verdicts["lines"] in _OFF else {},
        "payees_off": _payees_off(found["payees"], wanted["payees"]) if verdicts["payees"] in _OFF else {},
        "silently_wrong": told["outcome"] == "read" and _is_silent(told, verdicts),
        "other_reader": next((each.trouble for _, each in known if each.trouble), ""),
    }


def _judged(
    file: str, verdicts: dict[str, str], wanted: dict[str, Any], found: dict[str, Any]
) -> dict[str, str]:
    """Why a value that differs is right all the same, of those that were looked into."""
    off = [value for value, verdict in verdicts.items() if verdict == "differs"]
    judged = {
        value: judgement(file, value, str(wanted.get(value, "")), str(found.get(value, ""))) for value in off
    }
    return {value: each.why for value, each in judged.items() if each}


def _lines_off(found: Sequence[Line], wanted: Sequence[Line]) -> dict[str, list[str]]:
    """The first lines that only one side has, as day and amount."""
    ours, theirs = (Counter(f"{day} {amount:.2f}" for day, amount in lines) for lines in (found, wanted))
    only = {"read": ours - theirs, "expected": theirs - ours}
    return {side: sorted(lines.elements())[:_SHOWN] for side, lines in only.items()}


def _payees_off(found: Sequence[str], wanted: Sequence[str]) -> dict[str, list[str]]:
    """The first payees that only one side has."""
    ours, theirs = Counter(found), Counter(wanted)
    only = {"read": ours - theirs, "expected": theirs - ours}
    del only["expected"][""]
    return {side: sorted(payees.elements())[:_SHOWN] for side, payees in only.items()}


def _is_silent(told: dict[str, Any], verdicts: dict[str, str]) -> bool:
    """Whether something differs that is neither said nor asked; a payee must be asked by its own question."""
    others = [verdict for value, verdict in verdicts.items() if value != "payees"]
    wrong = "differs" in others and not told["problems"] and not told["questions"]
    return wrong or (verdicts["payees"] == "differs" and "payee_column" not in told["questions"])


def _same(found: Any, wanted: Any) -> bool:
    """Whether a figure is the expected one; of several balances, whether one of them is."""
    if isinstance(found, list):
        return any(abs(each - wanted) < _NEAR for each in found)
    if isinstance(wanted, Decimal):
        return bool(abs(found - wanted) < _NEAR)
    if isinstance(wanted, tuple) and wanted and isinstance(wanted[0], str):
        named = Counter(payee for payee in wanted if payee)
        return len(found) == len(wanted) and not named - Counter(found)
    if isinstance(wanted, tuple):
        pairs = zip(sorted(found), sorted(wanted), strict=False)
        near = all(mine[0] == theirs[0] and abs(mine[1] - theirs[1]) < _NEAR for mine, theirs in pairs)
        return len(found) == len(wanted) and near
    return bool(found == wanted)


def _plain(value: Any) -> Any:
    return f"{value:f}" if isinstance(value, Decimal) else value
