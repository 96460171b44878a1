import pandas as pd

from app.charts.confusion import confusion_figure
from app.charts.reasons import reasons_figure, shares_figure
from app.charts.spending import spending_figure


def test_guessed_money_is_hatched_and_stacked_on_filed_money() -> None:
    frame = pd.DataFrame(
        {
            "name": ["Office", "Supplier"],
            "out_minor": [10_000, 50_000],
            "guessed_minor": [4_000, 0],
            "usual_minor": [0, 30_000],
        }
    )
    filed, guessed, usual, amounts = spending_figure(frame, "EUR").data
    assert dict(zip(filed.y, filed.x, strict=True)) == {"Office": 60.0, "Supplier": 500.0}
    assert dict(zip(guessed.y, guessed.x, strict=True)) == {"Office": 40.0, "Supplier": 0.0}
    assert (filed.marker.pattern.shape, guessed.marker.pattern.shape) == (None, "/")
    assert dict(zip(usual.y, usual.x, strict=True)) == {"Supplier": 300.0}
    assert [text.strip() for text in amounts.text] == ["€100", "€500"]


def test_largest_spending_stands_on_top() -> None:
    frame = pd.DataFrame(
        {"name": ["A", "B"], "out_minor": [9, 5], "guessed_minor": [0, 0], "usual_minor": [0, 0]}
    )
    assert list(spending_figure(frame, "EUR").data[0].y) == ["B", "A"]


def test_signs_against_say_so_in_words_and_point_left() -> None:
    bar = reasons_figure(["merchant code", "account"], [0.4, -0.2]).data[0]
    assert list(bar.y) == ["account", "merchant code"]
    assert list(bar.text) == ["against", "for"]
    assert list(bar.x) == [-0.2, 0.4]


def test_shares_keep_their_order_from_top() -> None:
    bar = shares_figure(["a", "b"], [0.7, 0.3], ["70%", "30%"]).data[0]
    assert (list(bar.y), list(bar.text)) == (["b", "a"], ["30%", "70%"])


def test_a_long_text_beside_a_bar_breaks_so_that_a_phone_shows_all_of_it() -> None:
    bar = shares_figure(["Model"], [0.5], ["53% of payments, 66% of money"]).data[0]
    assert list(bar.text) == ["53% of payments,<br>66% of money"]


def test_the_confusion_table_is_square_and_leaves_zero_cells_empty() -> None:
    frame = pd.DataFrame({"truth": ["Office", "Office"], "answer": ["Office", "Taxes"], "rows": [5, 2]})
    heat = confusion_figure(frame).data[0]
    assert list(heat.x) == list(heat.y) == ["Office", "Taxes"]
    assert [list(row) for row in heat.text] == [["5", "2"], ["", ""]]
