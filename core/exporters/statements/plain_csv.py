"""A CSV as many banks on the continent write it: a preamble, semicolons, decimal commas, no codes."""

import csv
import io

from core.domain.bank_file import Row, Statement
from core.domain.money import to_major

_HEADER = [
    "Account",
    "Booking date",
    "Value date",
    "Payee or payer",
    "Purpose",
    "Counterparty IBAN",
    "Amount",
    "Currency",
    "Balance",
]


def write(statement: Statement) -> bytes:
    """The statement as UTF-8 with a byte order mark; days are dd.mm.yyyy, thousands have dots."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(["Statement of account", statement.account_name])
    table.writerow(["IBAN", statement.account_number])
    if statement.closing is not None:
        table.writerow(["Until", f"{statement.closing.on:%d.%m.%Y}"])
    out.write("\r\n")
    table.writerow(_HEADER)
    table.writerows(_cells(statement.account_number, row) for row in statement.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cells(account: str, row: Row) -> list[str]:
    return [
        account,
        f"{row.booked_on:%d.%m.%Y}",
        f"{row.value_on or row.booked_on:%d.%m.%Y}",
        row.counterparty,
        row.text,
        row.counterparty_account,
        _continental(row.amount_minor, row.currency),
        row.currency,
        "" if row.balance_minor is None else _continental(row.balance_minor, row.currency),
    ]


def _continental(minor: int, currency: str) -> str:
    return f"{to_major(minor, currency):,f}".translate(str.maketrans(",.", ".,"))
