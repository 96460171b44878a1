"""Payees: the same shop reads the same, whatever the bank wrote around it."""

import pytest

from models.features.text import LONGEST_PAYEE, normalize_payee, normalize_payees, payee_words, spoken_words


@pytest.mark.parametrize(
    ("counterparty", "text", "payee"),
    [
        ("tesco stores 2243", "", "tesco stores"),
        ("TESCO  STORES 5194", "", "tesco stores"),
        ("AMZN MKTP DE*1A2B3", "", "amzn mktp de"),
        ("", "CARD PAYMENT TO TESCO STORES 2243 ON 12 MAR 2024", "tesco stores"),
        ("  ", "POS 12.03.2024 14:05 Café Rosa, Karte 4711", "cafe rosa"),
        ("", "SEPA Lastschrift Müller GmbH EREF: 12345-AB SVWZ+Rechnung 4711", "muller gmbh"),
        ("PAYPAL *SPOTIFY 4471", "", "paypal spotify"),
        ("www.amazon.co.uk/gp/ab", "", "amazon"),
        ("7 Eleven", "", "7 eleven"),
        ("999inks.com", "", "999inks"),
        ("", "MERCHANT PAYOUT SU4NAE6H", "merchant payout"),
        ("PAYOUT 2CTUMFCB Arden Marketplace", "", "payout arden marketplace"),
        ("24/7 Fitness", "", "24 fitness"),
        ("VISA", "", "visa"),
        ("12345", "", "12345"),
        ("invoice 2015-10154", "", "invoice"),
        ("🍕 فاتورة", "", "فاتورة"),
        ("", "", ""),
    ],
)
def test_payee_of(counterparty: str, text: str, payee: str) -> None:
    assert normalize_payee(counterparty, text) == payee


@pytest.mark.parametrize(
    ("text", "payee"),
    [
        # What German, Austrian and Swiss banks write.
        ("POS          23,55 AT  K1   16.09. 11:32 SPAR DANKT 4105 KORNEUBURG 2100", "spar korneuburg"),
        ("HOFER DANKT  0527  K2   18.09. 17:20 EUR", "hofer"),
        ("Kartenzahlung REWE SAGT DANKE. 41400673//Hamburg 2018-03-01T11:33:59", "rewe hamburg"),
        ("GIRO 80701 AUFTRAGGEBER: JANE DOE MITTEILUNGEN: 1 SONNENGLAESER", "jane doe"),
        # Dutch.
        ("BEA NR:XXX1234 21.05.11/12.55 DIRX FIL6017 KATWIJK ZH ,PAS999", "dirx katwijk zh"),
        ("Betaalautomaat 08:22 pasnr. 001", "betaalautomaat"),
        ("ORDERID: 264267 REK: NL65INGB0123456789/NAAM: PICQER B.V.", "picqer bv"),
        ("/EREF/01-01-2013/BENM//NAME/CONTRA ACCOUNT HOLDER/REMI//ISDT/", "contra account holder"),
        # French, Spanish, Italian, Polish.
        ("CARTE X1234 BOULANGERIE PAUL PARIS", "boulangerie paul paris"),
        ("PAIEMENT CB 1234 CARREFOUR CITY", "carrefour city"),
        ("VIR SEPA RECU DE DUPONT", "dupont"),
        ("PAGO TARJETA 4321 MERCADONA", "mercadona"),
        ("Transferencia emitida a Salesians Mataro", "salesians mataro"),
        ("PAGAMENTO POS 12/03 ESSELUNGA", "esselunga"),
        ("BONIFICO A FAVORE DI ROSSI S.R.L.", "rossi srl"),
        ("ZAKUP PRZY UZYCIU KARTY 1234 BIEDRONKA", "biedronka"),
        # British and American.
        ("DEBIT PURCHASE 66-6666 MCDONALD'S (BSJ8) 14/04/18", "mcdonalds bsj8"),
        ("POS10SEP DOMINO'S PIZ", "dominos piz"),
        ("DEBIT CARD PURCHASE XXXX1234 HOME DEPOT", "home depot"),
        ("ACH DEBIT GUSTO", "gusto"),
        ("ROYAL LONDON INSURANCE 01222 61234 GBR", "royal london insurance"),
        ("W.V.HOWE LTD", "w v howe ltd"),
        ("VIR ATL", "vir atl"),
    ],
)
def test_what_banks_write_around_a_name_is_left_out(text: str, payee: str) -> None:
    assert normalize_payee("", text) == payee
    assert normalize_payee(payee, "") == payee


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("SQ *JOES CAFE", ("joes", "cafe")),
        ("IZ *FLOWER POWER", ("flower", "power")),
        ("SUMUP *BIKE SHOP", ("bike", "shop")),
        ("PAYPAL *SPOTIFY 4471", ("spotify",)),
        ("AMZN MKTP DE*1A2B3", ("amzn", "mktp", "de")),
        ("PAYPAL", ("paypal",)),
    ],
)
def test_who_only_carries_a_payment_is_left_out(raw: str, words: tuple[str, ...]) -> None:
    assert spoken_words(normalize_payee(raw, "")) == words


def test_reading_an_answer_again_changes_nothing() -> None:
    raw = ["Card 1234 visa card payment debit x", "1st4sport.com 99", "card debit payment to at y", "**"]
    once = [normalize_payee(text, "") for text in raw]
    assert [normalize_payee(payee, "") for payee in once] == once


def test_a_long_name_ends_at_a_whole_word() -> None:
    payee = normalize_payee("northern " * 40, "")
    assert len(payee) <= LONGEST_PAYEE
    assert set(payee.split()) == {"northern"}
    assert normalize_payee("x" * 500, "") == "x" * LONGEST_PAYEE


def test_many_rows_read_like_single_ones() -> None:
    names = [f"shop {word} {number}" for number in range(1000) for word in ("blue", "red", "green")]
    assert normalize_payees(names, names) == [normalize_payee(name, "") for name in names]


@pytest.mark.parametrize(
    ("payee", "words"),
    [
        ("paypal spotify", ("spotify",)),
        ("paypal", ("paypal",)),
        ("the muller gmbh", ("muller",)),
        ("stores b stores", ("stores",)),
        ("", ()),
    ],
)
def test_words_of(payee: str, words: tuple[str, ...]) -> None:
    assert payee_words(payee) == words
