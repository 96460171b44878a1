"""The codes banks use for kinds of payment, and the neutral code each stands for.

Source: swift61 from SWIFT MT940 field 61, subfield 6; gvc from the German banks' Geschäftsvorfallcodes
(DK, Anlage 3 DFÜ-Abkommen); iso20022 from the ISO 20022 external bank transaction codes; ofx from
OFX 2.2, section 11.4.4.3; bai2 from the type codes of BAI's Cash Management Balance Reporting Specifications;
coda from the family and transaction codes of Febelfin's CODA standard; norma43 from the common concepts of
AEB's Cuaderno 43; currencies from ISO 4217, list one. `out` stands for money going out, `in` for money
coming in.
"""

import csv
from functools import cache
from pathlib import Path


def neutral(table: str, code: str, amount_minor: int) -> str:
    """The neutral type code of a bank's own code, "" where the table does not hold it."""
    out, into = _table(table).get(code, ("", ""))
    return into if amount_minor > 0 else out


def currency_letters(number: str) -> str:
    """The letters of a currency that a bank writes as a number, "" where it is none of ISO 4217."""
    return _currencies().get(number, "")


@cache
def currency_codes() -> frozenset[str]:
    """The letters of every currency of ISO 4217."""
    return frozenset(_currencies().values())


@cache
def _currencies() -> dict[str, str]:
    path = Path(__file__).with_name("currencies.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["number"]: row["letters"] for row in csv.DictReader(lines)}


@cache
def _table(name: str) -> dict[str, tuple[str, str]]:
    path = Path(__file__).with_name(f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: (row["out"], row["in"]) for row in csv.DictReader(lines)}
