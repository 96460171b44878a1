"""The three demo companies as plans: accounts, shocks, and what keeps their accounts in order."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.demo.identities import iban
from core.demo.movements import Shock
from core.demo.own_transfers import CardSettlement, Conversion, OwnAccount, OwnerKeeps, Rule, SavingsSweep

_MAJOR = 100
TROUBLE_WEEKS = 30


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """One account of a demo company and the file it arrives in.

    `opening` is in minor units; `closing`, where given, moves the opening so that the account
    ends there.
    """

    own: OwnAccount
    title: str
    kind: str
    currency: str
    file_name: str
    opening: int
    closing: int | None = None


@dataclass(frozen=True, slots=True)
class CompanyPlan:
    """One demo company: its recipe, its accounts, what keeps them in order, and what befalls it."""

    name: str
    nace: str
    employees: int
    recipe: str
    accounts: tuple[AccountPlan, ...]
    rules: tuple[Rule, ...]
    shocks: tuple[Shock, ...]


def cafe_plan(until: date) -> CompanyPlan:
    """A cafe, healthy; water damage closed it for two weeks, the insurance paid."""
    name = "Café Marigold"
    current = OwnAccount("current", iban(f"{name} current"), name)
    savings = OwnAccount("savings", iban(f"{name} savings"), name)
    card = OwnAccount("card", "CARD-4921", "Business card")
    closed = (until - timedelta(weeks=66), until - timedelta(weeks=64))
    return CompanyPlan(
        name=name,
        nace="56.10",
        employees=7,
        recipe="cafe",
        accounts=(
            AccountPlan(
                current, "Current account", "current", "EUR", "marigold-current.csv", 14_200 * _MAJOR
            ),
            AccountPlan(
                savings, "Savings account", "savings", "EUR", "marigold-savings.csv", 12_000 * _MAJOR
            ),
            AccountPlan(card, "Business card", "card", "EUR", "marigold-card.csv", -380 * _MAJOR),
        ),
        rules=(
            CardSettlement(4, current, card),
            SavingsSweep(8, current, savings, 8_000 * _MAJOR, 21_000 * _MAJOR, "own_transfer"),
            SavingsSweep(21, current, savings, 13_000 * _MAJOR, 24_000 * _MAJOR, "own_transfer"),
            OwnerKeeps(22, savings, "Mairead Lindqvist", 0, 30_000 * _MAJOR, until),
        ),
        shocks=(
            Shock("sales", "in", *closed, factor=0.08),
            Shock("cash", "in", *closed, factor=0.0),
            Shock("supplier", "out", *closed, factor=0.2),
        ),
    )


def builder_plan(until: date) -> CompanyPlan:
    """A builder heading for trouble: for thirty weeks orders have been a quarter fewer."""
    name = "Tolan & Sons Builders"
    current = OwnAccount("current", iban(f"{name} current"), name)
    card = OwnAccount("card", "5412750000117745", "Company card")
    slump = until - timedelta(weeks=TROUBLE_WEEKS)
    return CompanyPlan(
        name=name,
        nace="41.20",
        employees=5,
        recipe="builder",
        accounts=(
            AccountPlan(
                current,
                "Current account",
                "current",
                "EUR",
                "tolan-current.sta",
                40_000 * _MAJOR,
                9_000 * _MAJOR,
            ),
            AccountPlan(card, "Company card", "card", "EUR", "tolan-card.ofx", -640 * _MAJOR),
        ),
        rules=(
            CardSettlement(5, current, card),
            OwnerKeeps(22, current, "Declan Tolan", 20_000 * _MAJOR, 52_000 * _MAJOR, slump),
        ),
        shocks=(
            Shock("sales", "in", slump, until, factor=0.75),
            Shock("supplier", "out", slump, until, factor=0.82),
        ),
    )


def shop_plan(until: date) -> CompanyPlan:
    """A web shop, healthy, with a pound account; one month a notebook of theirs went round the web."""
    name = "Papernest Goods"
    current = OwnAccount("current", iban(f"{name} current"), name)
    savings = OwnAccount("savings", iban(f"{name} reserve"), name)
    pounds = OwnAccount("gbp", iban(f"{name} gbp"), name)
    craze = (until - timedelta(weeks=46), until - timedelta(weeks=41))
    return CompanyPlan(
        name=name,
        nace="47.91",
        employees=4,
        recipe="shop",
        accounts=(
            AccountPlan(current, "Euro account", "current", "EUR", "papernest-euro.xml", 17_500 * _MAJOR),
            AccountPlan(savings, "Reserve", "savings", "EUR", "papernest-reserve.xml", 10_000 * _MAJOR),
            AccountPlan(pounds, "Pound account", "current", "GBP", "papernest-pounds.csv", 2_600 * _MAJOR),
        ),
        rules=(
            Conversion(12, pounds, current, 1_500 * _MAJOR, 1.1625),
            SavingsSweep(10, current, savings, 8_000 * _MAJOR, 24_000 * _MAJOR, ""),
            SavingsSweep(21, current, savings, 11_000 * _MAJOR, 26_000 * _MAJOR, ""),
            OwnerKeeps(23, savings, "Orla Fennessy", 0, 32_000 * _MAJOR, until),
        ),
        shocks=(
            Shock("sales", "in", *craze, factor=1.6),
            Shock("supplier", "out", *craze, factor=1.35),
            Shock("selling", "out", *craze, factor=1.25),
        ),
    )
