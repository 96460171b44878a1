"""The at most three questions a new file may ask, each with its guess filled in."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from app import session
from app.parts import preview
from core.domain.bank_file import Question
from core.domain.company import Company
from core.domain.handouts import Answers, FileSeen
from core.domain.money import CURRENCIES
from core.domain.words import files, problems
from core.services import bring_in, companies

_NEW = 0
_USUAL = ("EUR", "GBP", "USD", "CHF", "PLN", "SEK", "DKK", "NOK", "CZK")
_CURRENCIES = (*_USUAL, *sorted(CURRENCIES.difference(_USUAL)))


def ask(key: str, seen: FileSeen) -> Answers:
    """Draw what is open and hand back the answers as they stand."""
    _ask_layout(key, seen.questions)
    company_id, company_name, nace, employees = seen.company_id, "", "", None
    if seen.needs_company:
        company_id, company_name, nace, employees = _ask_company(key, seen)
    account_id, account_name = (None, "")
    if seen.needs_account:
        account_id, account_name = _ask_account(key, seen)
    currency = "" if account_id else _ask_currency(key, seen)
    return Answers(
        company_id=company_id,
        company_name=company_name,
        nace=nace,
        employees=employees,
        account_id=account_id,
        account_name=account_name,
        currency=currency,
        balance_minor=_ask_balance(key, seen, currency) if seen.needs_balance else None,
    )


def company(key: str) -> int | None:
    """The company a new file is taken to belong to, as long as nobody says otherwise."""
    chosen = st.session_state.get(f"{key}_company")
    if chosen is not None:
        return int(chosen) or None
    known = _known()
    return list(known)[_looked_at(known)] if known else None


def account(key: str) -> int | None:
    """The account that somebody named for a file that names none, 0 a new one; None where nobody did."""
    chosen = st.session_state.get(f"{key}_account_known")
    return None if chosen is None else int(chosen)


def _known() -> dict[int, Company]:
    with session.look() as unit:
        return {each.id: each for each in companies.listed(unit) if not each.is_demo}


def _ask_layout(key: str, asked: Sequence[Question]) -> None:
    answers = st.session_state.setdefault(f"{key}_layout", {})
    for question in asked:
        options = list(question.options)
        widget = f"{key}_layout_{question.key}"
        st.radio(
            problems.question(question),
            options,
            index=options.index(answers.get(question.key, question.guess)),
            format_func=partial(problems.option, header=question.header),
            key=widget,
            on_change=_keep_layout,
            args=(key, question.key, widget),
        )
        if question.rows:
            chosen = options.index(st.session_state[widget])
            preview.sample(question.rows[chosen], f"{widget}_{chosen}")


def _keep_layout(key: str, question_key: str, widget: str) -> None:
    kept = dict(st.session_state.get(f"{key}_layout", {}))
    st.session_state[f"{key}_layout"] = {**kept, question_key: st.session_state[widget]}


def _ask_company(key: str, seen: FileSeen) -> tuple[int | None, str, str, int | None]:
    known = _known()
    chosen = _NEW
    if known:
        chosen = st.selectbox(
            "Whose account is this?",
            [*known, _NEW],
            index=_looked_at(known),
            format_func=lambda each: _company_name(known, each),
            key=f"{key}_company",
        )
    if chosen != _NEW:
        return chosen, "", "", None
    guess = next((each.account_name for each in seen.statements if each.account_name), "My company")
    name = st.text_input("Your company's name", value=guess, key=f"{key}_company_name", max_chars=120)
    left, right = st.columns(2)
    nace = left.text_input(
        "Its trade (may be left out)", key=f"{key}_nace", placeholder="NACE, such as 56.10"
    )
    employees = right.number_input(
        "People who work there (may be left out)", min_value=0, value=None, step=1, key=f"{key}_employees"
    )
    return None, name.strip() or guess, nace.strip(), employees


def _looked_at(known: dict[int, Company]) -> int:
    """The place of the company on the page, the likeliest owner of a new file."""
    name = str(st.session_state.get("company", ""))
    return next((at for at, each in enumerate(known.values()) if each.name == name), 0)


def _company_name(known: dict[int, Company], company_id: int) -> str:
    return "A new company" if company_id == _NEW else known[company_id].name


def _ask_account(key: str, seen: FileSeen) -> tuple[int | None, str]:
    """One of the company's accounts, or a new one and its name; None where there is none to choose from."""
    mine = {each.id: each for each in seen.accounts}
    chosen = _NEW
    if mine:
        options = [*mine, _NEW]
        chosen = st.selectbox(
            "Which account is this?",
            options,
            index=options.index(seen.account_guess or _NEW),
            format_func=lambda each: mine[each].name if each in mine else "A new account",
            key=f"{key}_account_known",
        )
    if chosen != _NEW:
        return chosen, ""
    label = "Its name" if mine else "Which account is this?"
    name = st.text_input(label, value=seen.account_name, key=f"{key}_account", max_chars=80)
    return _NEW if mine else None, name


def _ask_currency(key: str, seen: FileSeen) -> str:
    """Asked only where the file does not say; part of the question which account it is."""
    if all(each.currency for each in seen.statements):
        return ""
    return str(st.selectbox("In which currency?", _CURRENCIES, key=f"{key}_currency"))


def _ask_balance(key: str, seen: FileSeen, asked_currency: str) -> int | None:
    currency = next((each.currency for each in seen.statements if each.currency), asked_currency)
    answer = st.text_input(
        files.balance_question(seen),
        key=f"{key}_balance",
        placeholder="may be left out: then Bursar shows what comes and goes, but no balance",
        validate=(r"^\s*-?[\d., ]*-?\s*$", "A plain amount, such as 4120.50"),
    )
    return bring_in.typed_amount(answer or "", currency)
