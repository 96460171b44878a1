"""What the bank wrote of a payment, a line each, in plain words."""

from core.domain.handouts import RowDetail, SamePair
from core.domain.words import numbers, sameness

_NAMES = {
    "counterparty": "Payee",
    "counterparty_account": "Payee's account",
    "counterparty_bank": "Payee's bank",
    "counterparty_nace": "Payee's trade (NACE)",
    "mcc": "Merchant code (MCC)",
    "type_code": "Kind of payment",
    "bank_code": "Bank's own code",
    "bank_code_family": "Its list of codes",
    "reference": "Reference",
    "end_to_end_id": "End-to-end id",
    "cheque_number": "Cheque number",
    "text": "Text",
    "status": "Status",
    "standing_order": "Standing order",
    "contactless": "Contactless",
}
_VALUES = {
    ("status", "booked"): "booked: it stands in the account",
    ("status", "pending"): "announced by the bank and not booked yet",
    ("bank_code_family", "iso20022"): "ISO 20022",
    ("bank_code_family", "gvc"): "GVC of German banks",
    ("bank_code_family", "swift61"): "SWIFT (MT940, field 61)",
    ("bank_code_family", "ofx"): "OFX",
}
_TOLD_APART = frozenset({"original_minor", "original_currency", "exchange_rate", "reversal"})


def lines(detail: RowDetail) -> list[str]:
    """Every field the bank filled, the money as it was before it was changed, and what other files tell."""
    facts = detail.facts
    said = [
        f"{_NAMES.get(name, name)}: {_value(name, facts[name])}" for name in facts if name not in _TOLD_APART
    ]
    if "original_minor" in facts and "original_currency" in facts:
        said.append(_changed(int(facts["original_minor"]), facts))
    elif "exchange_rate" in facts:
        said.append(f"Exchange rate: {facts['exchange_rate']}")
    if "reversal" in facts:
        said.append("A return, or an earlier booking taken back")
    return said + [_also(each) for each in detail.also]


def _value(name: str, value: str) -> str:
    plain = value.replace("_", " ") if name == "type_code" else value
    return _VALUES.get((name, value), plain)


def _changed(minor: int, facts: dict[str, str]) -> str:
    rate = f", changed at {facts['exchange_rate']}" if facts.get("exchange_rate") else ""
    return f"Original amount: {numbers.money(minor, facts['original_currency'])}{rate}"


def _also(seen: SamePair) -> str:
    how = "Announced" if seen.row.announced else "Also told"
    return f"{how} in “{seen.row.file_name}”, {sameness.row(seen.row)}: {sameness.why(seen.why)}"
