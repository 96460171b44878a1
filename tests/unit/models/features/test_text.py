"""Payees: the same shop reads the same, whatever the bank wrote around it."""

import time

import pytest

from models.features.text import LONGEST_PAYEE, normalize_payee, normalize_payees, payee_words


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


def test_reading_an_answer_again_changes_nothing() -> None:
    raw = ["Card 1234 visa card payment debit x", "1st4sport.com 99", "card debit payment to at y", "**"]
    once = [normalize_payee(text, "") for text in raw]
    assert [normalize_payee(payee, "") for payee in once] == once


def test_a_long_name_ends_at_a_whole_word() -> None:
    payee = normalize_payee("northern " * 40, "")
    assert len(payee) <= LONGEST_PAYEE
    assert set(payee.split()) == {"northern"}
    assert normalize_payee("x" * 500, "") == "x" * LONGEST_PAYEE


def test_many_rows_read_like_single_ones_and_fast() -> None:
    names = [f"shop {word} {number}" for number in range(1000) for word in ("blue", "red", "green")]
    began = time.process_time()
    payees = normalize_payees(names, names)
    seconds = time.process_time() - began
    assert payees == [normalize_payee(name, "") for name in names]
    assert len(names) / seconds > 20_000


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
