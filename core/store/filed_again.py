"""Labels that people gave rows that count no longer: kept for the rows that count in their place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd
from sqlalchemy import func, select

from core.domain.labels import Decider, Label
from core.store import labels
from core.store.own_categories import place_of
from core.store.schema import ImportRow, LabelRow, PartRow, TransactionRow
from core.store.unit import Unit

_Alike = tuple[int, str]
"""Account and fingerprint: what makes a payment the same payment in two files."""
_Live = tuple[int, str | None]
"""Part and who decided."""
_AT_ONCE = 10_000


def file_again(unit: Unit, company_id: int) -> int:
    """Give rows in force what a person said of the same rows of undone files; returns how many.

    Each word comes under its own act, so that undoing the act takes it from these rows too. A row that a
    person has filed by now stays as it is.
    """
    unit.require(company_id)
    gone = _gone(unit, company_id)
    if not gone:
        return 0
    given = {
        part_id: label
        for alike, live in _alive(unit, company_id, gone).items()
        for (part_id, decider), label in zip(live, gone[alike], strict=False)
        if label is not None and decider != Decider.YOU.value
    }
    _give(unit, given)
    return len(given)


def hand_on(unit: Unit, heirs: Mapping[int, int]) -> list[int]:
    """Give rows what a person said of those in whose place they count; returns the new labels' ids.

    `heirs` are ids of rows by that of the one they take the place of. As above, each word comes under its
    own act, and a row that a person has filed stays as it is.
    """
    said = {row_id: held for row_id, held in _said_of(unit, heirs).items() if any(held.values())}
    live = _said_of(unit, [heirs[row_id] for row_id in said])
    given = {
        part_id: label
        for row_id, held in said.items()
        for (part_id, own), label in zip(live[heirs[row_id]].items(), held.values(), strict=False)
        if label is not None and own is None
    }
    mark = unit.session.scalar(select(func.max(LabelRow.id))) or 0
    _give(unit, given)
    return list(unit.session.scalars(select(LabelRow.id).where(LabelRow.id > mark)))


def still_said_frame(unit: Unit, company_id: int) -> pd.DataFrame:
    """What people said of rows whose file is undone, oldest first.

    Columns: company, account, payee_key, direction, category, place, reach. A payee of which people have
    said something on rows in force is left out: that word is the newer one.
    """
    unit.require(company_id)
    columns = {
        "company": TransactionRow.company_id,
        "account": TransactionRow.account_id,
        "payee_key": TransactionRow.payee_key,
        "direction": TransactionRow.direction,
        "category": LabelRow.category,
        "place": place_of(LabelRow),
        "reach": LabelRow.reasons,
        "in_force": TransactionRow.in_force,
    }
    query = (
        select(*columns.values())
        .select_from(PartRow)
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .join(ImportRow, ImportRow.id == TransactionRow.import_id)
        .join(LabelRow, LabelRow.id == PartRow.label_id)
        .where(TransactionRow.company_id == company_id, LabelRow.decider == Decider.YOU.value)
        .where(TransactionRow.in_force | ImportRow.undone_at.is_not(None))
        .order_by(LabelRow.id)
    )
    said = pd.DataFrame(unit.session.execute(query).all(), columns=list(columns))
    said["reach"] = [reasons[0]["value"] if reasons else "" for reasons in said["reach"]]
    counts = said["in_force"].astype(bool)
    newer = set(map(tuple, said.loc[counts, ["payee_key", "direction"]].to_numpy()))
    keys = pd.Series(list(zip(said["payee_key"], said["direction"], strict=True)), dtype=object)
    return said[~counts & ~keys.isin(newer)].drop(columns="in_force").reset_index(drop=True)


def _gone(unit: Unit, company_id: int) -> dict[_Alike, list[LabelRow | None]]:
    """Rows of the newest undone file that holds them, in its order, with a person's label or None."""
    query = (
        select(TransactionRow.account_id, TransactionRow.fingerprint, TransactionRow.import_id, LabelRow)
        .select_from(PartRow)
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .join(ImportRow, ImportRow.id == TransactionRow.import_id)
        .outerjoin(LabelRow, (LabelRow.id == PartRow.label_id) & (LabelRow.decider == Decider.YOU.value))
        .where(TransactionRow.company_id == company_id, ImportRow.undone_at.is_not(None))
        .where(~TransactionRow.held_back)
        .order_by(TransactionRow.import_id, PartRow.id)
    )
    files: defaultdict[_Alike, dict[int, list[LabelRow | None]]] = defaultdict(dict)
    for account_id, print_, import_id, label in unit.session.execute(query):
        files[account_id, print_].setdefault(import_id, []).append(label)
    said = {
        alike: [held for held in by_file.values() if any(label is not None for label in held)]
        for alike, by_file in files.items()
    }
    return {alike: held[-1] for alike, held in said.items() if held}


def _alive(unit: Unit, company_id: int, wanted: Iterable[_Alike]) -> dict[_Alike, list[_Live]]:
    """The same rows where they are in force, in the order they came in."""
    asked = set(wanted)
    query = (
        select(TransactionRow.account_id, TransactionRow.fingerprint, PartRow.id, LabelRow.decider)
        .select_from(PartRow)
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .outerjoin(LabelRow, LabelRow.id == PartRow.label_id)
        .where(TransactionRow.company_id == company_id, TransactionRow.in_force)
        .order_by(PartRow.id)
    )
    found: defaultdict[_Alike, list[_Live]] = defaultdict(list)
    for account_id, print_, part_id, decider in unit.session.execute(query):
        if (account_id, print_) in asked:
            found[account_id, print_].append((part_id, decider))
    return found


def _said_of(unit: Unit, row_ids: Iterable[int]) -> dict[int, dict[int, LabelRow | None]]:
    """The parts of rows with the label that a person gave each, None where nobody did."""
    ids = list(row_ids)
    found: dict[int, dict[int, LabelRow | None]] = {row_id: {} for row_id in ids}
    for start in range(0, len(ids), _AT_ONCE):
        query = (
            select(PartRow.transaction_id, PartRow.id, LabelRow)
            .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
            .outerjoin(LabelRow, (LabelRow.id == PartRow.label_id) & (LabelRow.decider == Decider.YOU.value))
            .where(PartRow.transaction_id.in_(ids[start : start + _AT_ONCE]))
            .where(unit.visible(TransactionRow.company_id))
            .order_by(PartRow.id)
        )
        for row_id, part_id, label in unit.session.execute(query):
            found[row_id][part_id] = label
    return found


def _give(unit: Unit, given: Mapping[int, LabelRow]) -> None:
    """Put on each part what a person said elsewhere, word by word, each under its own act."""
    by_act: defaultdict[tuple[int, int], list[Label]] = defaultdict(list)
    for part_id, label in given.items():
        for depth, word in enumerate(_words(unit, label)):
            by_act[depth, word.act_id or 0].append(replace(labels.label_of(word), part_id=part_id))
    for (_, act_id), said in sorted(by_act.items(), key=lambda each: each[0]):
        labels.put(unit, said, act_id)


def _words(unit: Unit, label: LabelRow) -> list[LabelRow]:
    """A person's label and the persons' labels it took the place of, oldest first."""
    words: list[LabelRow] = []
    word: LabelRow | None = label
    while word is not None and word.act_id is not None:
        words.append(word)
        word = unit.session.get(LabelRow, word.before_id) if word.before_id else None
    return words[::-1]
