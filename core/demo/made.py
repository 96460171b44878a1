"""A large made-up bank file, for measuring how fast the pages stay."""

from datetime import date, timedelta

import pandas as pd

from core.demo.bank import invented_bank
from core.demo.identities import bank_of, iban
from core.domain.bank_file import Balance, Row, Statement

_ROWS_A_COMPANY = 2_400
_OPENING_MINOR = 5_000_000


def made_payments(rows: int, until: date, seed: int) -> pd.DataFrame:
    """The newest payments of the invented bank in the order of `made_file`, with their true categories."""
    bank_frame = invented_bank(seed, rows // _ROWS_A_COMPANY + 2, until)
    return bank_frame.sort_values(["booked_on", "part_id"]).tail(rows)


def made_file(rows: int, until: date, seed: int) -> bytes:
    """A Bursar bank CSV with this many payments of one company with many accounts."""
    newest = made_payments(rows, until, seed)
    booked = newest["booked_on"].dt.strftime("%Y-%m-%d")
    table = newest.assign(
        booked_on=booked,
        value_on=booked,
        amount=[f"{minor / 100:.2f}" for minor in newest["amount_minor"]],
        balance="",
        counterparty_bank="",
        counterparty_nace=newest["nace"],
        standing_order=newest["standing_order"].map({"yes": "1", "no": "0"}).fillna(""),
        contactless=newest["contactless"].map({"yes": "1", "no": "0"}).fillna(""),
    )
    columns = (
        "booked_on value_on amount currency balance account text type_code mcc counterparty "
        "counterparty_account counterparty_bank counterparty_nace standing_order contactless"
    ).split()
    return table[columns].to_csv(index=False).encode()


def made_statement(rows: int, until: date, seed: int) -> Statement:
    """The same payments as one account with its running balance, for every writer of statements."""
    newest = made_payments(rows, until, seed)
    balances = newest["amount_minor"].cumsum() + _OPENING_MINOR
    columns = ("amount_minor", "text", "counterparty", "counterparty_account", "mcc", "type_code")
    values = zip(
        newest["booked_on"].dt.date, balances.tolist(), *(newest[each] for each in columns), strict=True
    )
    number = iban("made")
    listed = tuple(
        Row(
            place,
            day,
            minor,
            "EUR",
            "",
            day,
            text,
            name,
            account,
            bank_of(account),
            "",
            mcc,
            code,
            balance_minor=left,
        )
        for place, (day, left, minor, text, name, account, mcc, code) in enumerate(values, start=1)
    )
    first, last = listed[0], listed[-1]
    return Statement(
        number,
        "EUR",
        listed,
        account_name="Made Company",
        bank_code=bank_of(number),
        opening=Balance(first.booked_on - timedelta(days=1), _OPENING_MINOR),
        closing=Balance(last.booked_on, balances.iloc[-1].item()),
    )
