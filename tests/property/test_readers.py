"""Whatever stands in a file, a reader returns rows or one of our refusals; and money stays exact."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.errors import FileRefused
from core.importers import IMPORTERS, Layout, read
from core.importers.amounts import read_amount
from core.importers.duplicates import known_copies

SAMPLES = sorted(
    path
    for path in (Path(__file__).parents[1] / "contract/samples").rglob("*.*")
    if not path.name.endswith(".expected.json")
)
minors = st.integers(-10_000_000_00, 10_000_000_00)
days = st.dates(date(1990, 1, 1), date(2079, 12, 31))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_noise_is_read_or_refused(data: bytes) -> None:
    for importer in IMPORTERS:
        assert 0.0 <= importer.recognizes(data) <= 1.0
        with suppress(FileRefused):
            assert importer.read(data).kind == importer.KIND


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SAMPLES), st.floats(0, 1), st.binary(min_size=1, max_size=6))
def test_a_spoiled_sample_is_read_or_refused(path: Path, where: float, noise: bytes) -> None:
    data = path.read_bytes()
    place = int(where * len(data))
    try:
        reading = read(data[:place] + noise + data[place + len(noise) :], path.name)
    except FileRefused:
        return
    rows = [row for statement in reading.statements for row in statement.rows]
    assert all(isinstance(row.amount_minor, int) and row.raw for row in rows)


@given(minors, st.sampled_from([".", ","]), st.sampled_from(["", "'", " ", "\u00a0"]))
def test_an_amount_written_with_thousands_reads_back(minor: int, decimal: str, thousands: str) -> None:
    amount = Decimal(minor).scaleb(-2)
    written = f"{amount:,.2f}".replace(",", "\0").replace(".", decimal).replace("\0", thousands)
    assert read_amount(written, decimal) == amount


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(days, minors), min_size=1, max_size=30))
def test_a_german_table_reads_back_to_the_cent(facts: list[tuple[date, int]]) -> None:
    body = "".join(
        f"{day:%d.%m.}{day.year:04d};x;{Decimal(minor).scaleb(-2):.2f}".replace(".", ",").replace(",", ".", 2)
        + "\n"
        for day, minor in facts
    )
    reading = read(
        f"Buchungstag;Verwendungszweck;Betrag\n{body}".encode(), "a.csv", Layout(sign="as_written")
    )
    rows = [row for statement in reading.statements for row in statement.rows]
    assert [(row.booked_on, row.amount_minor) for row in rows] == facts


@given(st.lists(st.sampled_from("abc"), max_size=12), st.integers(0, 5))
def test_a_file_brought_in_twice_is_new_once(prints: list[str], extra: int) -> None:
    stored: dict[str, list[int]] = {}
    for row_id, each in enumerate(prints, start=1):
        stored.setdefault(each, []).append(row_id)
    longer = prints + ["a"] * extra
    assert known_copies(prints, [range(len(prints))], {}) == {}
    known = known_copies(longer, [range(len(longer))], stored)
    assert known == {place: place + 1 for place in range(len(prints))}
