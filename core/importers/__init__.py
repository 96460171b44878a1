"""Bank formats, one a file, each with the same two verbs: recognizes and read."""

import sys
from dataclasses import replace

from core.domain.bank_file import MOST_MEGABYTES, Problem, Reading, Statement
from core.domain.progress import Tell, untold
from core.importers.balance import check, check_chain
from core.importers.find import Importer, find_importers
from core.importers.known_layouts import with_known
from core.importers.layout import Layout
from core.importers.refusals import refuse_at_sight, unknown
from core.importers.several import read_together
from core.importers.uncollected import uncollected
from core.importers.unzip import gunzipped, is_gzipped, is_zipped, members

IMPORTERS: tuple[Importer, ...] = find_importers(sys.modules[__name__])
MAX_BYTES = MOST_MEGABYTES * 1_000_000
_FLOOR = 0.2
_TIE = 0.05
_SUFFIXES = {
    ".aeb": ("norma43",),
    ".aeb43": ("norma43",),
    ".bai": ("bai2",),
    ".bai2": ("bai2",),
    ".cod": ("coda",),
    ".coda": ("coda",),
    ".csb": ("norma43",),
    ".csb43": ("norma43",),
    ".n43": ("norma43",),
    ".q43": ("norma43",),
    ".ofx": ("ofx",),
    ".qfx": ("ofx",),
    ".qif": ("qif",),
    ".sta": ("mt940", "mt942"),
    ".940": ("mt940",),
    ".942": ("mt942",),
    ".mt940": ("mt940",),
    ".mt942": ("mt942",),
    ".xml": ("camt052", "camt053", "camt054"),
    ".csv": ("bursar_csv", "plain_csv"),
    ".xls": ("xls",),
    ".xlsx": ("xlsx",),
}


def read(
    data: bytes,
    file_name: str = "",
    layout: Layout | None = None,
    max_bytes: int = MAX_BYTES,
    known_layouts: bool = True,
    tell: Tell = untold,
) -> Reading:
    """A bank file of any known kind, one compressed, or a zip of such files, read and checked.

    The content decides which kind it is; the file's name only breaks ties. Lines that could not
    be read and balances that do not add up are in `problems`; statements hold their rows as tuples.
    `tell` hears how far reading is; what it raises breaks the reading off.
    Without `known_layouts` a table is read with nothing but what stands in it and in `layout`.

    Raises:
        FileRefused: one of its kinds, saying what the file is instead.
    """

    def one(content: bytes, name: str) -> Reading:
        refuse_at_sight(content, max_bytes)
        return _read_one(content, name, layout, known_layouts, tell)

    if len(data) <= max_bytes and is_zipped(data):
        return read_together(members(data, max_bytes), one)
    if len(data) <= max_bytes and is_gzipped(data):
        return one(gunzipped(data, max_bytes), file_name.removesuffix(".gz"))
    return one(data, file_name)


@uncollected()
def _read_one(data: bytes, file_name: str, layout: Layout | None, known_layouts: bool, tell: Tell) -> Reading:
    importer = choose(data, file_name)
    if importer is None:
        raise unknown(data)
    if known_layouts:
        layout = with_known(layout)
    reading = importer.read(data, layout, tell)
    statements = tuple(replace(found, rows=tuple(found.rows)) for found in reading.statements)
    problems = [*reading.problems, *(problem for found in statements for problem in _checked(found))]
    problems += check_chain(statements)
    return replace(reading, statements=statements, problems=problems)


def choose(data: bytes, file_name: str = "") -> Importer | None:
    """The importer that recognizes the content best, or None where none does."""
    scored = [(importer.recognizes(data), importer) for importer in IMPORTERS]
    best = max(score for score, _ in scored)
    if best < _FLOOR:
        return None
    close = [importer for score, importer in scored if score >= best - _TIE and score >= _FLOOR]
    suffix = f".{file_name.lower().rpartition('.')[2]}"
    named = [importer for importer in close if importer.KIND in _SUFFIXES.get(suffix, ())]
    return named[0] if named else next(importer for score, importer in scored if score == best)


def _checked(statement: Statement) -> list[Problem]:
    return check(statement, tuple(statement.rows))


__all__ = ["IMPORTERS", "MAX_BYTES", "Importer", "Layout", "choose", "read"]
