from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from core.domain.handouts import BalanceOdds, Effect, Fan, Outlook, PayerLine, WhatIf
from core.domain.what_if import CategoryMoved, MonthlyPayment, PayerLate
from core.domain.words import what_if as words

FIRST = date(2026, 12, 1)
NAMES = {"rent": "Rent and premises", "sales": "Sales"}
ODDS = BalanceOdds("EUR", 900_000, 200_000, 0.18, 0.02, date(2026, 12, 7), 2600.0)
PLAIN = Outlook(
    date(2026, 11, 15), date(2026, 11, 16), 12, datetime(2026, 11, 16, tzinfo=UTC), (), None, None, ODDS, 0
)


def _seen(below: float) -> WhatIf:
    odds = replace(ODDS, below=below, tightest_week=date(2026, 12, 14), tightest_median=1200.0)
    return WhatIf((), 12, None, odds, None)


@pytest.mark.parametrize(
    ("below", "said"),
    [
        (0.31, "With this, in 31 of 100 futures you fall below €2,000 instead of 18; "),
        (0.001, "With this, in fewer than 1 of 100 futures you fall below €2,000 instead of 18; "),
        (0.999, "With this, in more than 99 of 100 futures you fall below €2,000 instead of 18; "),
        (0.181, "With this, the chance of falling below €2,000 stays at 18 in 100; "),
    ],
)
def test_the_odds_with_and_without_it_stand_in_one_sentence(below: float, said: str) -> None:
    tightest = "tightest: week of 14 Dec, with about €1,200."
    assert words.headline(PLAIN, _seen(below)) == f"{said}{tightest}"


def test_without_odds_in_minus_out_is_told() -> None:
    def fan(middle: float) -> Fan:
        frame = pd.DataFrame()
        return Fan("cash_flow", "net", "EUR", "model", 40, 1.0, False, frame, frame, {"q50": middle}, {})

    plain = replace(PLAIN, odds=None, cash_flow=fan(400.0))
    said = words.headline(plain, replace(_seen(0.1), odds=None, cash_flow=fan(-3400.0))).replace("\u2060", "")
    assert said == "With this, in minus out is about −€3,400 over the next 12 weeks instead of €400."


EFFECTS = {
    "Brightwater pays 30 days late: about €4,200 expected within these 12 weeks comes later, "
    "about €1,900 of it only after them.": Effect(PayerLate("b", 30), "Brightwater", "EUR", 4200.0, 1900.0),
    "Brightwater pays 1 day late: about €4,200 expected within these 12 weeks comes later.": Effect(
        PayerLate("b", 1), "Brightwater", "EUR", 4200.0
    ),
    "Brightwater pays 7 days late: "
    "nothing of theirs is expected within these 12 weeks, so nothing moves.": Effect(
        PayerLate("b", 7), "Brightwater", "EUR", 0.0
    ),
    "Rent and premises 10% higher from 1 Dec 2026: about €300 more goes out within these 12 weeks.": Effect(
        CategoryMoved("rent", "out", 10.0, FIRST), "", "EUR", 300.0
    ),
    "Rent and premises stops from 1 Dec 2026: about €3,000 less goes out within these 12 weeks.": Effect(
        CategoryMoved("rent", "out", -100.0, FIRST), "", "EUR", -3000.0
    ),
    "Sales coming in 2.5% lower from 1 Dec 2026: about €900 less comes in within these 12 weeks. "
    "Of this, about €200 runs over a card or loan account and does not move your balance.": Effect(
        CategoryMoved("sales", "in", -2.5, FIRST), "", "EUR", -900.0, outside=-200.0
    ),
    "Rent and premises 10% higher from 1 Dec 2026: "
    "next to nothing is expected there within these 12 weeks.": Effect(
        CategoryMoved("rent", "out", 10.0, FIRST), "", "EUR", 0.0
    ),
    "€2,500 out every month from 1 Dec 2026: 3 payments, €7,500 within these 12 weeks.": Effect(
        MonthlyPayment("out", 250_000, FIRST), "", "EUR", 7500.0, payments=3
    ),
    "€2,500 in every month from 1 Dec 2026: 1 payment, €2,500 within these 12 weeks.": Effect(
        MonthlyPayment("in", 250_000, FIRST), "", "EUR", 2500.0, payments=1
    ),
}


@pytest.mark.parametrize("said", EFFECTS)
def test_an_assumption_says_what_it_does(said: str) -> None:
    assert words.effect(EFFECTS[said], NAMES, 12) == said


def test_a_payer_is_listed_with_the_money_of_a_year() -> None:
    assert words.payer(PayerLine("b", "Brightwater", 4_120_000, "EUR")) == "Brightwater (€41,200 in 52 weeks)"
