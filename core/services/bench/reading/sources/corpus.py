"""What the bankfile corpus expects: its reading rules, taken word for word, on each of its OFX files.

Source: reading-rules.md of the corpus, section 3 (amounts) and 4 (tags): an amount's spaces and plus go, the
last of point and comma is the decimal sign, a lone comma is one too; tag names count in capitals.
"""

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path

from core.services.bench.reading.expected import Expected

NAME = "bankfile_corpus"
_RULES = "reading-rules.md"
_PAYMENT = re.compile(r"<STMTTRN>")
_AMOUNT = re.compile(r"<TRNAMT>([^<\r\n]*)")
_CLOSING = re.compile(r"<LEDGERBAL>\s*<BALAMT>([^<\r\n]*)")


def keeps(path: Path) -> bool:
    """Its notes and measurements have endings of their own, which no statement has."""
    return False


def of(path: Path) -> Expected | None:
    """The payments, their sum and the ledger balance, of a file below the rules."""
    ruled = any((folder / _RULES).is_file() for folder in path.parents)
    if path.suffix not in (".ofx", ".qfx") or not ruled:
        return None
    text = path.read_bytes().decode("latin-1").upper()
    amounts = [_amount(written) for written in _AMOUNT.findall(text)]
    closings = [_amount(written) for written in _CLOSING.findall(text)]
    known = [amount for amount in amounts if amount is not None]
    return Expected(
        rows=len(_PAYMENT.findall(text)),
        sum=sum(known, Decimal(0)) if len(known) == len(amounts) else None,
        closing=closings[-1] if closings else None,
    )


def _amount(written: str) -> Decimal | None:
    text = re.sub(r"[\s\u00a0\u202f]", "", written).removeprefix("+")
    thousands = "," if text.rfind(".") > text.rfind(",") else "."
    try:
        return Decimal(text.replace(thousands, "").replace(",", "."))
    except InvalidOperation:
        return None
