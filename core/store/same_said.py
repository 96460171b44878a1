"""What people said of rows that may be one payment, and what follows from it."""

from collections import Counter

from sqlalchemy import select, update

from core.domain.errors import NotFound
from core.domain.handouts import SamePair
from core.domain.sameness import Sign
from core.importers.alike import Spoken
from core.store import acts, filed_again, labels
from core.store.sameness import behind, payments_seen, require_import, standing, why_of, write
from core.store.schema import ImportRow, SameSaid, TransactionRow
from core.store.unit import Unit

_OFF = "same_said_off"
_HANDED_ON = "labels_handed_on"


def spoken(unit: Unit, account_id: int) -> Spoken:
    """What people said of an account's rows, by fingerprint, so that it holds for every file."""
    query = select(SameSaid.row_print, SameSaid.other_print, SameSaid.one).where(
        SameSaid.account_id == account_id, SameSaid.in_force, unit.visible(SameSaid.company_id)
    )
    one: Counter[frozenset[str]] = Counter()
    two: Counter[frozenset[str]] = Counter()
    for row_print, other_print, is_one in unit.session.execute(query):
        (one if is_one else two)[frozenset({row_print, other_print})] += 1
    return Spoken(one, two)


def row_of(unit: Unit, row_id: int) -> tuple[int, str, int | None]:
    """Company, payee key and the row that stands for a row; raises NotFound outside the scope."""
    row = _row(unit, row_id)
    return row.company_id, row.payee_key, row.same_as_id


def say(unit: Unit, act_id: int, row_id: int, other_id: int, *, one: bool) -> None:
    """A person's word on two rows of one account, in force from this act on.

    As one payment the row steps back behind the other, with all it stood for, and what a person filed it
    under goes on to the other; as two it counts again.
    Raises NotFound where they are not two such rows, or already are what is said.
    """
    row, other = _row(unit, row_id), _row(unit, other_id)
    company_id, _ = acts.company_of(unit, act_id)
    stands = (row.in_force and other.in_force) if one else (row.same_as_id == other_id and other.in_force)
    if {row.company_id, other.company_id} != {company_id} or row.account_id != other.account_id or not stands:
        raise NotFound(noun="payment", id=row_id)
    stood_behind = select(TransactionRow.id, TransactionRow.same_signs).where(
        TransactionRow.same_as_id == row_id
    )
    followers = unit.session.execute(stood_behind).all()
    earlier = select(SameSaid.id).where(
        SameSaid.row_id.in_([row_id, other_id]), SameSaid.other_id.in_([row_id, other_id]), SameSaid.in_force
    )
    off = list(unit.session.scalars(earlier))
    said = SameSaid(
        company_id=company_id,
        account_id=row.account_id,
        act_id=act_id,
        row_id=row_id,
        other_id=other_id,
        row_print=row.fingerprint,
        other_print=other.fingerprint,
        one=one,
        signs=row.same_signs,
        followers=[list(each) for each in followers] if one else [],
        in_force=True,
        at=unit.now,
    )
    unit.session.add(said)
    unit.session.flush()
    acts.note(unit, act_id, {_OFF: off})
    _switch(unit, off, on=False)
    if one:
        stepping_back = [row_id, *(each for each, _ in followers)]
        write(unit, [behind(each, other_id, Sign.SAID.value) for each in stepping_back])
        _hand_on(unit, said)
    else:
        for each in _words(unit, off):
            labels.take_back(unit, _handed_on(unit, each.act_id))
        write(unit, [standing(row_id, counts=True)])


def say_back(unit: Unit, act_id: int, undoing_id: int) -> int:
    """Turn round what an act said of two rows, as another act; returns how many rows count otherwise.

    Where they stand otherwise by now, they stay so: the word alone is taken back.
    """
    acts.company_of(unit, undoing_id)
    said = _said(unit, act_id)
    if said is None:
        return 0
    stands = _stands(unit, said)
    said.in_force = False
    off = list(acts.noted(unit, act_id).get(_OFF, []))
    _switch(unit, off, on=True)
    labels.take_back(unit, _handed_on(unit, act_id))
    if stands and said.one:
        write(unit, [standing(said.row_id, counts=True)])
        still = set(
            unit.session.scalars(select(TransactionRow.id).where(TransactionRow.same_as_id == said.other_id))
        )
        back = [(each, signs) for each, signs in said.followers if each in still]
        write(unit, [behind(each, said.row_id, signs) for each, signs in back])
    elif stands:
        since = select(TransactionRow.id).where(TransactionRow.same_as_id == said.row_id)
        write(unit, [behind(each, said.other_id, Sign.SAID.value) for each in unit.session.scalars(since)])
        write(unit, [behind(said.row_id, said.other_id, said.signs)])
        for each in _words(unit, off):
            _hand_on(unit, each)
    return int(stands)


