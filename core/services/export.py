"""Sorted payments for an accountant, in the format asked for."""

from core.domain.categories import master_of, own_of
from core.domain.errors import FormatUnknown
from core.domain.handouts import RowFiled
from core.domain.labels import RowFilter, Status
from core.domain.words import labels
from core.exporters.ledgers import FORMATS, Line
from core.rules.categories import category_by_key, category_names
from core.store import own_categories, people, reads, versions
from core.store.unit import Unit

ENDINGS = tuple(FORMATS)


def export(unit: Unit, company_id: int, rows: RowFilter, ending: str) -> tuple[str, bytes]:
    """All payments of a filter as a file: its name and its bytes. Raises FormatUnknown."""
    if ending not in FORMATS:
        raise FormatUnknown(name=ending, known=", ".join(ENDINGS))
    own = {each.id: each.name for each in own_categories.own_categories(unit, company_id)}
    checked = versions.percentages_hold(unit)
    found = reads.filed(unit, company_id, rows)
    lines = [_line(each, own, checked=checked) for each in found]
    return labels.export_name(people.company(unit, company_id), rows, ending), FORMATS[ending](lines)


def _line(filed: RowFiled, own: dict[int, str], *, checked: bool) -> Line:
    row = filed.line
    master, number = master_of(row.category), own_of(row.category)
    return Line(
        number=row.part_id,
        known_by=filed.known_by,
        booked_on=row.booked_on,
        value_on=filed.value_on,
        account=row.account,
        account_number=filed.account_number,
        account_kind=filed.account_kind,
        payee=filed.counterparty,
        text=row.text,
        amount_minor=row.amount_minor,
        currency=row.currency,
        category=labels.category(master, category_names()),
        own=own.get(number, "") if number is not None else "",
        side=category_by_key()[master].side,
        how_sure=labels.how_sure_with_odds(row.status, row.probability, checked=checked),
        decided_by=labels.decider(row.decider),
        filed=row.status is Status.DECIDED,
        reference=filed.reference,
        end_to_end_id=filed.end_to_end_id,
    )
