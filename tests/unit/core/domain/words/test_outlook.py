from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from core.domain.handouts import BalanceOdds, Fan, Outlook
from core.domain.words import outlook as words

LEVELS = ("q025", "q10", "q25", "q50", "q75", "q90", "q975")
UNTIL = date(2016, 12, 30)
TODAY = date(2017, 1, 2)


def _fan(
    quantiles: tuple[float, ...],
    history: list[float],
    key: str = "cash_flow",
    direction: str = "net",
    method: str = "model",
) -> Fan:
    weeks = [date(2017, 1, 2) + timedelta(weeks=at) for at in range(12)]
    sums = {
        f"sum_{level}": [value * (at + 1) / 12 for at in range(12)]
        for level, value in zip(LEVELS, quantiles, strict=True)
    }
    weekly = {level: [value / 12] * 12 for level, value in zip(LEVELS, quantiles, strict=True)}
    return Fan(
        key=key,
        direction=direction,
        currency="EUR",
        method=method,
        weeks_seen=11,
        active_share=1.0,
        stale=False,
        history_frame=pd.DataFrame({"ds": weeks[: len(history)], "y": history}),
        fan_frame=pd.DataFrame({"ds": weeks, **weekly, **sums}),
        total=dict(zip(LEVELS, quantiles, strict=True)),
        made_of={"deepar": 0.25, "history": 0.75},
    )


def _outlook(cash_flow: Fan | None, odds: BalanceOdds | None = None) -> Outlook:
    return Outlook(
        data_until=UNTIL,
        first_week=date(2017, 1, 2),
        horizon_weeks=12,
        made_at=datetime(2017, 1, 2, tzinfo=UTC),
        fans=(),
        cash_flow=cash_flow,
        balance=None,
        odds=odds,
        drawing=0,
    )


@pytest.mark.parametrize(
    ("below", "opening"),
    [(0.02, "You should be all right"), (0.18, "Probably all right"), (0.62, "Money may run short")],
)
def test_the_headline_gives_chance_limit_and_tightest_week(below: float, opening: str) -> None:
    odds = BalanceOdds("EUR", 1_000_000, 0, below, 0.01, date(2017, 2, 6), 1234.4)
    said = words.headline(_outlook(None, odds), TODAY)
    assert said.startswith(opening)
    assert f"{round(100 * below)} in 100" in said
    assert said.endswith("The tightest week starts on 6 Feb, with about €1,234.")


def test_without_a_balance_only_the_flow_is_told() -> None:
    flow = _fan((-900.0, -600.0, -500.0, -300.0, -200.0, 100.0, 400.0), [-5.0, 4.0])
    takings = replace(flow, key="sales", direction="in")
    said = words.headline(replace(_outlook(flow), fans=(takings,)), TODAY)
    assert said == (
        "Over the next 12 weeks about €300 more goes out than comes in, half the time between €200 and €500."
    )


def test_money_that_only_goes_out_is_told_as_such() -> None:
    flow = _fan((-900.0, -600.0, -500.0, -300.0, -200.0, -150.0, -120.0), [-5.0, 0.0])
    said = words.headline(_outlook(flow), TODAY)
    assert said == "Over the next 12 weeks about €300 goes out, half the time between €200 and €500."


def test_old_data_open_the_headline() -> None:
    said = words.headline(_outlook(None), UNTIL + timedelta(days=15))
    assert said.startswith("Your data end on 30 Dec 2016, 15 days ago.")
    assert not words.age(UNTIL, UNTIL + timedelta(days=14))


def test_a_total_names_its_span_and_its_middle_half() -> None:
    fan = _fan((120.0, 240.0, 360.0, 480.0, 600.0, 720.0, 840.0), [1.0], key="office", direction="out")
    assert words.total(fan, {"office": "Office"}, 12) == (
        "Office: about €480 over the next 12 weeks, half the time between €360 and €600."
    )
    assert words.total(fan, {"office": "Office"}, 4) == (
        "Office: about €160 over the next 4 weeks, half the time between €120 and €200."
    )


def test_a_level_that_drifts_is_said_and_one_that_comes_back_is_not() -> None:
    fan = _fan((1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0), [1.0])
    assert words.drifting(replace(fan, drifts=True)).startswith("Its level has been drifting")
    assert words.drifting(replace(fan, drifts=False)) == words.drifting(fan) == ""
    assert words.drifting(replace(fan, drifts=True, method="average")) == ""


def test_a_fan_says_what_it_is_made_of_or_that_it_is_only_an_average() -> None:
    levels = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)
    assert words.made_of(_fan(levels, [1.0])) == "Made of your last year 75%, DeepAR 25%."
    assert words.made_of(_fan(levels, [1.0], method="average")) == (
        "Needs 26 weeks of payments, you have 11: showing a simple average."
    )


def test_what_is_mostly_nothing_is_called_likely_and_no_span_from_0_to_0() -> None:
    rare = _fan((0.0, 0.0, 0.0, 0.0, 0.0, 90.0, 240.0), [0.0] * 12, key="insurance", direction="in")
    names = {"insurance": "Insurance"}
    assert words.total(rare, names, 12) == "Insurance coming in: most likely €0 over the next 12 weeks."
    assert words.total_short(rare, 12, adding_up=True) == "Most likely €0 in 12 weeks. Drawn adding up."
