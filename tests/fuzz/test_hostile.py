"""A megabyte made to hang a reader: each ends within ten seconds, with a reading or a refusal."""

import pytest

from tests.fuzz.target import MOST_BYTES, fault, kinds, seeds


def _filled(piece: bytes) -> bytes:
    return piece * (MOST_BYTES // len(piece))


HOSTILE = {
    "nested": _filled(b"<a>"),
    "nested statements": _filled(b"<Stmt><Ntry>"),
    "nested open tags": _filled(b"<STMTTRN><OFX>"),
    "one endless line": _filled(b"x"),
    "one endless number": _filled(b"9"),
    "endless blanks": _filled(b" "),
    "commas": _filled(b","),
    "semicolons and ends": _filled(b";\n"),
    "colons": _filled(b":"),
    "fields": _filled(b":61:\n"),
    "details": _filled(b"?20"),
    "slashes": _filled(b"/"),
    "quotes never closed": _filled(b'"a,'),
    "doubled quotes": _filled(b'""'),
    "quotes and ends": _filled(b'"\n'),
    "brackets": _filled(b"<"),
    "comments never closed": _filled(b"<!--"),
    "pieces of text never closed": _filled(b"<![CDATA["),
    "closing tags": _filled(b"</OFX>"),
    "entities": _filled(b"&amp;"),
    "dots and thousands": _filled(b"1.000"),
    "minuses": _filled(b"-"),
    "ends of another age": _filled(b"\r"),
    "zeros": bytes(MOST_BYTES),
    "letters and numbers": _filled(b"ab12 "),
}


def broken_by(kind: str, size: int) -> dict[str, str]:
    """Which pieces of this size break a reader, alone or in the middle of a good file."""
    start = min(seeds(kind), key=len)
    middle = len(start) // 2
    return {
        name: what
        for name, piece in HOSTILE.items()
        for data in (piece[:size], start[:middle] + piece[:size] + start[middle:])
        if (what := fault(kind, data))
    }


@pytest.mark.parametrize("kind", kinds())
def test_no_piece_breaks_a_reader(kind: str) -> None:
    assert broken_by(kind, 20_000) == {}


def test_comments_and_texts_never_closed_are_searched_for_once() -> None:
    head, tail = b"<OFX><STMTRS>", b"</STMTRS></OFX>"
    for piece in (b"<!--", b"<MEMO><![CDATA["):
        assert fault("ofx", head + _filled(piece) + tail) == ""


def test_an_amount_of_a_million_digits_is_a_bad_line() -> None:
    start = min(seeds("bursar_csv"), key=len)
    middle = len(start) // 2
    assert fault("bursar_csv", start[:middle] + HOSTILE["one endless number"] + start[middle:]) == ""


@pytest.mark.slow
@pytest.mark.parametrize("kind", kinds())
def test_no_megabyte_hangs_a_reader(kind: str) -> None:
    assert broken_by(kind, MOST_BYTES) == {}


@pytest.mark.slow
@pytest.mark.parametrize("kind", kinds())
def test_no_megabyte_of_statements_hangs_a_reader(kind: str) -> None:
    assert {fault(kind, _filled(each)) for each in seeds(kind) if each} == {""}
