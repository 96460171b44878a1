"""The codes banks use for kinds of payment, and the neutral code each stands for.

Source: swift61 from SWIFT MT940 field 61, subfield 6; gvc from the German banks' Geschäftsvorfallcodes
(DK, Anlage 3 DFÜ-Abkommen); iso20022 from the ISO 20022 external bank transaction codes; ofx from
OFX 2.2, section 11.4.4.3. `out` stands for money going out, `in` for money coming in.
"""

import csv
from functools import cache
from pathlib import Path


def neutral(table: str, code: str, amount_minor: int) -> str:
    """The neutral type code of a bank's own code, "" where the table does not hold it."""
    out, into = _table(table).get(code, ("", ""))
    return into if amount_minor > 0 else out


@cache
def _table(name: str) -> dict[str, tuple[str, str]]:
    path = Path(__file__).with_name(f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: (row["out"], row["in"]) for row in csv.DictReader(lines)}
