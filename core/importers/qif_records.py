"""A QIF file cut into accounts and their entries, before anything in them is read."""

import re
from dataclasses import dataclass, field

PAYMENTS = {
    "bank": "current",
    "cash": "current",
    "ccard": "card",
    "oth a": "savings",
    "oth l": "loan",
}
"""Account types whose entries are payments, and the kind of account each is."""
TRADES = frozenset({"invst", "port", "401(k)/403(b)"})
"""Account types whose entries move securities."""
_ACCOUNT, _TYPE = "!account", "!type"
_LIST_BEGINS, _LIST_ENDS = "!option:autoswitch", "!clear:autoswitch"
_CENTURY = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*['’]\s*(\d{1,4})")
_SPACED = re.compile(r"\s*([-/.])\s*")


@dataclass(slots=True)
class Record:
    """One entry: its lines as they stand, each with its letter; `closed` says whether its ^ is there."""

    line_no: int
    lines: list[str] = field(default_factory=list)
    closed: bool = False

    @property
    def raw(self) -> str:
        """The entry as it stands in the file."""
        return "\n".join(self.lines)

    @property
    def amount(self) -> str:
        """T, or U, which Quicken writes beside it for larger amounts."""
        return self.first("T") or self.first("U")

    def first(self, letter: str) -> str:
        """What stands behind a letter, "" where it is not there."""
        return next((line[1:].strip() for line in self.lines if line.startswith(letter)), "")

    def all(self, letter: str) -> list[str]:
        """What stands behind each line with this letter."""
        return [line[1:].strip() for line in self.lines if line.startswith(letter)]

    def words(self) -> str:
        """Memo, address and categories, those of a split entry in their order; each once."""
        said = [each for letter in "MALSE" for each in self.all(letter)]
        return " ".join(dict.fromkeys(each for each in said if each))


@dataclass(slots=True)
class Account:
    """One account with its entries; the balance is the one in its own entry."""

    name: str
    kind: str
    balance: str = ""
    balance_day: str = ""
    records: list[Record] = field(default_factory=list)


def accounts(text: str) -> list[Account]:
    """The accounts that have entries, or a section for them; an account met again goes on where it was.

    Lists of accounts, categories, securities, prices and memorized payments hold no payments. Quicken writes
    the sign that begins a list before its payments too: there an account stands alone before them.
    """
    found: dict[tuple[str, str], Account] = {}
    section, listing = "", False
    named: Record | None = None
    met: list[Record] = []
    current: Account | None = None
    record: Record | None = None
    for line_no, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        stripped = line.strip()
        if stripped.startswith("!"):
            if section == _ACCOUNT and (len(met) == 1 or (met and not listing)):
                named = met[-1]
            met = []
            section = re.sub(r"\s*:\s*", ":", stripped.casefold())
            listing = (listing or section == _LIST_BEGINS) and section != _LIST_ENDS
            current = _opened(section, named, found)
            record = None
        elif not stripped:
            continue
        elif stripped == "^":
            if record is not None:
                record.closed = True
                met.append(record)
            record = None
        else:
            if record is None:
                record = Record(line_no)
                if current is not None:
                    current.records.append(record)
            record.lines.append(line.rstrip())
    if record is not None and text.endswith(("\n", "\r")):
        record.closed = True
    return list(found.values())


def _opened(section: str, named: Record | None, found: dict[tuple[str, str], Account]) -> Account | None:
    """The account whose entries follow; None where a list follows."""
    keyword, _, kind = section.partition(":")
    if keyword != _TYPE or kind not in PAYMENTS.keys() | TRADES:
        return None
    name = named.first("N") if named else ""
    account = found.setdefault((name, kind), Account(name, kind))
    if named:
        account.balance, account.balance_day = named.first("$"), named.first("/")
    return account


def usual_day(written: str) -> str:
    """A day without Quicken's blanks and apostrophes: 12/25' 1 is 12/25/2001, 8/ 5/93 is 8/5/93."""
    found = _CENTURY.fullmatch(written.strip())
    if found:
        year = int(found[4])
        return f"{found[1]}{found[2]}{found[3]}{found[2]}{year if year > 99 else 2000 + year}"
    return _SPACED.sub(r"\1", written.strip())
