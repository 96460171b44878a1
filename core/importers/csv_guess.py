"""The layout of a plain CSV, from its header's words and from what stands in its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.domain.bank_file import Question
from core.importers.csv_account import own_by_turns, settle_accounts, stated_account, without_others
from core.importers.csv_cells import settle_by_cells
from core.importers.csv_currency import currency_above
from core.importers.csv_fit import fitting, fitting_columns
from core.importers.csv_headers import is_header, is_known, roles_of
from core.importers.csv_lines import Line
from core.importers.csv_money import settle_money, unnamed_money
from core.importers.csv_payee import settle_payee
from core.importers.csv_proof import Proof
from core.importers.csv_settle import settle_order, settle_sign
from core.importers.csv_sides import payers_of
from core.importers.csv_table import Table, is_amount, is_flag, is_mcc, is_wordy
from core.importers.dates import is_date
from core.importers.layout import Layout, fingerprint_of

_HEADER_WITHIN = 40
_SEVERAL = frozenset(
    {"text", "booked_on", "counterparty", "reference", "counterparty_account", "account", "status"}
)
"""Roles that several columns may fill; of days, payees and references the first filled one counts."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A complete layout, and what the file leaves open."""

    layout: Layout
    questions: tuple[Question, ...]
    body_from: int
    """The first line below the header."""
    words: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The columns of payee and words as the header alone tells them, where an answer changes them."""
    account: str = ""
    """The owner's own account, where no column of the table holds it."""
    minus: frozenset[str] = frozenset()
    """Which of the columns for money out and in bear a minus as a rule."""
    payers: frozenset[int] = frozenset()
    """Which of the columns of names tell who paid: the other side where money came in."""


def guess_layout(lines: Sequence[Line], given: Layout) -> Guess | None:
    """The layout of a table; what `given` fills in is taken as it is.

    None where no column holds days or none holds amounts: then it is no bank file. A layout
    remembered under another fingerprint does not speak about this file and is left aside; of one
    remembered under this one, what the table speaks against is left aside.
    """
    header_line = _header_line(lines)
    header = lines[header_line].cells if header_line >= 0 else []
    table = Table(header, [line.cells for line in lines[header_line + 1 :] if line.cells != header])
    fingerprint = fingerprint_of(header or table.shape())
    told = given if given.fingerprint == fingerprint else given.known.get(fingerprint, Layout())
    if given.fingerprint:
        given = Layout(encoding=given.encoding, delimiter=given.delimiter)
    told = fitting_columns(told, table)
    above = [line.raw for line in lines[: max(header_line, 0)]]
    own, amount_question = _columns(table, given.filled_from(told))
    own, account = settle_accounts(own, table, stated_account(" ".join(above)))
    columns = merged(own, {**without_others(told.columns, own), **given.columns})
    if "booked_on" not in columns or not columns.keys() & {"amount", "debit", "credit"}:
        return None
    given = given.filled_from(fitting(told, table, columns))
    columns, payee_question = settle_payee(table, columns, given)
    over = [cell for line in lines[: max(header_line, 0)] for cell in line.cells]
    layout = replace(
        given,
        fingerprint=fingerprint,
        header=tuple(header),
        columns=columns,
        decimal=given.decimal or table.decimal(columns, given.delimiter, given.currency),
        currency=given.currency or table.currency(columns) or currency_above(over),
        known={},
    )
    proof = table.proof(columns, layout.decimal)
    layout, date_question = settle_order(layout, table, proof, " ".join(above).split())
    layout, sign_question = settle_sign(layout, table, proof)
    asked = (
        *date_question,
        *sign_question,
        *_column_question(table, given, columns, proof),
        *amount_question,
        *payee_question,
    )
    words = {role: own.get(role, ()) for role in ("counterparty", "text")}
    moved = any(columns.get(role, ()) != places for role, places in words.items())
    return Guess(
        layout,
        asked,
        body_from=header_line + 1,
        words=words if moved else {},
        account=account or own_by_turns(table, layout.columns),
        minus=table.with_minus(layout.columns),
        payers=payers_of(table, layout.columns),
    )


