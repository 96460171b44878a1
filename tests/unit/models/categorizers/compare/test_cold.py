import numpy as np

from models.categorizers.compare.cold import first_days
from models.categorizers.compare.learners.last_label import LastLabel
from models.categorizers.scores import top_answers
from tests.unit.models.categorizers.compare.labelled import labelled

ROWS = labelled(
    *["1 x c1 shop office"] * 9, "2 x c1 shop tax", "3 x c1 shop tax", "3 x c1 shop it", "4 y c1 shop it"
)


def test_ten_labels_of_a_company_are_told_and_no_more() -> None:
    learner = LastLabel(updates=True).fit(labelled("1 z c9 pub meals"), seed=1)
    found = first_days(learner, ROWS)
    assert set(top_answers(found["cold_start"].prediction)[0]) == {"meals"}
    later = found["cold_start_10"]
    assert later.rows["part_id"].tolist() == [10, 11]
    assert top_answers(later.prediction)[0].tolist() == ["tax", "tax"]
    assert np.array_equal(later.known, [10, 10])
    assert top_answers(learner.answer(ROWS.head(1)))[0].tolist() == ["meals"]