def said_otherwise_since(unit: Unit, act_id: int) -> bool:
    """Whether one of the rows of whom the act spoke stands otherwise by now, or is filed anew."""
    said = _said(unit, act_id)
    if said is None:
        return False
    return not _stands(unit, said) or labels.filed_over(unit, _handed_on(unit, act_id))


def handed_on(unit: Unit, company_id: int) -> dict[int, int]:
    """The labels that went on from one row to another as a person said that they are one; with that act."""
    unit.require(company_id)
    query = select(SameSaid.act_id).where(SameSaid.company_id == company_id, SameSaid.one)
    return {label: act_id for act_id in unit.session.scalars(query) for label in _handed_on(unit, act_id)}


def two_pairs(unit: Unit, import_id: int) -> list[SamePair]:
    """The rows of an import of which a person said that they are payments of their own."""
    require_import(unit, import_id)
    query = (
        select(SameSaid.row_id, SameSaid.other_id, SameSaid.signs)
        .join(TransactionRow, TransactionRow.id == SameSaid.row_id)
        .where(TransactionRow.import_id == import_id, SameSaid.in_force, SameSaid.one.is_(False))
        .order_by(SameSaid.row_id)
    )
    found = unit.session.execute(query).all()
    seen = payments_seen(unit, [each for row_id, other_id, _ in found for each in (row_id, other_id)])
    return [
        SamePair(seen[row_id], seen[other_id], why_of(seen[row_id], seen[other_id], signs), two=True)
        for row_id, other_id, signs in found
    ]


def _row(unit: Unit, row_id: int) -> TransactionRow:
    row = unit.session.get(TransactionRow, row_id, populate_existing=True)
    if row is None or not unit.scope.sees(row.company_id):
        raise NotFound(noun="payment", id=row_id)
    return row


def _said(unit: Unit, act_id: int) -> SameSaid | None:
    acts.company_of(unit, act_id)
    return unit.session.scalar(select(SameSaid).where(SameSaid.act_id == act_id))


def _words(unit: Unit, said_ids: list[int]) -> list[SameSaid]:
    """Words that two rows are one payment, among these."""
    query = select(SameSaid).where(SameSaid.id.in_(said_ids), SameSaid.one, unit.visible(SameSaid.company_id))
    return list(unit.session.scalars(query.order_by(SameSaid.id)))


def _hand_on(unit: Unit, said: SameSaid) -> None:
    """What a person filed the row under that stepped back holds for the other, as long as the word does."""
    handed = filed_again.hand_on(unit, {said.row_id: said.other_id})
    acts.note(unit, said.act_id, {_HANDED_ON: [*_handed_on(unit, said.act_id), *handed]})


def _handed_on(unit: Unit, act_id: int) -> list[int]:
    return list(acts.noted(unit, act_id).get(_HANDED_ON, []))


def _stands(unit: Unit, said: SameSaid) -> bool:
    """Whether a word holds, and both rows stand as it left them."""
    row, other = _row(unit, said.row_id), _row(unit, said.other_id)
    stands = row.same_as_id == other.id if said.one else row.in_force
    gone = select(ImportRow.id).where(
        ImportRow.id.in_([row.import_id, other.import_id]), ImportRow.undone_at.is_not(None)
    )
    return said.in_force and stands and other.in_force and not unit.session.scalars(gone).all()


def _switch(unit: Unit, said_ids: list[int], *, on: bool) -> None:
    mine = SameSaid.id.in_(said_ids) & unit.visible(SameSaid.company_id)
    unit.session.execute(update(SameSaid).where(mine).values(in_force=on))
