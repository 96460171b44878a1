"""What a CAMT statement states as the sum of its entries, held against them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from core.domain.bank_file import Problem
from core.importers.amounts import read_amount
from core.importers.camt_tree import Node

_NOTHING = Decimal(0)
_SUMS = {
    "all entries": ("TtlNtries", ("CRDT", "DBIT")),
    "all credits": ("TtlCdtNtries", ("CRDT",)),
    "all debits": ("TtlDbtNtries", ("DBIT",)),
}


@dataclass(slots=True)
class Totals:
    """The sums of the entries that went by: of all, and of those that are booked, by direction."""

    every: dict[str, Decimal] = field(default_factory=dict)
    booked: dict[str, Decimal] = field(default_factory=dict)
    currencies: set[str] = field(default_factory=set)

    def add(self, entry: Node) -> None:
        """Count an entry as it is written; one without a sum to it adds nothing."""
        written, currency = entry.money("Amt")
        try:
            amount = abs(read_amount(written))
        except ValueError:
            return
        self.currencies.add(currency)
        side = entry.at("CdtDbtInd")
        self.every[side] = self.every.get(side, _NOTHING) + amount
        if entry.at("Sts/Cd", "Sts") in ("", "BOOK"):
            self.booked[side] = self.booked.get(side, _NOTHING) + amount

    def differences(self, head: Node) -> Iterator[Problem]:
        """Sums of the statement's summary that its entries do not make.

        A page of several may state the sum of them all, and sums over currencies are none.
        """
        if len(self.currencies) != 1 or head.at("StmtPgntn/PgNb", "RptPgntn/PgNb", "NtfctnPgntn/PgNb"):
            return
        for where, (name, sides) in _SUMS.items():
            try:
                stated = read_amount(head.at(f"TxsSummry/{name}/Sum"))
            except ValueError:
                continue
            every, booked = (
                sum(made.get(side, _NOTHING) for side in sides) for made in (self.every, self.booked)
            )
            if stated not in (every, booked):
                facts = {"where": where, "stated": str(stated), "counted": str(every)}
                yield Problem("sum_differ", 0, f"{name} {stated}", facts)
