"""Clients: how each company stands in one line, and which of them needs somebody first."""

from collections.abc import Iterable
from datetime import timedelta

from core.domain.handouts import ClientLine
from core.domain.weeks import WEEK
from core.services.forecast.balance import balance_odds, balances
from core.services.forecast.outlook import drawn
from core.store import frames, people
from core.store.cash import anchored_cash
from core.store.unit import Unit


def client(unit: Unit, company_id: int) -> ClientLine:
    """Cash, odds and what is not sorted yet of one company, in its main currency."""
    currencies = list(dict.fromkeys(each.currency for each in people.accounts(unit, company_id)))
    currency = currencies[0] if currencies else ""
    until = people.data_until(unit, company_id)
    found = drawn(unit, company_id, currency)
    cash = anchored_cash(unit, company_id, currency)
    ahead = None if found is None else balances(cash, found.accounts, found.said, found.weeks)
    return ClientLine(
        company=people.company(unit, company_id),
        currency=currency,
        other_currencies=tuple(currencies[1:]),
        data_until=until,
        last_day=None if found is None else found.weeks[-1] + WEEK - timedelta(days=1),
        cash_minor=None if cash is None or until is None else int(cash.at([until])[0]),
        odds=None if ahead is None else balance_odds(unit, company_id, ahead),
        open_minor=frames.open_minor(unit, company_id, currency),
        drawing=0 if found is None else len(found.undrawn),
    )


def worst_first(lines: Iterable[ClientLine]) -> list[ClientLine]:
    """By the chance of falling short within 12 weeks, then within 4; those without odds follow.

    What is equal goes by the money not sorted yet, then by name.
    """
    return sorted(lines, key=_urgency)


def _urgency(line: ClientLine) -> tuple[bool, float, float, int, str]:
    below, soon = (line.odds.below, line.odds.below_4) if line.odds else (0.0, 0.0)
    return line.odds is None, -below, -soon, -line.open_minor, line.company.name
