from core.domain.words import verdicts


def test_a_promotion_counts_corrections_and_rows() -> None:
    verdict = {"promoted": True, "corrections": 12, "rows_changed": 31, "towards_you": 27, "human_rows": 300}
    assert (
        verdicts.sentence(verdict) == "Learned from 12 corrections; 31 rows changed, 27 towards your answers."
    )


def test_a_refusal_says_why_and_that_the_old_model_stays() -> None:
    verdict = {
        "promoted": False,
        "codes": ["macro_f1_lower"],
        "champion": {"accuracy": 0.91},
        "challenger": {"accuracy": 0.87},
        "human_rows": 40,
    }
    assert verdicts.sentence(verdict) == (
        "The old model stays: the new one was tried, and it was worse across the categories "
        "(right 91 in 100 → 87 in 100)."
    )


def test_few_answers_are_admitted() -> None:
    verdict = {"promoted": True, "corrections": 1, "rows_changed": 0, "towards_you": 0, "human_rows": 9}
    assert verdicts.sentence(verdict) == (
        "Learned from 1 correction; no row changed. "
        "Checked on only 9 answers of yours, so take it with a grain of salt."
    )


def test_a_shipped_model_is_not_checked_yet() -> None:
    assert "not checked" in verdicts.sentence({})


def test_a_forecaster_that_learned_says_how_much_it_gained_the_newest_weeks_first() -> None:
    origins = [{"before": 0.50, "after": 0.48}, {"before": 0.50, "after": 0.499}]
    assert verdicts.ahead({"promoted": True, "origins": origins}) == (
        "Taught by your own weeks: over the last twelve weeks and the twelve before its error was under 1% "
        "and 4% lower."
    )


def test_a_forecaster_that_was_no_better_twice_says_that_the_old_one_stays() -> None:
    origins = [{"before": 0.50, "after": 0.48}, {"before": 0.50, "after": 0.51}]
    assert verdicts.ahead({"promoted": False, "origins": origins}) == (
        "Taught by your own weeks, it was not better over the last twelve weeks and the twelve before both: "
        "the old one stays."
    )


def test_a_forecaster_without_weeks_enough_or_as_shipped_says_so() -> None:
    assert verdicts.ahead({"promoted": False, "origins": []}).startswith("Not tried")
    assert "not taught by your own weeks" in verdicts.ahead({"shipped": True})
