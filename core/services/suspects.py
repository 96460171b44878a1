"""Suspect labels: what a person filed and the model, taught without it, holds to be something else."""

from collections.abc import Sequence

import pandas as pd

from core.domain.categories import UNCATEGORISED
from core.domain.handouts import DoubtedLabel
from core.domain.labels import Correction, Reach, Reason, RowFilter
from core.store import people, suspects, versions
from core.store.labels import reasons_of
from core.store.suspects import Doubt
from core.store.unit import Unit
from models.categorizers.served import Served
from models.categorizers.suspects import find_suspects

__all__ = ["correction_for", "doubted", "keep", "kept", "look_for", "set_kept"]

_MOST = 500
"""Doubted rows kept for a company; with more, something larger is wrong than single labels."""
_NO_BELIEF = 1e-4
_TABLES = {"mcc": "mcc_answer", "nace": "nace_answer", "words": "words_answer"}


def look_for(served: Served, labelled_frame: pd.DataFrame) -> dict[int, list[Doubt]]:
    """Doubted rows by company; a model's answers to each row come without any label of its payee.

    `labelled_frame` has `models.frames.TRANSACTIONS` and `LABEL_COLUMNS`; only persons' rows are looked at.
    """
    human = labelled_frame[labelled_frame["human"] > 0].reset_index(drop=True)
    if human.empty:
        return {}
    found = find_suspects(served.predict_held_out(human), human)
    said = served.features(human)
    rows = human.assign(words_answer=said["words_answer"].to_numpy()).loc[found.index]
    doubts: dict[int, list[Doubt]] = {}
    for one, row in zip(found.to_dict("records"), rows.to_dict("records"), strict=True):
        listed = doubts.setdefault(int(row["company"]), [])
        if len(listed) < _MOST:
            listed.append(
                Doubt(
                    part_id=int(row["part_id"]),
                    filed=str(row["category"]),
                    thinks=str(one["thinks"]),
                    probability=round(float(one["probability"]), 4),
                    label_probability=round(float(one["label_probability"]), 4),
                    reasons=_reasons(row, str(one["thinks"])),
                )
            )
    return doubts


def keep(unit: Unit, doubts: dict[int, list[Doubt]], model_version_id: int) -> int:
    """Ask about these rows, and no longer about what an earlier model doubted; returns how many."""
    asked = 0
    for company in people.companies(unit):
        asked += suspects.replace_open(unit, company.id, model_version_id, doubts.get(company.id, []))
        people.touch(unit, company.id)
    return asked


def doubted(unit: Unit, company_id: int) -> list[DoubtedLabel]:
    """What a person filed and the model doubts, one filing each, the surest doubt first."""
    return _filings(unit, company_id, kept=False)


def kept(unit: Unit, company_id: int) -> list[DoubtedLabel]:
    """What the model doubted and the person said is right."""
    return _filings(unit, company_id, kept=True)


def set_kept(unit: Unit, company_id: int, part_ids: Sequence[int], *, kept: bool) -> None:
    """The person says that these labels are right, and is not asked again; or takes that back."""
    suspects.set_kept(unit, company_id, part_ids, kept=kept)
    people.touch(unit, company_id)


def correction_for(company_id: int, one: DoubtedLabel, category: str) -> Correction:
    """Filing a doubted answer elsewhere: as far as it went, or only the doubted rows where they are few."""
    if one.reach is Reach.FILTER or 2 * len(one.part_ids) < one.filed_rows:
        rows = RowFilter(part_ids=one.part_ids)
        return Correction(company_id, one.part_id, category, Reach.FILTER, rows=rows)
    return Correction(company_id, one.part_id, category, one.reach)


def _filings(unit: Unit, company_id: int, *, kept: bool) -> list[DoubtedLabel]:
    frame = suspects.doubted_frame(unit, company_id)
    frame = frame[frame["kept_at"].notna() == kept]
    if frame.empty:
        return []
    checked = versions.percentages_hold(unit)
    filed = suspects.rows_of_acts(unit, company_id, [int(act) for act in frame["act_id"].unique()])
    odds = frame["probability"] / frame["label_probability"].clip(lower=_NO_BELIEF)
    surest = frame.assign(odds=odds).sort_values(["odds", "part_id"], ascending=[False, True], kind="stable")
    by_filing = surest.groupby(["act_id", "payee_key"], sort=False)
    return [_filing(rows, filed, checked=checked) for _, rows in by_filing]


def _filing(rows: pd.DataFrame, filed: dict[int, int], *, checked: bool) -> DoubtedLabel:
    first = rows.iloc[0]
    return DoubtedLabel(
        act_id=int(first["act_id"]),
        reach=Reach(first["reach"]) if first["reach"] in set(Reach) else Reach.FILTER,
        part_id=int(first["part_id"]),
        label_id=int(first["label_id"]),
        part_ids=tuple(int(part) for part in rows["part_id"]),
        payee=str(first["payee"] or first["text"]),
        filed=str(first["filed"]),
        filed_at=first["filed_at"],
        filed_rows=filed[int(first["act_id"])],
        thinks=str(first["thinks"]),
        probability=float(first["probability"]) if checked else None,
        money_minor=int(rows["amount_minor"].abs().sum()),
        currency=str(first["currency"]),
        reasons=reasons_of(first["reasons"]),
    )


def _reasons(row: dict[object, object], thinks: str) -> tuple[Reason, ...]:
    """What of a row names the model's category outright: its codes, and the words of the payee."""
    return tuple(
        Reason(kind, thinks) for kind in _TABLES.values() if row[kind] == thinks and thinks != UNCATEGORISED
    )
