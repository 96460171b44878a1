"""What a table leaves open about its days and signs: settled where something proves it, asked where not."""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.domain.bank_file import Question
from core.importers.amounts import marked
from core.importers.csv_headers import plain_words
from core.importers.csv_proof import AS_WRITTEN, SPENDING_POSITIVE, Proof
from core.importers.csv_table import SAMPLE, Table
from core.importers.dates import DAY_FIRST, MONTH_FIRST, guess_order, told_order
from core.importers.layout import Layout

_FEW_ROWS = 5
_MANY_DOWN = 0.3
_FEW_DOWN = 0.4
_SURE_WORDS = 2
_HALF_DAY = re.compile(r"\d\s?[AP]M$", re.IGNORECASE)
_EARNING = frozenset("customer captured disputed payout payer buyer invoice".split())
_SPENDING = frozenset(
    "merchant vendor supplier card kredietkaart handelaar shipping order purchase expense cardholder "
    "kreditkarte karteninhaber outflow spent".split()
)
_FOREIGN = frozenset(
    "datum buchungstag buchungsdatum buchung wertstellung valuta valutadatum betrag umsatz "
    "verwendungszweck buchungstext empfanger auftraggeber soll haben saldo kontostand belastung "
    "gutschrift beschreibung libelle montant solde devise valeur compte fecha importe concepto divisa "
    "cuenta movimiento descripcion contabile operazione importo descrizione addebiti accrediti causale "
    "bedrag omschrijving rekening tegenrekening naam munt boekdatum boekingsdatum descricao valor "
    "montante lancamento movimento historico kwota waluta opis tytul rachunek operacji castka mena "
    "zustatek zprava popis belopp belob beloep belop beskrivelse dato tekst rentedato kirjauspaiva maara "
    "saaja summa suma descriere valoare tarih tutar bakiye aciklama tanggal keterangan".split()
)
"""Words over columns in languages whose days always stand before their months."""
_DAY_LEADS = frozenset("EUR GBP PLN SEK NOK DKK CZK HUF RON BGN CHF TRY BRL INR AUD NZD MXN".split())
"""Currencies of countries that write the day first."""
_IN = re.compile(
    r"\b(payment received|payments? thank you|thank you|zahlung erhalten|pagamento recebido|"
    r"refund\w*|salary|payroll|wages|interest earned|"
    r"interest paid|cash ?back|direct deposit|gehalt|lohn|gutschrift|erstattung|remboursement|salaire|"
    r"virement recu|nomina|abono|devolucion|stipendio|rimborso|accredito|salaris|terugbetaling|"
    r"wynagrodzenie|zwrot|vraceni|mzda|lon|loenn|palkka|fizetes|maas|iade|salario|reembolso|salariu)\b"
)
_OUT = re.compile(
    r"\b(direct debit|card payment|card purchase|purchase|atm|cash withdrawal|standing order|"
    r"lastschrift|kartenzahlung|miete|rent|prelevement|retrait|achat|loyer|recibo|compra|reintegro|alquiler|"
    r"addebito|prelievo|pagamento pos|betaalautomaat|geldopname|huur|incasso|zakup|wyplata|najem|"
    r"vyber|platba kartou|kortkop|kortkob|varekjop|korttiosto|vasarlas|alisveris|levantamento|"
    r"fee|insurance)\b"
)


def settle_order(
    layout: Layout, table: Table, proof: Proof | None, above: Sequence[str]
) -> tuple[Layout, tuple[Question, ...]]:
    """Which number is the month: by the days themselves, by other days of the file, else asked.

    It is not asked where the header's language or the currency is of countries that write the day
    first. `above` are the cells over the header, where many banks write the period.
    """
    if layout.date_order:
        return layout, ()
    cells = table.column(layout.columns["booked_on"][0])
    in_order = proof is not None and proof.newest_first is not None
    order, decided = guess_order(cells, in_order)
    if decided:
        return replace(layout, date_order=order), ()
    values = [cell for place in layout.columns.get("value_on", ()) for cell in table.column(place)]
    told = told_order([*above, *values])
    if told:
        return replace(layout, date_order=told), ()
    half_days = bool(_HALF_DAY.search(cells[0]))
    named = {layout.currency} - {""} or set(_currencies(layout, table))
    if not half_days and (
        _never_in_english(table.header) or (order == DAY_FIRST and named and named <= _DAY_LEADS)
    ):
        return replace(layout, date_order=DAY_FIRST), ()
    if half_days or named == {"USD"}:
        order = MONTH_FIRST
    samples = tuple(dict.fromkeys(cells))[:_FEW_ROWS]
    asked = Question("date_order", (DAY_FIRST, MONTH_FIRST), order, samples)
    return replace(layout, date_order=order), (asked,)


