"""How past fans did: a note below one fan, and the table of all on Trust."""

import pandas as pd
import streamlit as st

from app import session
from app.parts import tables, text
from app.parts.viewed import Viewed
from core.domain.handouts import Fan, TrackLine
from core.domain.words import looking_back as words
from core.domain.words import outlook
from core.services import forecast


def note(viewed: Viewed, fan: Fan, whose: str) -> None:
    """How past fans of this one did against what came."""
    lines = session.seen(forecast.track_record, viewed.company_id, viewed.currency, whose)
    mine = next((each for each in lines if (each.key, each.direction) == (fan.key, fan.direction)), None)
    if mine is None:
        text.note(words.not_checked(outlook.fan_name(fan, viewed.names)))
    else:
        text.note(words.track(mine, viewed.names))


def table(viewed: Viewed) -> None:
    """Past fans of every category against what came; why there are none yet, where there are none."""
    lines = session.seen(forecast.track_record, viewed.company_id, viewed.currency)
    if not lines:
        found = session.seen(forecast.behind, viewed.company_id)
        text.note(f"Not checked yet. {words.nothing_yet(found)}")
        return
    whole = next((each for each in lines if each.key == "cash_flow"), None)
    if whole is not None:
        text.sentence(words.track(whole, viewed.names))
    frame = _frame([each for each in lines if each is not whole], viewed)
    st.dataframe(frame, hide_index=True, height=tables.height(len(frame)), key="track_record")
    text.note(words.HOW_COUNTED)


def _frame(lines: list[TrackLine], viewed: Viewed) -> pd.DataFrame:
    # What a narrow screen cuts off stands last.
    return pd.DataFrame(
        {
            "Category": [outlook.series_name(each.key, each.direction, viewed.names) for each in lines],
            "Inside": [each.weeks_inside for each in lines],
            "Should be": [round(words.SHOULD_HOLD * each.weeks) for each in lines],
            "Weeks checked": [each.weeks for each in lines],
            "Totals inside": [each.totals_inside for each in lines],
            "12-week totals checked": [each.totals for each in lines],
        }
    )
