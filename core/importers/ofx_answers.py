"""What a bank answered in an OFX file besides statements: sign-on, errors, lists of accounts, transfers."""

from collections import Counter
from dataclasses import dataclass, field

from core.domain.bank_file import Problem
from core.domain.errors import NoStatement
from core.importers.ofx_entry import Notes
from core.importers.ofx_scan import Tag

_ACCOUNT = "ACCTINFO"
_SIGN_ON = "SONRS"
_TRANSFERS = frozenset({"INTRARS", "INTERRS", "WIRERS", "PMTRS"})
"""Orders the bank confirms. Whether money moved, and which way, stands in the account's statement."""
_STATUS_PARTS = ("CODE", "SEVERITY", "MESSAGE")
_LONGEST = 200


@dataclass(slots=True)
class Answers:
    """Everything outside the statements, and what the whole file is worth a look for."""

    notes: Notes = field(default_factory=Notes)
    counts: Counter[str] = field(default_factory=Counter)
    statuses: list[dict[str, str]] = field(default_factory=list)
    inside: str = ""

    def take(self, tag: Tag) -> None:
        """One tag outside the statements."""
        if tag.closes:
            return
        if tag.name == "STATUS":
            self.statuses.append({"within": self.inside, "line": str(tag.line_no)})
        elif tag.name in _STATUS_PARTS and tag.value and self.statuses:
            self.statuses[-1].setdefault(tag.name, tag.value)
        elif not tag.value:
            self.counts[tag.name] += 1
            self.inside = tag.name

    def refusal(self) -> NoStatement:
        """What the file is, where it holds no statement."""
        failed = self._failed()
        if failed:
            fault = "sign_on_failed" if failed[0]["within"] == _SIGN_ON else "bank_error"
            return NoStatement(fault, message=_message(failed[0]))
        if self.counts[_ACCOUNT]:
            return NoStatement("accounts", count=self.counts[_ACCOUNT])
        if self._transfers():
            return NoStatement("transfers", count=self._transfers())
        return NoStatement("sign_on" if self.counts[_SIGN_ON] else "empty")

    def problems(self) -> list[Problem]:
        """What else stands in a file that has statements: errors of the bank, orders it confirms."""
        found = [
            Problem("bank_error", 0, _message(each), {"value": _message(each)}) for each in self._failed()
        ]
        orders = str(self._transfers())
        if self._transfers():
            found.append(Problem("transfers", 0, orders, {"value": orders}))
        return found

    def _failed(self) -> list[dict[str, str]]:
        return [each for each in self.statuses if each.get("SEVERITY", "").upper() == "ERROR"]

    def _transfers(self) -> int:
        return sum(self.counts[name] for name in _TRANSFERS)


def _message(status: dict[str, str]) -> str:
    """The bank's own words, else its code."""
    return (status.get("MESSAGE", "") or f"code {status.get('CODE', '')}")[:_LONGEST]
