"""Why a measurement was refused, or a part of it left out."""

from core.domain.words.filling import fill

SENTENCES = {
    "measure_refused": (
        "This cannot be measured.",
        "Look at the files and try again.",
    ),
    "measure_file_missing": (
        "There is no file {file}.",
        "Make the files with `python -m core bench prepare birmingham FOLDER`, or name your own.",
    ),
    "measure_not_a_table": (
        "{file} is not a CSV table that can be read: {detail}.",
        "Save it as UTF-8 with commas, one header line and as many fields in every row.",
    ),
    "measure_columns_missing": (
        "{file} lacks the columns {columns}.",
        "It needs date, amount, text, account, company and label.",
    ),
    "measure_no_rows": (
        "{file} has no row with a label.",
        "Give every row its true label in the column label.",
    ),
    "measure_bad_date": (
        "Row {row} of {file} has the date {value}, which is not written as 2016-03-31.",
        "Write every date as year, month and day with hyphens.",
    ),
    "measure_bad_amount": (
        "Row {row} of {file} has the amount {value}, which is no number.",
        "Write amounts with a decimal point and without thousands marks; minus is money out.",
    ),
    "measure_overlap": (
        "The history goes on until {history_end}, but the test begins on {test_start}.",
        "Cut the files so that every test row is on a later day than the whole history.",
    ),
    "measure_labels_rare": (
        "No label has {min_rows} rows in the history; the commonest, {label}, has {rows}.",
        "Give a longer history, or a lower number with --min-rows.",
    ),
    "measure_one_label": (
        "Only one label, {label}, has {min_rows} rows in the history, so there is nothing to tell apart.",
        "Give a history with more labels, or a lower number with --min-rows.",
    ),
    "measure_nothing_to_test": (
        "No row of the test has a label that is common enough in the history.",
        "Check that both files name their labels alike.",
    ),
    "measure_map_missing": (
        "Master categories need to know which master each label belongs to.",
        "Name a CSV with the columns label and master as --map.",
    ),
    "measure_map_unknown": (
        "The map names {master}, which is none of the 20 master categories.",
        "Use their keys, as in core/rules/tables/master_categories.csv.",
    ),
    "measure_source_too_late": (
        "The shipped model takes no part: its source {source} ends on {last_date}, "
        "and the test begins on {test_start}.",
        "A model may only be measured on days after everything it was taught.",
    ),
    "measure_source_is_measured": (
        "The shipped model takes no part: it was taught from {source}, the very file that is measured.",
        "A model may only be measured on files it has never seen.",
    ),
    "measure_source_unproven": (
        "The shipped model takes no part: nothing proves what {source} holds.",
        "Rebuild it with a manifest that gives every source its sha256 and its last day.",
    ),
    "measure_other_files": (
        "The figures to compare with were made from other payments.",
        "Make them anew with `python -m core bench categorize --quick`.",
    ),
    "measure_learner_unknown": (
        "There is no learner {learner}.",
        "Choose from {known}.",
    ),
}

_SKIPPED = {
    "few_companies": "There are too few companies to leave some out.",
    "no_map": "A company's first days are measured on master categories: name a file with --map.",
    "no_public_data": "The public tables of names that a text model is built from are not here.",
    "package_missing": "It needs {package}, which requirements-dev.txt names and which is not installed.",
}

NO_DATA = "Not measured: the public payments are not beside the project."
HELD = "The categorizer is as good as it was."


def lost(protocol: str, before: float, now: float) -> str:
    """That the served learner got worse, with both figures."""
    return f"Worse in {protocol}: right {before:.1%} of the time before, {now:.1%} now."


def fidelity(reached: float, goal: float) -> str:
    """How much of the rule steps was learned again, and whether that is enough."""
    told = f"The rule steps are learned again to {reached:.1%}; the goal is {goal:.0%}."
    return told if reached >= goal else f"{told} It is missed."


def skipped(why: str, **facts: str) -> str:
    """Why a protocol or a learner is not in the table."""
    return fill(_SKIPPED[why], facts)
