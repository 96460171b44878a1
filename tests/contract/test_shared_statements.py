"""Every public bank file beside the project, and what is read from it; `main` writes the table anew."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.domain.bank_file import Reading
from core.domain.errors import FileRefused
from core.domain.money import to_major
from core.importers import read
from core.services.bench import reading

TABLE = Path(__file__).parent / "shared_statements.csv"
EXPECTED = "EXPECTED_reference_parsers.json"
COLUMNS = ("file", "kind", "encoding", "accounts", "rows", "sums", "opening", "closing", "problems", "asks")


def table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def line_of(tree: Path, name: str) -> dict[str, str]:
    """One file as a line of the table; a refused one has the name of the refusal for its kind."""
    try:
        found = read((tree / name).read_bytes(), Path(name).name)
    except FileRefused as refusal:
        return dict.fromkeys(COLUMNS, "") | {"file": name, "kind": type(refusal).__name__}
    return dict(zip(COLUMNS, (name, *_figures(found)), strict=True))


def _figures(found: Reading) -> Iterator[str]:
    rows = [row for statement in found.statements for row in statement.rows]
    totals: dict[str, int] = {}
    for row in rows:
        totals[row.currency] = totals.get(row.currency, 0) + row.amount_minor
    yield from (found.kind, found.encoding, str(len(found.statements)), str(len(rows)))
    yield " ".join(f"{to_major(minor, code)} {code}".strip() for code, minor in sorted(totals.items()))
    for which in ("opening", "closing"):
        stated = ((getattr(each, which), each.currency) for each in found.statements)
        yield " ".join(str(to_major(balance.minor, code)) for balance, code in stated if balance)
    yield " ".join(sorted(problem.code for problem in found.problems))
    yield " ".join(question.key for question in found.questions)


@pytest.mark.parametrize("expected", table(), ids=lambda line: line["file"])
def test_reads_as_the_table_says(expected: dict[str, str], shared_data: Path) -> None:
    tree = shared_data / "statements"
    if not (tree / expected["file"]).is_file():
        pytest.skip("this file is not among the public ones in ../shared/data/statements")
    assert line_of(tree, expected["file"]) == expected


def names(tree: Path) -> list[str]:
    """The files of the tree that are bank statements, by the rules of `bench read`."""
    measured = reading.measure(tree, tree / EXPECTED, known_layouts=True, say=lambda *_: None)
    return sorted(each["file"] for each in measured["files"])


def main(tree: Path) -> None:
    """Write the table as the readers read today: to be looked through, line by line, before it is kept."""
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(line_of(tree, name) for name in names(tree))


if __name__ == "__main__":
    main(Path(__file__).parents[3] / "shared" / "data" / "statements")
