import numpy as np
from stdnum import iban as stdnum_iban

from core.demo.identities import bank_of, iban, reference


def test_invented_ibans_are_valid_and_always_the_same() -> None:
    numbers = [iban(f"Payee {place}") for place in range(200)]
    assert all(stdnum_iban.is_valid(number, check_country=False) for number in numbers)
    assert len(set(numbers)) == 200
    assert iban("Payee 7") == numbers[7]


def test_the_bank_is_read_from_the_iban_and_nothing_else() -> None:
    number = iban("Café Marigold current")
    assert bank_of(number) == f"{number[4:8]}IE2DXXX"
    assert bank_of("CARD-4921") == ""


def test_references_have_the_length_asked_for() -> None:
    assert len(reference(np.random.default_rng(1), 12)) == 12
