"""Lines of a table that are no payments: totals, and balances that stand among the payments."""

import re
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate, pairwise

from core.domain.bank_file import Problem, Row
from core.importers.csv_headers import plain_words

_MONTH = (
    r"(jan(uary?|vier)?|feb(ruary?)?|mar(ch|s|zo)?|marz|apr(il)?|ma[iy]|mayo|june?|jun[io]|jul[iy]?|aug(ust)?|"
    r"sep(t(ember|embre)?)?|o[ck]t(ober|obre)?|nov(ember|embre)?|de[cz](ember|embre)?|enero|febrero|abril|"
    r"junio|julio|agosto|fevrier|avril|juin|juillet|aout)"
)
_TOTAL = re.compile(
    r"((grand|sub|sous|final) )?(sub|zwischen|gesamt)?(totals?|totales?|totali|totaux|totaal|sum|summe|"
    r"summa|suma|soma|somme|gesamt|razem|celkem|yhteensa|osszesen|toplam|i alt|итого|合計|συνολο)"
    rf"( (amount|amounts|debits?|credits?|in|out|of|for|the|period|day|week|month|year|quarter|page|all|"
    rf"transactions?|payments?|deposits?|withdrawals?|fees|movements?|soll|haben|einnahmen|ausgaben|betrag|"
    rf"eur|usd|gbp|chf|{_MONTH}|\d+))*"
)
_BALANCE = re.compile(
    r"((opening|closing|starting|ending|beginning|previous|start|end|final|current|available|ledger|new|old) "
    r"balance|balance (brought|carried) (forward|down)|balance (forward|b f|c f|as of|at|on)|"
    r"(brought|carried) forward|"
    r"saldo (inicial|final|anterior|atual|iniziale|finale|poczatkowe|koncowe|precedente|actual|disponible|"
    r"do dia|contabile|contable|total)|(anfangs|end|schluss|begin|eind|alku|loppu|alg|lopp)saldo|"
    r"saldovortrag|kaive|"
    r"((alter|neuer|letzter|aktueller) )?(saldo|kontostand)|"
    r"(ancien |nouveau )?solde( (initial|final|precedent|crediteur|debiteur))?|"
    r"(ingaende|utgaende|ingang|udgang) saldo|(nyito|zaro) egyenleg|(pocatecni|konecny) zustatek|devir|"
    r"acilis bakiyesi|sold (initial|final)|balance|s a l d o|((входящии|исходящии) )?остаток|残高|繰越)"
    r"( (as|of|at|on|am|vom|zum|per|au|du|le|al|del|de|el|op|em|dia|na|z|dne|den|the|eur|usd|gbp|chf|"
    rf"{_MONTH}|\d+))*"
)
_ANY_BALANCE = (
    "s a l d o",
    *"balance sald stand sold egyenleg zustat zůstat devir bakiye forward käive остат 残高 繰越".split(),
)
"""What every match of the words for balances holds, looked for first: most lines end here."""
_FEWEST_TO_ADD_UP = 2
_BARE = frozenset({"balance", "saldo", "solde"})
"""Words that also stand at payments: the balance of an invoice."""


def is_total(cell: str) -> bool:
    """Whether a cell says nothing but that the line is a total: a payee called Total Energies is none."""
    return bool(_TOTAL.fullmatch(plain_words(cell)))


def balance_words(raw: str, cells: Sequence[str]) -> str:
    """The cell that says nothing but that the line is a balance; "" for none."""
    lower = raw.casefold()
    if not any(stem in lower for stem in _ANY_BALANCE):
        return ""
    return next((cell.strip() for cell in cells if _BALANCE.fullmatch(plain_words(cell))), "")


def settle_balances(
    suspects: Sequence[tuple[Row, str]], payments: Sequence[Row]
) -> tuple[list[Row], list[Problem]]:
    """Of the lines called a balance, those that are payments, and a problem for each that remains doubtful.

    What proves to be a balance of the account is left out: the lines around it say the same.
    """
    proven = _proven([row for row, _ in suspects], payments)
    kept, doubtful = [], []
    for row, said in suspects:
        bare = plain_words(said) in _BARE
        if row.line_no in proven or (row.balance_minor == row.amount_minor and not bare):
            continue
        if bare:
            kept.append(row)
        else:
            doubtful.append(Problem("balance_line", row.line_no, row.raw, {"value": said}))
    return kept, doubtful


def _proven(suspects: Sequence[Row], payments: Sequence[Row]) -> set[int]:
    """The lines, by number, whose amount is a balance of the account and no payment of it.

    It stands beside a payment as its running balance, or it is what the payments before it or between two
    such lines add up to.
    """
    known = {abs(row.balance_minor) for row in payments if row.balance_minor is not None}
    known |= {abs(row.balance_minor - row.amount_minor) for row in payments if row.balance_minor is not None}
    proven = {row.line_no for row in suspects if abs(row.amount_minor) in known}
    if len(payments) < _FEWEST_TO_ADD_UP:
        return proven
    until = list(accumulate((row.amount_minor for row in payments), initial=0))
    lines = [row.line_no for row in payments]
    proven |= {row.line_no for row in suspects if row.amount_minor == until[-1]}
    for one, other in [*pairwise(suspects), (suspects[0], suspects[-1])]:
        between = until[bisect(lines, other.line_no)] - until[bisect(lines, one.line_no)]
        rise = other.amount_minor - one.amount_minor
        if one is not other and rise and abs(rise) in (abs(between), abs(until[-1])):
            proven |= {one.line_no, other.line_no}
    return proven
