"""The queue of cards: groups by doubt x money, what was put off last, now and then a random check."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from core.domain.handouts import ReviewGroup, ReviewQueue, RowLine
from core.domain.jobs import JobKind
from core.domain.labels import Direction, Label, RowFilter, without_odds
from core.domain.review import GroupKey
from core.rules import tables
from core.services.review.checks import due_at, waiting_parts
from core.services.review.pieces import grouped, is_told_apart
from core.store import frames, jobs, reads, versions
from core.store import review as stored
from core.store.unit import Unit

QUEUE = 16
"""Cards the screen holds ahead, so that a quick hand never waits for the store."""

_CODES = ("mcc", "nace")
_COLUMNS = ["payee_key", "direction", "piece", "currency", "rows", "money_minor", "probability", "part_id"]


def queue(unit: Unit, company_id: int, size: int = QUEUE) -> ReviewQueue:
    """The next cards with a random check in its place, and what waits in all."""
    found = groups(unit, company_id, size)
    cards = found.cards
    for at, part_id in zip(due_at(unit, company_id), waiting_parts(unit, company_id), strict=False):
        if at < len(cards):
            cards = (*cards[:at], _check(unit, company_id, part_id), *cards[at:])
    return replace(found, cards=cards[:size])


def groups(unit: Unit, company_id: int, size: int) -> ReviewQueue:
    """Groups of alike rows that are only guessed or asked, by doubt x money; put off ones come last."""
    frame = _ordered(unit, company_id)
    sums = frame.groupby("currency")[["rows", "money_minor"]].sum()
    return ReviewQueue(
        cards=tuple(_groups(unit, company_id, frame.head(size))),
        open_minor={str(name): (int(row["rows"]), int(row["money_minor"])) for name, row in sums.iterrows()},
        groups=len(frame),
        skipped=int((frame["skipped"] > 0).sum()),
        training_seconds=jobs.last_seconds(unit, JobKind.RETRAIN),
    )


def _ordered(unit: Unit, company_id: int) -> pd.DataFrame:
    """Every group with `skipped`, 0 or the number of the mark that puts it off."""
    frame = _with_pieces(unit, company_id, frames.open_groups_frame(unit, company_id))
    put_off = stored.skips(unit, company_id)
    keys = zip(frame["payee_key"], frame["direction"], frame["piece"], strict=True)
    marks = [put_off.get(GroupKey(*key), (0, 0)) for key in keys]
    newest = frame["part_id"].tolist()
    skipped = [mark if part <= seen else 0 for part, (seen, mark) in zip(newest, marks, strict=True)]
    doubt = (1.0 - frame["probability"].astype(float)) * frame["money_minor"].astype(float)
    return frame.assign(skipped=skipped, doubt=doubt).sort_values(
        ["skipped", "doubt", "payee_key", "piece"], ascending=[True, False, True, True], kind="stable"
    )


def _with_pieces(unit: Unit, company_id: int, frame: pd.DataFrame) -> pd.DataFrame:
    """The database's groups; those of split payees, and of none, broken into their pieces."""
    splits = stored.splits(unit, company_id)
    whole = frame.assign(piece=frame["currency"])[_COLUMNS]
    split = {(key.payee_key, key.direction) for key in splits}
    pairs = zip(whole["payee_key"], whole["direction"], strict=True)
    apart = pd.Series([not pair[0] or pair in split for pair in pairs], index=whole.index, dtype=bool)
    if not apart.any():
        return whole
    payees = whole.loc[apart, "payee_key"].unique().tolist()
    rows = stored.open_rows_frame(unit, company_id, payees)
    named = pd.MultiIndex.from_frame(rows[["payee_key", "direction"]])
    meant = named.isin(pd.MultiIndex.from_frame(whole.loc[apart, ["payee_key", "direction"]]))
    return pd.concat([whole[~apart], grouped(rows[meant], splits)[_COLUMNS]], ignore_index=True)


def _groups(unit: Unit, company_id: int, frame: pd.DataFrame) -> list[ReviewGroup]:
    parts = [int(part) for part in frame["part_id"]]
    lines, labels = _seen(unit, company_id, parts)
    reached = stored.followers(unit, company_id, frame["payee_key"].unique().tolist())
    splits = stored.splits(unit, company_id)
    found = []
    for row in frame.to_dict("records"):
        key = GroupKey(str(row["payee_key"]), str(row["direction"]), str(row["piece"]))
        is_piece = is_told_apart(key.payee_key, key.direction, splits)
        line, rows = lines[int(row["part_id"])], int(row["rows"])
        found.append(
            ReviewGroup(
                key=key,
                payee=line.payee,
                direction=Direction(key.direction),
                currency=line.currency,
                rows=rows,
                money_minor=int(row["money_minor"]),
                part_id=line.part_id,
                newest_on=line.booked_on,
                text=line.text,
                label=labels[line.part_id],
                code_names=_code_names(labels[line.part_id]),
                label_id=line.label_id,
                follows=rows if is_piece else reached[key.payee_key, key.direction],
                is_piece=is_piece,
                can_split=rows > 1,
                skipped=int(row["skipped"]) > 0,
            )
        )
    return found


def _check(unit: Unit, company_id: int, part_id: int) -> ReviewGroup:
    lines, labels = _seen(unit, company_id, [part_id])
    line, (payee_key, direction, currency) = lines[part_id], stored.key_of(unit, company_id, part_id)
    apart = is_told_apart(payee_key, direction, stored.splits(unit, company_id))
    reached = {} if apart else stored.followers(unit, company_id, [payee_key])
    return ReviewGroup(
        key=GroupKey(payee_key, direction, currency),
        payee=line.payee,
        direction=Direction(direction),
        currency=currency,
        rows=1,
        money_minor=abs(line.amount_minor),
        part_id=part_id,
        newest_on=line.booked_on,
        text=line.text,
        label=labels[part_id],
        code_names=_code_names(labels[part_id]),
        label_id=line.label_id,
        follows=reached.get((payee_key, direction), 1),
        is_piece=False,
        can_split=False,
        skipped=False,
        is_check=True,
    )


def _code_names(label: Label) -> tuple[tuple[str, str], ...]:
    """What merchant and trade codes among a label's reasons stand for."""
    found = [
        (each.value, tables.trade(tables.load(each.kind), each.value))
        for each in label.reasons
        if each.kind in _CODES
    ]
    return tuple((code, name) for code, name in found if name)


def _seen(
    unit: Unit, company_id: int, part_ids: Sequence[int]
) -> tuple[dict[int, RowLine], dict[int, Label]]:
    """Lines and labels of rows; odds only where they were held against people's answers."""
    page = reads.page(unit, company_id, RowFilter(part_ids=tuple(part_ids)), 1, max(1, len(part_ids)))
    checked = versions.percentages_hold(unit)
    labels = stored.labels_of(unit, company_id, part_ids)
    if not checked:
        labels = {part: replace(each, guesses=without_odds(each.guesses)) for part, each in labels.items()}
    return {line.part_id: line for line in page.rows}, labels
