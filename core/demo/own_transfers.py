"""Money moved between a company's own accounts: settled cards, savings, converted currency."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from core.demo.movements import Movement
from core.demo.rhythms import DAY, next_working_day

Balances = dict[str, int]


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """An account as its company's other accounts see it: `key`, `number`, owner's `name`."""

    key: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class CardSettlement:
    """Once a month the current account pays what the card owes."""

    day: int
    current: OwnAccount
    card: OwnAccount

    def legs(self, balances: Balances, on: date) -> Iterator[Movement]:
        """Both legs; none where the card owes nothing."""
        owed = -balances[self.card.key]
        if owed > 0:
            digits = self.card.number[-4:]
            yield _leg(self.current, self.card, on, -owed, f"CARD SETTLEMENT {digits}", "direct_debit")
            yield _leg(self.card, self.current, on, owed, "PAYMENT RECEIVED THANK YOU", "transfer_in")


@dataclass(frozen=True, slots=True)
class SavingsSweep:
    """Once a month the current account is brought back between `floor` and `ceiling`, minor units.

    `type_code` is what the bank calls it: some know their customers' own transfers.
    """

    day: int
    current: OwnAccount
    savings: OwnAccount
    floor: int
    ceiling: int
    type_code: str

    def legs(self, balances: Balances, on: date) -> Iterator[Movement]:
        """Both legs, in whole hundreds; none where the balance lies well."""
        balance = balances[self.current.key]
        middle = (self.floor + self.ceiling) // 2
        if balance > self.ceiling:
            amount = _hundreds(balance - middle)
            text = "TRANSFER TO SAVINGS"
        elif balance < self.floor:
            amount = -_hundreds(min(middle - balance, balances[self.savings.key]))
            text = "TRANSFER FROM SAVINGS"
        else:
            return
        if amount:
            there = self.type_code or ("transfer_out" if amount > 0 else "transfer_in")
            here = self.type_code or ("transfer_in" if amount > 0 else "transfer_out")
            yield _leg(self.current, self.savings, on, -amount, text, there)
            yield _leg(self.savings, self.current, on, amount, text, here)


@dataclass(frozen=True, slots=True)
class Conversion:
    """Once a month foreign currency beyond `keep` minor units is converted at `rate` to the home account."""

    day: int
    foreign: OwnAccount
    home: OwnAccount
    keep: int
    rate: float

    def legs(self, balances: Balances, on: date) -> Iterator[Movement]:
        """Both legs, each in its own currency."""
        amount = _hundreds(balances[self.foreign.key] - self.keep)
        if amount:
            text = f"FX CONVERSION GBP EUR {self.rate:.4f}"
            yield _leg(self.foreign, self.home, on, -amount, text, "transfer_out")
            yield _leg(self.home, self.foreign, on, round(amount * self.rate), text, "transfer_in")


@dataclass(frozen=True, slots=True)
class OwnerKeeps:
    """Once a month the owner keeps the balance between `floor` and `ceiling`, minor units, until `until`."""

    day: int
    current: OwnAccount
    owner: str
    floor: int
    ceiling: int
    until: date

    def legs(self, balances: Balances, on: date) -> Iterator[Movement]:
        """One leg, the owner's money in or out: financing, not an own transfer."""
        if on > self.until:
            return
        owner = OwnAccount("", "", self.owner)
        out = _hundreds(balances[self.current.key] - self.ceiling)
        into = _hundreds(self.floor - balances[self.current.key])
        if out:
            yield _leg(self.current, owner, on, -out, "DIRECTORS LOAN REPAID", "transfer_out", "financing")
        if into:
            yield _leg(self.current, owner, on, into, "DIRECTORS LOAN", "transfer_in", "financing")


Rule = CardSettlement | SavingsSweep | Conversion | OwnerKeeps


def with_own_transfers(
    found: Sequence[Movement], rules: Sequence[Rule], openings: Balances, first: date, last: date
) -> list[Movement]:
    """All movements with those that keep the accounts in order, in booking order.

    `openings` are the balances before `first`, minor units by account key.
    """
    balances = dict(openings)
    together: list[Movement] = []
    waiting = iter([*found, None])
    movement = next(waiting)
    for offset in range((last - first).days + 1):
        day = first + DAY * offset
        while movement is not None and movement.booked_on <= day:
            balances[movement.account] += movement.amount
            together.append(movement)
            movement = next(waiting)
        for rule in rules:
            if day == next_working_day(day.replace(day=rule.day)):
                for leg in rule.legs(balances, day):
                    balances[leg.account] += leg.amount
                    together.append(leg)
    return together


def _leg(
    here: OwnAccount,
    there: OwnAccount,
    on: date,
    amount: int,
    text: str,
    type_code: str,
    category: str = "own_transfer",
) -> Movement:
    return Movement(
        account=here.key,
        booked_on=on,
        amount=amount,
        category=category,
        counterparty=there.name,
        counterparty_account=there.number,
        text=text,
        reference="",
        type_code=type_code,
        mcc="",
        nace="",
        standing_order=False,
        contactless=False,
        vague=False,
    )


def _hundreds(minor: int) -> int:
    return max(0, minor) // 10_000 * 10_000
