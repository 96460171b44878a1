"""What a refusal sounds like: what happened, what was kept, what to do next."""

from dataclasses import dataclass

from core.domain.errors import BursarError
from core.domain.words import files, layouts, measuring, undoing, what_if
from core.domain.words.filling import fill


@dataclass(frozen=True, slots=True)
class Trouble:
    """A refusal in two plain sentences."""

    happened: str
    next_step: str


_SENTENCES = {
    "file_not_written": (
        "{path} cannot be written.",
        "Name a file in a folder that is there and that you may write to.",
    ),
    "format_unknown": (
        "Payments cannot be written as {name}.",
        "Choose one of {known}.",
    ),
    "file_unknown": (
        "We could not read this file as a bank statement.",
        "Ask your bank for CSV, CAMT.053, MT940 or OFX and drop that instead. Nothing was stored.",
    ),
    "file_empty": (
        "There is nothing in this file.",
        "Download the statement again and check that its period has payments. Nothing was stored.",
    ),
    "file_truncated": (
        "This file breaks off before its end.",
        "Download it again: the transfer was probably cut short. Nothing was stored.",
    ),
    "file_too_large": (
        "This file has {megabytes} MB; the limit is {limit_megabytes} MB.",
        "Ask your bank for a shorter period, a year at a time. Nothing was stored.",
    ),
    "file_is_prose": (
        "This file holds text, not a table of payments.",
        "Ask your bank for CSV or CAMT. Nothing was stored.",
    ),
    "file_is_picture": (
        "This looks like a picture of a statement, not a table.",
        "Ask your bank for CSV or CAMT. Nothing was stored.",
    ),
    "file_damaged": (
        "This {kind} file breaks the rules of its own format.",
        "Download it again, or ask your bank for CSV. Nothing was stored.",
    ),
    "file_damaged_line": (
        "This {kind} file breaks the rules of its own format in line {line}.",
        "Download it again, or ask your bank for CSV. Nothing was stored.",
    ),
    "file_is_page": (
        "This is a page of a website, not a statement: most likely your session at the bank had ended.",
        "Sign in to your bank and download the statement again. Nothing was stored.",
    ),
    "no_statement_accounts": (
        "This file only lists accounts ({count}); it holds no statement.",
        "Ask your bank for the payments of an account. Nothing was stored.",
    ),
    "no_statement_bank_error": (
        "This file holds no statement: the bank answered with an error (“{message}”).",
        "Download it again later. Nothing was stored.",
    ),
    "no_statement_empty": (
        "This file holds no statement: there is nothing between its first and its last tag.",
        "Download it again and check that its period has payments. Nothing was stored.",
    ),
    "no_statement_lists": (
        "This file only lists categories, securities and the like; it holds no payments.",
        "Export the payments of an account. Nothing was stored.",
    ),
    "no_statement_orders": (
        "This file orders payments ({format}); it holds no statement.",
        "Ask your bank for the statement of the account, where they stand once booked. Nothing was stored.",
    ),
    "no_statement_report": (
        "This file tells what became of orders to pay ({format}); it holds no statement.",
        "Ask your bank for the statement of the account, where they stand once booked. Nothing was stored.",
    ),
    "no_statement_sign_on": (
        "This file holds no statement: the bank answered only the sign-on.",
        "Download the statement itself. Nothing was stored.",
    ),
    "no_statement_sign_on_failed": (
        "This file holds no statement: the bank refused the sign-on (“{message}”).",
        "Sign in to your bank and download it again. Nothing was stored.",
    ),
    "no_statement_transfers": (
        "This file confirms orders to pay ({count}); it holds no statement.",
        "Ask your bank for the statement of the account, where they stand once booked. Nothing was stored.",
    ),
    "workbook_locked": (
        "This workbook is locked with a password.",
        "Open it, save it without the password and drop that. Nothing was stored.",
    ),
    "workbook_bomb": (
        "Unpacked, this workbook is far larger than any statement.",
        "Save the sheet with the payments as CSV and drop that, if it is one. Nothing was stored.",
    ),
    "zip_damaged": (
        "This zip is damaged.",
        "Download it again, or unpack it and drop the statement itself. Nothing was stored.",
    ),
    "zip_empty": (
        "There is no file in this zip.",
        "Download the statement again. Nothing was stored.",
    ),
    "zip_many": (
        "This zip holds {members} files; the limit is {most}.",
        "Ask your bank for a shorter period, or zip fewer files. Nothing was stored.",
    ),
    "zip_large": (
        "Unpacked, this zip has {megabytes} MB; the limit is {limit_megabytes} MB.",
        "Ask your bank for a shorter period, a year at a time. Nothing was stored.",
    ),
    "zip_bomb": (
        "This zip unpacks to far more than any statement does.",
        "Unpack it yourself and drop the statement, if it is one. Nothing was stored.",
    ),
    "zip_nested": (
        "This zip holds another zip.",
        "Unpack it and drop the inner one. Nothing was stored.",
    ),
    "zip_locked": (
        "This zip is locked with a password.",
        "Unpack it and drop the statement itself. Nothing was stored.",
    ),
    "zip_unusual": (
        "This zip is packed in a way we do not open.",
        "Unpack it and drop the statement itself. Nothing was stored.",
    ),
    "zip_mixed": (
        "This zip holds files of several kinds: {kinds}.",
        "Drop the files of one kind at a time. Nothing was stored.",
    ),
    "zip_asking": (
        "This zip holds tables of different layouts, and one of them leaves something open.",
        "Unpack it and drop one file at a time: an answer then counts for its own. Nothing was stored.",
    ),
    "answers_missing": (
        "Something is still missing before this file can come in.",
        "Answer the open questions and try again. Nothing was stored yet.",
    ),
    "amount_refused": (
        "“{value}” is no amount of money in {currency}.",
        "Type it as on your statement, such as 4120, or leave it out.",
    ),
    "companies_mixed": (
        "This file holds accounts of several companies: {companies}.",
        "Bring in the statements of each company in a file of their own. Nothing was stored.",
    ),
    "currency_coarse": (
        "This file has amounts such as {value}, and {currency} has no such digits behind the point.",
        "Name the currency that the account is kept in. Nothing was stored.",
    ),
    "currency_fine": (
        "This file names no currency and cannot be read as {currency}, which has finer amounts.",
        "Ask your bank for a file that names its currency. Nothing was stored.",
    ),
    "currency_unknown": (
        "“{value}” is no currency we know.",
        "Name it by its three letters, such as EUR or USD. Nothing was stored.",
    ),
    "not_found": (
        "This is not here, or no longer.",
        "Go back to the list and pick it again.",
    ),
    "changed_meanwhile": (
        "This payment was changed somewhere else while you looked at it. Nothing was overwritten.",
        "Look at what it says now, then decide again.",
    ),
    "nothing_to_undo": (
        "This was undone already, or something later builds on it.",
        "Undo the later change first. Nothing was changed.",
    ),
    "name_empty": (
        "A sub-category needs a name.",
        "Type one, such as Coffee or Printer paper. Nothing was changed.",
    ),
    "name_too_long": (
        "This name has {letters} letters; there is room for {most}.",
        "Choose a shorter one. Nothing was changed.",
    ),
    "name_is_master": (
        "There is a category called {name} already.",
        "Choose a name that tells it apart. Nothing was changed.",
    ),
    "name_taken": (
        "You have a sub-category called {name} already, under {parent}.",
        "Use that one, or choose another name. Nothing was changed.",
    ),
    "name_archived": (
        "You have archived a sub-category called {name}, under {parent}.",
        "Use it again on Trust, or choose another name. Nothing was changed.",
    ),
    "store_busy": (
        "The database is in use by another program.",
        "Wait a moment and try again. Nothing was lost.",
    ),
    "store_too_new": (
        "These data were written by a newer Bursar.",
        "Install the newer Bursar, or start with an empty folder. The data were not touched.",
    ),
    "artifact_missing": (
        "A file of the model is missing or damaged: {path}.",
        "Run make shipped, or restore your backup. Your payments and filings are untouched.",
    ),
    "not_enough_labels": (
        "Learning stopped: there are too few examples.",
        "File payments in at least two categories, then learn again. The model in use stays.",
    ),
    "learning_stopped": (
        "Learning broke off before its end.",
        "Start it again when you like. The model in use stays, and your filings are untouched.",
    ),
    "job_interrupted": (
        "The work broke off twice before its end.",
        "Start it again when you like. Your payments and filings are untouched.",
    ),
    "port_in_use": (
        "Another program already uses port {port}.",
        "Close it, or start Bursar on another port.",
    ),
    "worker_running": (
        "Bursar's worker is already running on these data.",
        "Use the window that is open, or stop it first.",
    ),
}

_UNEXPECTED = (
    "Something went wrong that Bursar did not expect. Your data are as they were.",
    "Try again; if it happens again, look into the log file.",
)


def trouble(error: BursarError) -> Trouble:
    """The sentence and the next step for a refusal."""
    return trouble_of(error.code, error.facts)


def trouble_of(code: str, facts: dict[str, str]) -> Trouble:
    """The same from a stored code with its facts."""
    happened, next_step = _told().get(code, _UNEXPECTED)
    named = facts | _kinds(facts) if code.startswith(("file_", "zip_")) else facts
    return Trouble(fill(happened, named), fill(next_step, named))


def _kinds(facts: dict[str, str]) -> dict[str, str]:
    """Names of formats as people write them, MT940 for mt940."""
    return {
        name: ", ".join(files.kind(kind) for kind in facts[name].split(", "))
        for name in ("kind", "kinds")
        if name in facts
    }


def _told() -> dict[str, tuple[str, str]]:
    return _SENTENCES | layouts.SENTENCES | measuring.SENTENCES | undoing.SENTENCES | what_if.SENTENCES