def merged(
    own: Mapping[str, tuple[int, ...]], given: Mapping[str, tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    """The columns found, with those given in their place; naming money out leaves the other for in.

    The column of the payee is no column of the words beside it, nor the payee's account the owner's.
    """
    columns = {**own, **given}
    if "account" in own and "account" not in given:
        others = given.get("counterparty_account", ())
        columns["account"] = tuple(at for at in own["account"] if at not in others)
    if "counterparty" in given and "text" not in given:
        columns["text"] = tuple(at for at in own.get("text", ()) if at not in given["counterparty"])
    if "debit" in given and "credit" not in given:
        pair = {*own.get("debit", ()), *own.get("credit", ())}
        columns["credit"] = tuple(sorted(pair - {*given["debit"]}))
    return columns


def _header_line(lines: Sequence[Line]) -> int:
    """The first line whose cells name columns; -1 where none does."""
    for place, line in enumerate(lines[:_HEADER_WITHIN]):
        if is_header(line.cells) and not any(is_date(cell) for cell in line.cells):
            return place
    return -1


def _columns(table: Table, given: Layout) -> tuple[dict[str, tuple[int, ...]], tuple[Question, ...]]:
    """The columns of each role, by the header where it fits what stands below it, else by content."""
    roles = dict(roles_of(table.header)) if table.header else {}
    for role, test in (
        ("booked_on", is_date),
        ("value_on", is_date),
        ("amount", is_amount),
        ("debit", is_amount),
        ("credit", is_amount),
        ("balance", is_amount),
        ("flag", is_flag),
        ("mcc", is_mcc),
    ):
        kept = tuple(place for place in roles.pop(role, ()) if table.fits(place, role, test))
        if kept:
            roles[role] = kept
    roles = settle_by_cells(roles, table)
    _fill_in(roles, table)
    asked = settle_money(roles, table, given)
    return {role: places if role in _SEVERAL else places[:1] for role, places in roles.items()}, asked


def _fill_in(roles: dict[str, tuple[int, ...]], table: Table) -> None:
    """Days, amounts, words and marks that no header names."""
    taken = {place for places in roles.values() for place in places}
    free = [place for place in range(table.width()) if place not in taken]
    days = [place for place in free if table.holds(place, is_date)]
    if "booked_on" not in roles:
        found = (*roles.get("value_on", ()), *days)
        roles.update({"booked_on": found[:1]} if found else {})
        roles.update({"value_on": found[1:2]} if found[1:] else {})
    if not roles.keys() & {"amount", "debit", "credit"}:
        roles.update(unnamed_money(table, [*days, *taken], roles.get("booked_on", ())))
    if not roles.keys() & {"text", "counterparty"}:
        used = {place for places in roles.values() for place in places}
        wordy = [place for place in free if place not in used and table.holds(place, is_wordy)]
        unknown = [place for place in wordy if not any(map(is_known, table.header[place : place + 1]))]
        roles["text"] = tuple(unknown or wordy)
    if "flag" not in roles:
        unnamed = [place for place in free if not "".join(table.header[place : place + 1]).strip()]
        flags = [place for place in unnamed if table.marks_both(place)]
        roles.update({"flag": (flags[0],)} if flags else {})


def _column_question(
    table: Table, given: Layout, columns: Mapping[str, tuple[int, ...]], proof: Proof | None
) -> tuple[Question, ...]:
    """Without a header, several columns may be the amount, or the money out: asked by column number."""
    key, role = ("debit_column", "debit") if "debit" in columns else ("amount_column", "amount")
    money = table.money(exclude=[])
    if table.header or role in given.columns or len(money) < 2 or (proof and proof.sign):
        return ()
    samples = tuple(" | ".join(row[place] for place in money if place < len(row)) for row in table.body[:5])
    return (Question(key, tuple(map(str, money)), str(columns[role][0]), samples),)
