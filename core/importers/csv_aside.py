"""Lines of a table that may be no payments, kept aside until every line was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.domain.bank_file import Problem, Row
from core.importers.csv_table import is_amount, is_wordy
from core.importers.csv_totals import settle_balances
from core.importers.dates import is_date

Key = tuple[str, str, str]
"""An account: its number, its currency and its name."""
_FEW_ROWS = 2


@dataclass(slots=True)
class Aside:
    """Rows that are called a balance, and lines of words only."""

    suspects: dict[Key, list[tuple[Row, str]]] = field(default_factory=dict)
    """Rows whose words are those of a balance, each with them."""
    prose: list[int] = field(default_factory=list)
    """Lines of words only: before the first payment and behind the last one they are no rows of the table."""

    def suspect(self, key: Key, row: Row, said: str) -> None:
        """Keep a row aside that says it is a balance."""
        self.suspects.setdefault(key, []).append((row, said))

    def settled(
        self, rows: Mapping[Key, list[Row]], problems: Sequence[Problem], headed: bool
    ) -> tuple[dict[Key, list[Row]], list[Problem]]:
        """The rows with those that prove to be payments, and the problems with those that stay doubtful."""
        found = {key: list(each) for key, each in rows.items()}
        listed = list(problems)
        if not headed:
            self._suspect_the_last(found)
        for key, suspects in self._by_account(found).items():
            kept, doubtful = settle_balances(suspects, found.get(key, []))
            listed += doubtful
            if kept:
                found[key] = sorted([*found.get(key, []), *kept], key=lambda row: row.line_no)
        found = {key: each for key, each in found.items() if each}
        return found, sorted(self._within(found, listed), key=lambda problem: problem.line_no)

    def _within(self, rows: Mapping[Key, Sequence[Row]], problems: Sequence[Problem]) -> list[Problem]:
        """The problems without the words around the payments."""
        ends = [row.line_no for each in rows.values() for row in (each[0], each[-1])]
        if not ends:
            return list(problems)
        around = {line_no for line_no in self.prose if not min(ends) < line_no < max(ends)}
        return [each for each in problems if each.line_no not in around]

    def _by_account(self, rows: Mapping[Key, Sequence[Row]]) -> dict[Key, list[tuple[Row, str]]]:
        """What may be balances, by account: where a currency has one account, they need not name it."""
        grouped: dict[Key, list[tuple[Row, str]]] = {}
        for key, suspects in self.suspects.items():
            accounts = [each for each in rows if each[1] == key[1]]
            grouped.setdefault(accounts[0] if len(accounts) == 1 else key, []).extend(suspects)
        return {key: sorted(each, key=lambda suspect: suspect[0].line_no) for key, each in grouped.items()}

    def _suspect_the_last(self, rows: Mapping[Key, list[Row]]) -> None:
        """A last line without words, where all others have some and no header says what stands in it."""
        every = [(row, key) for key, each in rows.items() for row in each]
        if len(every) <= _FEW_ROWS:
            return
        last, key = max(every, key=lambda each: each[0].line_no)
        if [row for row, _ in every if not is_wordy(f"{row.counterparty} {row.text}")] == [last]:
            rows[key].remove(last)
            self.suspect(key, last, last.raw)


def is_prose(cells: Sequence[str]) -> bool:
    """Whether a line has words, and neither a day nor an amount."""
    return any(map(is_wordy, cells)) and not any(is_date(cell) or is_amount(cell) for cell in cells)


def is_name(dated: str) -> bool:
    """Whether words without a number stand where a day should, as the name of an account does."""
    return is_wordy(dated) and not any(map(str.isdigit, dated))
