from core.domain.bank_file import Problem, Question
from core.domain.words import problems


def test_a_bad_line_is_named_with_what_stood_there() -> None:
    said = problems.sentence(Problem("bad_date", 17, "31/02/2016;x", {"value": "31/02/2016"}))
    assert said == "Line 17 has no date we can read (“31/02/2016”)."


def test_a_balance_that_is_off_says_by_how_much_and_where() -> None:
    facts = {"difference": "-120.00", "currency": "EUR", "from": "2016-05-03", "to": "2016-05-05"}
    assert problems.sentence(Problem("balance_off", 0, "", facts)) == (
        "The balance is off by €120.00: a row may be missing between 3 May 2016 and 5 May 2016."
    )


def test_the_order_of_a_date_is_asked_with_a_sample() -> None:
    asked = Question("date_order", ("day_first", "month_first"), "day_first", ("03/04/2016",))
    assert problems.question(asked) == ("We could not tell whether 03/04/2016 is day first or month first.")
    assert [problems.option(each) for each in asked.options] == [
        "Day first (3 April is 03/04)",
        "Month first (3 April is 04/03)",
    ]


def test_columns_are_counted_from_one_and_named_where_they_have_a_name() -> None:
    assert problems.option("0") == "Column 1"
    assert problems.option("1", ("Date", " Shop ")) == "Column 2, Shop"
    assert problems.option("2", ("Date", "Shop", "")) == "Column 3"


def test_the_sign_is_asked_about_an_amount_that_has_none() -> None:
    asked = Question("sign", ("as_written", "spending_positive"), "as_written", ("-1.00", "12.50"))
    assert problems.question(asked) == "Is an amount without a minus, such as 12.50, money spent?"
