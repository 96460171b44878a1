"""Streams of recurring money in the store, and what the owner said of them, act by act."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update

from core.domain.categories import OWN_TRANSFER
from core.domain.errors import NotFound
from core.domain.recurring import Cadence, DueDate, Said, StreamFound, StreamKept, Trial
from core.store import acts
from core.store.people import require_accounts
from core.store.schema import (
    LabelRow,
    PartRow,
    StreamLook,
    StreamRow,
    StreamSaid,
    TransactionRow,
)
from core.store.unit import Unit

_ON, _OFF = "said_on", "said_off"


def looked_at(unit: Unit, company_id: int) -> str:
    """The digest of the payments in which streams were last looked for, "" before the first time."""
    unit.require(company_id)
    row = unit.session.get(StreamLook, company_id)
    return "" if row is None else row.digest


def replace_streams(
    unit: Unit, company_id: int, payments_digest: str, streams: Sequence[tuple[StreamFound, Trial]]
) -> None:
    """Put the streams found now, each with what was known of its trial, in the place of the earlier ones."""
    require_accounts(unit, company_id, (found.account_id for found, _ in streams))
    session = unit.session
    session.execute(delete(StreamRow).where(StreamRow.company_id == company_id))
    session.execute(delete(StreamLook).where(StreamLook.company_id == company_id))
    session.add(StreamLook(company_id=company_id, digest=payments_digest, looked_at=unit.now))
    session.add_all(
        StreamRow(
            company_id=company_id,
            account_id=found.account_id,
            newest_part_id=found.part_ids[-1],
            direction=found.direction,
            payee_key=found.payee_key,
            cadence=asdict(found.cadence),
            fixed=found.fixed,
            part_ids=list(found.part_ids),
            last_on=found.last_on,
            dues=[asdict(due) | {"on": due.on.isoformat()} for due in found.dues],
            amounts=list(found.amounts),
            lags=list(found.lags),
            trial=asdict(trial),
            tried=False,
        )
        for found, trial in streams
    )
    session.flush()


def streams(unit: Unit, company_id: int) -> list[StreamKept]:
    """A company's streams whose newest payment counts, own transfers left out."""
    unit.require(company_id)
    query = (
        select(StreamRow, TransactionRow, LabelRow.category)
        .join(PartRow, PartRow.id == StreamRow.newest_part_id)
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .join(LabelRow, LabelRow.id == PartRow.label_id)
        .where(StreamRow.company_id == company_id, TransactionRow.in_force)
        .where(LabelRow.category != OWN_TRANSFER)
        .order_by(StreamRow.id)
    )
    said = _said(unit, company_id)
    return [_kept(row, paid, category, said) for row, paid, category in unit.session.execute(query)]


def stream(unit: Unit, stream_id: int) -> tuple[int, StreamKept]:
    """One stream and the company whose it is; raises NotFound outside the scope."""
    row = unit.session.get(StreamRow, stream_id)
    if row is None or not unit.scope.sees(row.company_id):
        raise NotFound(noun="stream", id=stream_id)
    found = (each for each in streams(unit, row.company_id) if each.id == stream_id)
    kept = next(found, None)
    if kept is None:
        raise NotFound(noun="stream", id=stream_id)
    return row.company_id, kept


def keep_trials(unit: Unit, company_id: int, trials: dict[int, Trial]) -> None:
    """What the trial of each stream, by its id, brought; one that is gone by now is left out."""
    unit.require(company_id)
    rows = select(StreamRow).where(StreamRow.company_id == company_id, StreamRow.id.in_(trials))
    for row in unit.session.scalars(rows):
        row.trial, row.tried = asdict(trials[row.id]), True
    unit.session.flush()


def say(unit: Unit, act_id: int, stream_id: int, said: Said) -> None:
    """The owner's word on a stream, in force from this act on; an earlier one steps back."""
    company_id, kept = stream(unit, stream_id)
    if acts.company_of(unit, act_id)[0] != company_id:
        raise NotFound(noun="stream", id=stream_id)
    earlier = select(StreamSaid.id).where(
        StreamSaid.company_id == company_id,
        StreamSaid.part_id.in_(kept.found.part_ids),
        StreamSaid.in_force,
    )
    off = list(unit.session.scalars(earlier))
    row = StreamSaid(
        company_id=company_id,
        act_id=act_id,
        part_id=kept.found.part_ids[-1],
        said=said.value,
        in_force=False,
        at=unit.now,
    )
    unit.session.add(row)
    unit.session.flush()
    _switch(unit, act_id, on=[row.id], off=off)


def say_back(unit: Unit, act_id: int, undoing_id: int) -> bool:
    """Turn round what an act said of a stream, as another act; returns whether it said anything."""
    on, off = _switched(unit, act_id)
    if on or off:
        _switch(unit, undoing_id, on=off, off=on)
    return bool(on or off)


def said_since(unit: Unit, act_id: int) -> bool:
    """Whether something else was said of the same stream since this act."""
    on, off = _switched(unit, act_id)
    moved = (StreamSaid.id.in_(on) & ~StreamSaid.in_force) | (StreamSaid.id.in_(off) & StreamSaid.in_force)
    return unit.session.scalar(select(StreamSaid.id).where(moved).limit(1)) is not None


def forget_streams(unit: Unit, company_id: int) -> None:
    """Drop a company's streams and what was said of them, when the company itself goes."""
    unit.require(company_id)
    for table in (StreamSaid, StreamRow, StreamLook):
        unit.session.execute(delete(table).where(table.company_id == company_id))


def _switch(unit: Unit, act_id: int, *, on: list[int], off: list[int]) -> None:
    company_id, _ = acts.company_of(unit, act_id)
    for ids, in_force in ((on, True), (off, False)):
        mine = (StreamSaid.company_id == company_id) & StreamSaid.id.in_(ids)
        unit.session.execute(update(StreamSaid).where(mine).values(in_force=in_force))
    acts.note(unit, act_id, {_ON: on, _OFF: off})


def _switched(unit: Unit, act_id: int) -> tuple[list[int], list[int]]:
    noted = acts.noted(unit, act_id)
    return list(noted.get(_ON, [])), list(noted.get(_OFF, []))


def _said(unit: Unit, company_id: int) -> dict[int, Said]:
    query = select(StreamSaid.part_id, StreamSaid.said).where(
        StreamSaid.company_id == company_id, StreamSaid.in_force
    )
    return {part_id: Said(said) for part_id, said in unit.session.execute(query.order_by(StreamSaid.id))}


def _kept(row: StreamRow, paid: TransactionRow, category: str, said: dict[int, Said]) -> StreamKept:
    spoken = [said[part_id] for part_id in row.part_ids if part_id in said]
    return StreamKept(
        id=row.id,
        found=StreamFound(
            account_id=row.account_id,
            direction=row.direction,
            payee_key=row.payee_key,
            cadence=Cadence(**row.cadence),
            fixed=row.fixed,
            part_ids=tuple(row.part_ids),
            last_on=row.last_on,
            dues=tuple(_due(each) for each in row.dues),
            amounts=tuple(row.amounts),
            lags=tuple(row.lags),
        ),
        payee=paid.counterparty or paid.text,
        category=category,
        currency=paid.currency,
        said=spoken[-1] if spoken else Said.NOTHING,
        trial=Trial(**row.trial),
        tried=row.tried,
    )


def _due(stored: dict[str, Any]) -> DueDate:
    return DueDate(date.fromisoformat(stored["on"]), stored["chance"], stored["late"])