def _currencies(layout: Layout, table: Table) -> list[str]:
    return [cell for place in layout.columns.get("currency", ()) for cell in table.column(place, SAMPLE)]


def _never_in_english(header: Sequence[str]) -> bool:
    """Whether the words over the columns are of a language that never writes the month first."""
    if any(letter.isalpha() and not letter.isascii() for cell in header for letter in cell):
        return True
    words = {word for cell in header for word in plain_words(cell).split()}
    return len(words & _FOREIGN) >= _SURE_WORDS


def settle_sign(layout: Layout, table: Table, proof: Proof | None) -> tuple[Layout, tuple[Question, ...]]:
    """Whether a minus is money out: by the balance, by marks and words at the rows, else asked.

    A balance that only adds up with debit and credit changed round changes them.
    """
    if layout.sign:
        return layout, ()
    if "amount" not in layout.columns:
        return _turned(layout, proof), ()
    if proof and proof.sign:
        return replace(layout, sign=proof.sign), ()
    if "flag" in layout.columns:
        return replace(layout, sign=AS_WRITTEN), ()
    cells = table.column(layout.columns["amount"][0])
    marks = [marked(cell) for cell in cells]
    if 1 in marks and 0 in marks and -1 not in marks and any(cell.upper().endswith("CR") for cell in cells):
        return replace(layout, sign=SPENDING_POSITIVE), ()
    guess, sure = _by_rows(layout, table, marks)
    samples = tuple(cells[:_FEW_ROWS])
    asked = () if sure else (Question("sign", (AS_WRITTEN, SPENDING_POSITIVE), guess, samples),)
    return replace(layout, sign=guess), asked


def _turned(layout: Layout, proof: Proof | None) -> Layout:
    columns = layout.columns
    if proof is None or proof.sign != SPENDING_POSITIVE or not columns.keys() >= {"debit", "credit"}:
        return replace(layout, sign=AS_WRITTEN)
    turned = {**columns, "debit": columns["credit"], "credit": columns["debit"]}
    return replace(layout, sign=AS_WRITTEN, columns=turned)


def _by_rows(layout: Layout, table: Table, marks: Sequence[int]) -> tuple[str, bool]:
    """The likelier sign, and whether it is sure, by the marks at the amounts and the words beside them."""
    down = marks.count(-1)
    agree, contrary = _votes(layout, table)
    header = {word for cell in table.header for word in plain_words(cell).split()}
    if not down:
        if header & _EARNING and not contrary:
            return AS_WRITTEN, False
        likely = len(marks) >= _FEW_ROWS or bool(header & _SPENDING) or 1 in marks
        return (SPENDING_POSITIVE if likely else AS_WRITTEN), False
    card = bool(header & _SPENDING and contrary and not agree and down < _FEW_DOWN * len(marks))
    few = bool(contrary and not agree and down < _MANY_DOWN * len(marks))
    if card or few or contrary >= _SURE_WORDS * max(agree, 1):
        return SPENDING_POSITIVE, card
    if agree >= _SURE_WORDS * max(contrary, 1) or (down >= _MANY_DOWN * len(marks) and not contrary):
        return AS_WRITTEN, True
    if down >= _MANY_DOWN * len(marks):
        return AS_WRITTEN, agree > contrary
    return (SPENDING_POSITIVE if header & _SPENDING else AS_WRITTEN), False


def _votes(layout: Layout, table: Table) -> tuple[int, int]:
    """How many rows speak for the signs as written, and how many against, by what their words tell."""
    (amount,) = layout.columns["amount"][:1]
    places = [place for role in ("text", "counterparty", "type") for place in layout.columns.get(role, ())]
    agree = contrary = 0
    for row in table.body[:SAMPLE]:
        if amount >= len(row) or not row[amount].strip():
            continue
        words = plain_words(" ".join(row[place] for place in places if place < len(row)))
        told = bool(_IN.search(words)) - bool(_OUT.search(words))
        sign = -1 if marked(row[amount]) < 0 else 1
        agree += told == sign
        contrary += told == -sign
    return agree, contrary
