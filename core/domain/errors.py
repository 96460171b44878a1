"""Everything Bursar refuses, as facts; `words.py` turns each into a sentence with a next step."""


class BursarError(Exception):
    """The root of every refusal: a `code` and the facts its sentence quotes."""

    code = "unexpected"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = {name: str(value) for name, value in facts.items()}

    def __str__(self) -> str:
        pairs = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code}({pairs})"


class FileRefused(BursarError):
    """The file as a whole cannot be read."""

    code = "file_unknown"


class FileEmpty(FileRefused):
    """There is nothing in the file."""

    code = "file_empty"


class FileTruncated(FileRefused):
    """The file breaks off before its end."""

    code = "file_truncated"


class FileTooLarge(FileRefused):
    """The file is over the size limit; facts: megabytes, limit_megabytes."""

    code = "file_too_large"


class FileIsProse(FileRefused):
    """The file is text, but no table of payments."""

    code = "file_is_prose"


class FileIsPage(FileRefused):
    """The file is a page of a website, as a bank sends it in place of a statement."""

    code = "file_is_page"


class FileIsPicture(FileRefused):
    """The file is a picture or a PDF of a statement."""

    code = "file_is_picture"


class FileDamaged(FileRefused):
    """The file is of a known kind but breaks its rules; facts: kind, detail, and line where it is known."""

    code = "file_damaged"

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        if "line" in facts:
            self.code = "file_damaged_line"


class NoStatement(FileRefused):
    """The file is sound but holds no statement; `fault` says what it is instead."""

    code = "no_statement_empty"

    def __init__(self, fault: str = "empty", **facts: object) -> None:
        super().__init__(**facts)
        self.code = f"no_statement_{fault}"


class WorkbookRefused(FileRefused):
    """A workbook is not opened; `fault` is "locked" or "bomb"."""

    code = "workbook_locked"

    def __init__(self, fault: str = "locked", **facts: object) -> None:
        super().__init__(**facts)
        self.code = f"workbook_{fault}"


class ZipRefused(FileRefused):
    """A zip of files cannot be opened; `fault` says why, facts as its sentence quotes them."""

    code = "zip_damaged"

    def __init__(self, fault: str = "damaged", **facts: object) -> None:
        super().__init__(**facts)
        self.code = f"zip_{fault}"


class LayoutRefused(BursarError):
    """A text that should be a layout is none, or fits no file; `fault` says why, facts as quoted."""

    code = "layout_refused"

    def __init__(self, fault: str = "refused", **facts: object) -> None:
        super().__init__(**facts)
        self.code = f"layout_{fault}"


class AnswersMissing(BursarError):
    """Bringing in needs an answer first; facts: keys."""

    code = "answers_missing"


class AmountRefused(BursarError):
    """What was typed is no amount in this currency; facts: value, currency."""

    code = "amount_refused"


class CompaniesMixed(BursarError):
    """A file holds accounts of several companies; facts: companies."""

    code = "companies_mixed"


class CurrencyRefused(BursarError):
    """An account cannot be kept in this currency; `fault` says why, facts as its sentence quotes them."""

    code = "currency_unknown"

    def __init__(self, fault: str = "unknown", **facts: object) -> None:
        super().__init__(**facts)
        self.code = f"currency_{fault}"


class NotFound(BursarError):
    """There is no such thing, or not for this viewer; facts: noun, id."""

    code = "not_found"


class FileNotWritten(BursarError):
    """A file cannot be written where it was asked for; facts: path."""

    code = "file_not_written"


class FormatUnknown(BursarError):
    """Payments cannot be written in this format; facts: name, known."""

    code = "format_unknown"


class ChangedMeanwhile(BursarError):
    """Somebody else changed this row since it was shown; facts: part_id, category, by."""

    code = "changed_meanwhile"


class NothingToUndo(BursarError):
    """This act was already undone, or a later act stands on it; facts: id."""

    code = "nothing_to_undo"


class ImportUndone(NothingToUndo):
    """This file was undone before; facts: id, file."""

    code = "import_undone"


class NameEmpty(BursarError):
    """A sub-category needs a name."""

    code = "name_empty"


class NameTooLong(BursarError):
    """The name has too many letters; facts: letters, most."""

    code = "name_too_long"


class NameIsMaster(BursarError):
    """A sub-category may not be called like one of the categories; facts: name."""

    code = "name_is_master"


class NameTaken(BursarError):
    """The company has a sub-category of that name; facts: name, parent."""

    code = "name_taken"


class NameArchived(BursarError):
    """The company has put a sub-category of that name away; facts: name, parent."""

    code = "name_archived"


class StoreBusy(BursarError):
    """The database is locked by another process."""

    code = "store_busy"


class StoreTooNew(BursarError):
    """The database was written by a newer Bursar; facts: found."""

    code = "store_too_new"


class ArtifactMissing(BursarError):
    """A model's file is missing or does not match its manifest; facts: path."""

    code = "artifact_missing"


class NotEnoughLabels(BursarError):
    """Too few examples to learn from; facts: rows, categories."""

    code = "not_enough_labels"


class PortInUse(BursarError):
    """Another program listens on the port; facts: port."""

    code = "port_in_use"


class WorkerRunning(BursarError):
    """This store has a worker already; facts: pid."""

    code = "worker_running"


class MeasureRefused(BursarError):
    """A measurement cannot be made as asked; `fault` says why, facts as its sentence quotes them."""

    code = "measure_refused"

    def __init__(self, fault: str = "refused", **facts: object) -> None:
        super().__init__(**facts)
        self.code = f"measure_{fault}"


class WhatIfRefused(BursarError):
    """This cannot be supposed; `fault` says why, facts as its sentence quotes them."""

    code = "what_if_refused"

    def __init__(self, fault: str = "refused", **facts: object) -> None:
        super().__init__(**facts)
        self.code = f"what_if_{fault}"
