"""The Bursar bank CSV: one documented table with everything a bank can say about a payment."""

import csv
import io

from core.domain.bank_file import Row, Statement
from core.domain.money import to_major

COLUMNS = (
    "booked_on value_on amount currency balance account text type_code mcc counterparty "
    "counterparty_account counterparty_bank counterparty_nace standing_order contactless"
).split()

_FLAGS = {True: "1", False: "0", None: ""}


def write(statement: Statement) -> bytes:
    """The statement as UTF-8 with commas, ISO dates and decimal points."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(_cells(statement.account_number, row) for row in statement.rows)
    return out.getvalue().encode()


def _cells(account: str, row: Row) -> list[str]:
    balance = "" if row.balance_minor is None else f"{to_major(row.balance_minor, row.currency):f}"
    return [
        row.booked_on.isoformat(),
        (row.value_on or row.booked_on).isoformat(),
        f"{to_major(row.amount_minor, row.currency):f}",
        row.currency,
        balance,
        account,
        row.text,
        row.type_code,
        row.mcc,
        row.counterparty,
        row.counterparty_account,
        row.counterparty_bank,
        row.counterparty_nace,
        _FLAGS[row.standing_order],
        _FLAGS[row.contactless],
    ]
