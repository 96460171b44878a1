"""What goes when a file is undone: its rows, and the corrections that stand on them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from core.domain.handouts import StandingCorrection
from core.store import acts, same_said
from core.store.own_categories import place_of
from core.store.sameness import require_import
from core.store.schema import ActRow, LabelRow, PartRow, SameSaid, TransactionRow
from core.store.unit import Unit

_ALL_ACTS = 1_000_000
_TAKES_BACK = ("undo", "undo_import")


@dataclass
class _Standing:
    """What an act touched: parts, rules and sub-categories; `made` are those it changed itself.

    `files` are the imports of two rows of which it said that they are one payment, or two.
    """

    kind: str
    part_id: int | None
    files: set[int] = field(default_factory=set)
    parts: set[int] = field(default_factory=set)
    rules: set[int] = field(default_factory=set)
    own: set[int] = field(default_factory=set)
    made: set[int] = field(default_factory=set)

    def stands_on(self, earlier: "_Standing") -> bool:
        """Whether the earlier act cannot be taken back while this one holds."""
        made = (self.own | self.made) & earlier.made
        return bool(self.parts & earlier.parts or self.rules & earlier.rules or made)


def file_name(unit: Unit, import_id: int) -> str:
    """What the file was called; raises NotFound outside the scope."""
    return require_import(unit, import_id).file_name


def going(unit: Unit, import_id: int) -> tuple[int, dict[str, int], tuple[date | None, date | None]]:
    """An import's rows in force: how many, their sum by currency in minor units, first and last day."""
    require_import(unit, import_id)
    found = unit.session.execute(
        select(
            TransactionRow.currency,
            func.count(),
            func.sum(TransactionRow.amount_minor),
            func.min(TransactionRow.booked_on),
            func.max(TransactionRow.booked_on),
        )
        .where(TransactionRow.import_id == import_id, TransactionRow.in_force)
        .group_by(TransactionRow.currency)
        .order_by(TransactionRow.currency)
    ).all()
    days = [day for row in found for day in (row[3], row[4])]
    sums = {currency: int(total) for currency, _, total, _, _ in found}
    return sum(row[1] for row in found), sums, (min(days, default=None), max(days, default=None))


def standing_acts(unit: Unit, import_id: int) -> list[int]:
    """Acts to take back where a file's corrections go too, newest first.

    They are the corrections that filed rows of it or began at one, the words that one of its rows is the
    same payment as another or is not, and whatever stands on those since.
    """
    file = require_import(unit, import_id)
    mine = _parts(unit, import_id)
    found: dict[int, _Standing] = {}
    for act_id, each in sorted(_acts(unit, file.company_id).items()):
        filed_here = each.kind == "correct" and (bool(each.parts & mine) or each.part_id in mine)
        begins_here = filed_here or import_id in each.files
        if begins_here or any(each.stands_on(earlier) for earlier in found.values()):
            found[act_id] = each
    return sorted(found, reverse=True)


def standing(unit: Unit, import_id: int) -> list[StandingCorrection]:
    """The same acts as what they did: from where to where, here and in other files."""
    file = require_import(unit, import_id)
    wanted = standing_acts(unit, import_id)
    if not wanted:
        return []
    mine = _parts(unit, import_id)
    before = aliased(LabelRow)
    query = (
        select(LabelRow.act_id, LabelRow.part_id, place_of(before))
        .outerjoin(before, before.id == LabelRow.before_id)
        .where(LabelRow.act_id.in_(wanted))
        .order_by(LabelRow.id)
    )
    sources: defaultdict[int, dict[str, None]] = defaultdict(dict)
    filed: defaultdict[int, set[int]] = defaultdict(set)
    for act_id, part_id, place in unit.session.execute(query):
        filed[act_id or 0].add(part_id)
        sources[act_id or 0][place or ""] = None
    lines = {line.id: line for line in acts.act_lines(unit, file.company_id, _ALL_ACTS)}
    return [
        StandingCorrection(
            act=lines[act_id],
            from_categories=tuple(each for each in sources[act_id] if each),
            rows_here=len(filed[act_id] & mine),
            rows_elsewhere=len(filed[act_id] - mine),
        )
        for act_id in wanted
    ]


def _parts(unit: Unit, import_id: int) -> set[int]:
    query = (
        select(PartRow.id)
        .join(TransactionRow, TransactionRow.id == PartRow.transaction_id)
        .where(TransactionRow.import_id == import_id)
    )
    return set(unit.session.scalars(query))


def _acts(unit: Unit, company_id: int) -> dict[int, _Standing]:
    """Every act of a company that holds, with what it touched."""
    undone = select(ActRow.undoes_id).where(ActRow.undoes_id.is_not(None))
    holds = (ActRow.company_id == company_id) & ActRow.id.not_in(undone) & ActRow.kind.not_in(_TAKES_BACK)
    found = {}
    for row in unit.session.scalars(select(ActRow).where(holds)):
        each = _Standing(row.kind, row.part_id)
        each.rules = {*row.facts.get("rules_on", []), *row.facts.get("rules_off", [])}
        each.own = {row.own_category_id} if row.own_category_id else set()
        each.made = {noted["id"] for noted in row.facts.get("own", [])}
        found[row.id] = each
    handed = same_said.handed_on(unit, company_id)
    filed = select(ActRow.id, LabelRow.id, LabelRow.part_id, LabelRow.own_category_id)
    for act_id, label_id, part_id, own in unit.session.execute(
        filed.select_from(LabelRow).join(ActRow, ActRow.id == LabelRow.act_id).where(holds)
    ):
        # A label that went on to another row stands there by the word that the two are one.
        by = found.get(handed.get(label_id, act_id))
        if by is not None:
            by.parts.add(part_id)
            by.own |= {own} if own else set()
    told = select(SameSaid.act_id, TransactionRow.import_id).join(
        TransactionRow, TransactionRow.id.in_([SameSaid.row_id, SameSaid.other_id])
    )
    for act_id, file_id in unit.session.execute(told.join(ActRow, ActRow.id == SameSaid.act_id).where(holds)):
        found[act_id].files.add(file_id)
    return found
