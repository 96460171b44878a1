"""Layouts of banks' tables: what is remembered, and why a text that describes one was refused."""

from core.domain.handouts import LayoutLine
from core.domain.words import numbers

SENTENCES = {
    "layout_refused": (
        "This is no layout of a bank's table.",
        "Save one with --save-layout and use that. Nothing was changed.",
    ),
    "layout_no_toml": (
        "This is no layout of a bank's table: {detail}.",
        "Save it again with --save-layout, or mend that line. Nothing was changed.",
    ),
    "layout_too_long": (
        "This text is too long to be a layout of a bank's table.",
        "A layout has a header and a few facts; choose another file. Nothing was changed.",
    ),
    "layout_unknown_key": (
        "A layout knows no “{key}”.",
        "Take that line out or mend its name. Nothing was changed.",
    ),
    "layout_bad_value": (
        "“{value}” cannot stand at “{key}” in a layout.",
        "Save a layout with --save-layout to see what may stand there. Nothing was changed.",
    ),
    "layout_bad_header": (
        "The header of this layout is no list of column names.",
        'Write it as header = ["Date", "Text", "Amount"]. Nothing was changed.',
    ),
    "layout_no_header": (
        "This layout does not say which table it is about.",
        "Give it the header of the table, as the bank writes it. Nothing was changed.",
    ),
    "layout_bad_column": (
        "The columns of {role} are given as {value}, but this table has columns 1 to {most}.",
        "Count the columns from 1, each once. Nothing was changed.",
    ),
    "layout_other_header": (
        "This layout is about a table with another header.",
        "Leave --layout away, or take the layout of this bank.",
    ),
    "layout_none": (
        "This file is no table, so it has no layout.",
        "Leave --save-layout away.",
    ),
    "layout_bad_answer": (
        "“{answer}” answers no question of the reader.",
        "Write --answer date_order=day_first, sign=spending_positive, payee_column=3 or the like.",
    ),
}


def read_as_before(line: LayoutLine) -> str:
    """Said where an earlier answer was taken: "Read as you answered on 12 May 2026"."""
    return f"Read as {_who(line)} answered on {numbers.moment(line.at)}"


def remembered(line: LayoutLine) -> str:
    """A layout in a line: whose it is, who answered and when."""
    bank = line.bank or ", ".join(cell for cell in line.layout.get("header", ())[:4] if cell)
    account = f", account {line.account_number}" if line.account_number else ""
    said = f"answered by {_who(line)} on {numbers.moment(line.at)}"
    return f"{bank or 'A table without a header'}{account}: {said}"


def _who(line: LayoutLine) -> str:
    """Until there is a sign-in, whoever sits at the screen is the one viewer there is."""
    return "you" if line.by == "local" else line.by
