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


@pytest.mark.parametrize("kind", kinds())
def test_no_megabyte_hangs_a_reader(kind: str) -> None:
    start = min(seeds(kind), key=len)
    middle = len(start) // 2
    faults = {
        name: what
        for name, piece in HOSTILE.items()
        for data in (piece, start[:middle] + piece + start[middle:], start + piece)
        if (what := fault(kind, data[: MOST_BYTES + len(start)]))
    }
    assert faults == {}


@pytest.mark.parametrize("kind", kinds())
def test_no_megabyte_of_statements_hangs_a_reader(kind: str) -> None:
    assert {fault(kind, _filled(each)) for each in seeds(kind) if each} == {""}
