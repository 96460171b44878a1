"""Why a measurement was refused, or a part of it left out."""

from collections.abc import Mapping, Sequence
from typing import Any

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
        "It needs {needed}.",
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
    "measure_no_weeks": (
        "{file} has no week.",
        "Give one row a series and week, with the columns unique_id, ds and y.",
    ),
    "measure_not_monday": (
        "Row {row} of {file} has the date {value}, which is no Monday.",
        "Name every week by its Monday.",
    ),
    "measure_unknown_kind": (
        "{kind} is no format that a made file can be written in.",
        "Choose from {kinds}.",
    ),
    "measure_no_name": (
        "Row {row} of {file} names no series.",
        "Give every row the name of its series in the column unique_id.",
    ),
    "measure_week_twice": (
        "Row {row} of {file} gives a week a second time: {value}.",
        "Add the amounts of a week up into one row.",
    ),
    "measure_too_few_weeks": (
        "{weeks} weeks are too few for {origins} origins that are {stride} weeks apart and look "
        "{horizon} weeks ahead.",
        "Give a longer file, or fewer origins with --origins.",
    ),
    "measure_other_series": (
        "The figures to compare with were made from other series.",
        "Make them anew with `python -m core bench forecast --quick`.",
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
    "measure_paper_weeks": (
        "The series have {weeks} weeks; the paper's experiment needs {needed}.",
        "Name a file with a longer past, such as the one `bench prepare manchester` makes.",
    ),
    "measure_paper_series": (
        "No series goes back {window} weeks before the first origin and moved since.",
        "Name a file with a longer past, such as the one `bench prepare manchester` makes.",
    ),
    "measure_expected_unreadable": (
        "{file} holds no expectations that can be read.",
        "Give a JSON list of objects with file, n, sum, open and close; all but file may be missing.",
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

ARM_NAMES = {"without": "without surrogates", "with": "with surrogates"}
NOMINAL_NAME = "what the bands promise"
DIFFERENCE_NAME = "with less without (95 %)"
STATIONARY_NAME = "no unit root at 5 % (ADF)"
COVERAGE_NAME = "share of weeks inside the 80 % band, by series"

NO_DATA = "Not measured: the public payments are not beside the project."
HELD = "The categorizer is as good as it was."
NO_FORECASTS = (
    "Forecasts are not compared: there are no earlier figures. "
    "Make them with `python -m core bench forecast --quick` on the Birmingham series."
)
FORECAST_HELD = "The forecaster is as good as it was."
COMPARED_HEAD = "against plain history, by a paired bootstrap over series (95 %), then at each origin"
GOALS_HEAD = "goals, as set for Birmingham and Manchester"
_GOALS = {
    "sql": "SQL less that of 52-week history",
    "sure": "p of that difference",
    "origins": "share of origins at which it is below",
    "window": "SQL less that of the best window in hindsight",
    "gain": "share of the possible gain",
    "worse": "categories over 2 % worse than 52-week history",
    "near": "share of categories within 4 points of 80 %",
    "rcov_80": "randomized coverage of the 80 % band",
    "rcov_95": "randomized coverage of the 95 % band",
    "above_q90": "share above the 90 % quantile",
    "rabove_q90": "randomized share above the 90 % quantile",
    "total_rcov_80": "randomized coverage of the totals' 80 % band",
    "total_is_80": "interval score of totals less that of the i.i.d. bootstrap",
    "msis": "MSIS less that of 52-week history",
}
_RELATIVE_GOALS = {"sql", "window", "total_is_80", "msis"}
CHEATS = "oracle cheats: it has seen the weeks that are tested, and shows what no forecast can pass."


def lost(protocol: str, before: float, now: float) -> str:
    """That the served learner got worse, with both figures."""
    return f"Worse in {protocol}: right {before:.1%} of the time before, {now:.1%} now."


def forecast_lost(group: str, before: float, now: float) -> str:
    """That the served forecaster got worse, with both figures."""
    return f"Worse forecasts in {group}: a scaled quantile loss of {before:.4f} before, {now:.4f} now."


def forecast_progress(model: str, seconds: float, done: int, models: int, left_s: float) -> str:
    """That one forecaster is through, and how long the others may take."""
    left = f"about {left_s / 60:.0f} min left" if left_s >= 90 else f"about {left_s:.0f} s left"
    return f"{model}: {done} of {models} done after {seconds:.0f} s" + (f", {left}" if done < models else "")


def categories_counted(counted: int, worse: Sequence[str], near: int) -> str:
    """In how many categories what is served is far worse than plain history, and in how many it is honest."""
    named = f" ({', '.join(worse)})" if worse else ""
    return (
        f"categories with >= 10 series: {counted}; worse than 52-week history by over 2 %: "
        f"{len(worse)}{named}; within 4 points of 80 %: {near}"
    )


def compared(other: str, told: Mapping[str, Any], origins: Sequence[float | None]) -> str:
    """How far one forecaster's loss lies from another's, how sure that is, and at which origins."""
    each = " ".join("-" if change is None else f"{change:+.1%}" for change in origins)
    sure = "" if told["p"] is None else f" ({told['low']:+.1%} to {told['high']:+.1%}), p {told['p']:.3f}"
    return f"{told['change']:+.1%} against {other}{sure}; {each}"


def goal(told: Mapping[str, Any]) -> str:
    """One goal, what was measured, what was wanted, and whether that is met."""

    def shown(value: float) -> str:
        if told["name"] == "worse":
            return f"{value:.0f}"
        return f"{value:+.2%}" if told["name"] in _RELATIVE_GOALS else f"{value:.3f}"

    least, most = told["least"], told["most"]
    if least is None:
        wanted = f"at most {shown(most)}"
    elif most is None:
        wanted = f"at least {shown(least)}"
    else:
        wanted = f"{shown(least)} to {shown(most)}"
    met = "met" if told["met"] else "missed"
    where = f"{told['model']}, {told['group']}"
    return f"{met:<7} {where:<21} {_GOALS[told['name']]}: {shown(told['measured'])} ({wanted})"


def goals_met(met: int, goals: int) -> str:
    """How many goals are met."""
    return f"{met} of {goals} goals met"


def forecast_kept(model: str, origins: int) -> str:
    """That a forecaster's answers were found from an earlier run."""
    return f"{model}: {origins} origins kept from an earlier run"


def failed(why: str) -> str:
    """That a forecaster could not be measured, in the library's own words."""
    return f"It stopped: {why}"


def killed(exit_code: int | None) -> str:
    """That the process which measured a forecaster ended without a word."""
    return f"its process was ended from outside (exit status {exit_code}); memory may have run out"


def fidelity(reached: float, goal: float) -> str:
    """How much of the rule steps was learned again, and whether that is enough."""
    told = f"The rule steps are learned again to {reached:.1%}; the goal is {goal:.0%}."
    return told if reached >= goal else f"{told} It is missed."


def files_read(done: int, files: int) -> str:
    """How far reading a tree of bank files is."""
    return f"{done} of {files} files read"


def judged(file: str, value: str, why: str) -> str:
    """A difference that was looked into: "judged: a.sta, sum: the other reader adds ..."."""
    return f"judged: {file}, {value}: {why}"


def right_at_first(kind: str, right: int, known: int) -> str:
    """How many files of a kind were read right in everything that is known of them."""
    return f"{kind}: {right} of {known} files are right at the first guess in all that is known of them"


def no_statements(count: int) -> str:
    """How many files of a tree are no bank statements: notes, settings, expectations of others."""
    return f"{count} more files are no statements: notes, settings, or what is expected of the others"


def skipped(why: str, **facts: str) -> str:
    """Why a protocol or a learner is not in the table."""
    return fill(_SKIPPED[why], facts)


def bands_helped(band: str, higher: int, nearer: int, categories: int, paper: int) -> str:
    """In how many categories surrogates made a band cover more, and in how many truer; the paper's beside."""
    return (
        f"With surrogates the {band} bands cover more in {higher} of {categories} categories "
        f"and come nearer to {band} in {nearer}; the paper says they help in {paper} of 17."
    )


def errors_fell(error: str, lower: int, categories: int) -> str:
    """In how many categories surrogates made an error smaller."""
    return f"{error} is lower with surrogates in {lower} of {categories} categories."
