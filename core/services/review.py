"""Review: what waits for a person, alike rows together, most open money first."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from core.domain.handouts import ReviewGroup
from core.domain.labels import Direction, without_odds
from core.store import frames, labels, reads, versions
from core.store.unit import Unit

__all__ = ["groups", "open_minor"]


def groups(unit: Unit, company_id: int, limit: int = 50) -> list[ReviewGroup]:
    """Groups of alike rows that are only guessed or asked, by doubt x money."""
    frame = _ordered(frames.open_groups_frame(unit, company_id)).head(limit)
    checked = versions.percentages_hold(unit)
    return [_group(unit, row, checked=checked) for row in frame.to_dict("records")]


def open_minor(unit: Unit, company_id: int) -> dict[str, tuple[int, int]]:
    """Rows and money not sorted yet, by currency."""
    frame = frames.open_groups_frame(unit, company_id)
    sums = frame.groupby("currency")[["rows", "money_minor"]].sum()
    return {str(name): (int(row["rows"]), int(row["money_minor"])) for name, row in sums.iterrows()}


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    doubt = (1.0 - frame["probability"].astype(float)) * frame["money_minor"].astype(float)
    return frame.assign(doubt=doubt).sort_values(
        ["doubt", "payee_key"], ascending=[False, True], kind="stable"
    )


def _group(unit: Unit, row: dict[Hashable, Any], *, checked: bool) -> ReviewGroup:
    part_id = int(row["part_id"])
    label, line = labels.in_force(unit, part_id), reads.line(unit, part_id)
    return ReviewGroup(
        payee_key=str(row["payee_key"]),
        payee=line.payee,
        direction=Direction(str(row["direction"])),
        currency=str(row["currency"]),
        rows=int(row["rows"]),
        money_minor=int(row["money_minor"]),
        part_id=part_id,
        label_id=line.label_id,
        guesses=label.guesses if checked else without_odds(label.guesses),
        reasons=label.reasons,
    )
