import pytest

from core.domain.bank_file import Problem
from core.domain.handouts import StatementProof
from core.domain.words import problems, proof


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (
            StatementProof("EUR", 45, 100_000, 23_400, 123_400, True, 0, 0),
            "Opening €1,000.00 and 45 payments make the closing €1,234.00, to the cent.",
        ),
        (
            StatementProof("EUR", 1, 100_000, 400, 123_400, False, 0, 0),
            "Opening €1,000.00 and 1 payment make €1,004.00, but the file states a closing of €1,234.00.",
        ),
        (
            StatementProof("EUR", 9, None, 400, 1_000, None, 8, 0),
            "The file's 8 running balances follow from its payments, to the cent.",
        ),
        (
            StatementProof("EUR", 9, None, 400, 1_000, None, 8, 1),
            "1 of 8 running balances differ from what the payments make.",
        ),
        (
            StatementProof("EUR", 9, None, 400, None, None, 0, 0),
            "The file states no balances: nothing to prove.",
        ),
    ],
)
def test_a_file_says_what_its_balances_prove(seen: StatementProof, said: str) -> None:
    assert proof.statement(seen) == said


def test_a_payment_that_may_stand_twice_is_named() -> None:
    days = {"from": "2016-05-04", "to": "2016-05-05", "on": "2016-05-04"}
    facts = {"difference": "120.00", "currency": "EUR", "looks": "doubled"} | days
    assert problems.sentence(Problem("balance_off", 3, "", facts)) == (
        "The balance is off by €120.00: the payment of €120.00 on 4 May 2016 may stand twice."
    )
