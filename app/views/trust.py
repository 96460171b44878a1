"""Trust: can I believe it?"""

from collections.abc import Callable

import streamlit as st

from app import session
from app.charts import look
from app.charts.confusion import confusion_figure
from app.charts.reasons import shares_figure
from app.parts import correcting, ledgers, notices, own_categories, text, track
from app.parts.viewed import Viewed
from core import flow
from core.domain.company import TARGETS_OF_100
from core.domain.handouts import Trust
from core.domain.labels import Decider
from core.domain.words import labels, numbers, reasons
from core.domain.words import review as reviewing
from core.domain.words import trust as words
from core.services import companies, review, trust

_ALL = ""


def show(viewed: Viewed) -> None:
    """How often it was right on your own answers, who decided, and everything that can be put back."""
    seen = session.seen(trust.trust, viewed.company_id)
    st.title("Can you believe it?", anchor=False)
    text.headline(words.headline(seen.right_share, seen.checked_rows))
    left, right = st.columns(2, gap="large")
    with left:
        _section("Who decided", lambda: _shares(seen))
    with right:
        _section("What the model goes by", lambda: _importance(seen, viewed.names))
    _section("Your answers against the model's", lambda: _confusion(seen, viewed.names))
    _section("What files itself", lambda: _files_itself(viewed))
    _section("Past fans, held against what came", lambda: track.table(viewed))
    _section("Models", lambda: ledgers.versions(viewed, seen.versions))
    _section("Your rules", lambda: ledgers.rules(viewed, seen.rules))
    _section("Your own sub-categories", lambda: own_categories.show(viewed, seen.own_categories))
    _section("Files brought in", lambda: ledgers.imports(viewed, seen.imports))
    _section("What you did", lambda: ledgers.acts(viewed, seen.acts, correcting.undo))


def _section(title: str, draw: Callable[[], None]) -> None:
    st.subheader(title, anchor=False)
    draw()


def _files_itself(viewed: Viewed) -> None:
    """The bar that the owner sets, and whether it was cleared."""
    chosen = session.seen(companies.target, viewed.company_id)
    st.selectbox(
        "Bursar files a payment by itself where it is right at least",
        TARGETS_OF_100,
        index=TARGETS_OF_100.index(chosen),
        format_func=words.target,
        key=f"target_{viewed.company_id}",
        on_change=_set_target,
        args=(viewed.company_id,),
        width=420,
    )
    text.note("Fewer times: less to review, more of it wrong. More times: the other way round.")
    found = session.seen(review.checks, viewed.company_id)
    with st.container(border=True, key="random_checks"):
        text.sentence(reviewing.checked(found))


def _set_target(company_id: int) -> None:
    of_100 = int(st.session_state[f"target_{company_id}"])
    notices.attempt(lambda: flow.set_target(session.house(), session.scope(), company_id, of_100))


def _shares(seen: Trust) -> None:
    frame = seen.shares_frame
    if frame.empty:
        text.note("No payments yet.")
        return
    rows = frame["rows"] / max(1, frame["rows"].sum())
    money = frame["money_minor"] / max(1, frame["money_minor"].sum())
    names = [labels.decider(Decider(each)).capitalize() for each in frame["decider"]]
    texts = [words.share_of(row, part) for row, part in zip(rows, money, strict=True)]
    text.note("Share of payments, and of money, by who decided.")
    st.plotly_chart(
        shares_figure(names, [float(each) for each in rows], texts, session.palette()),
        key="trust_shares",
        config=look.STILL,
        alt="; ".join(f"{name}: {text}" for name, text in zip(names, texts, strict=True)),
    )


def _importance(seen: Trust, names: dict[str, str]) -> None:
    """What moves the answers, over all payments and, where asked, for one category."""
    if seen.importance_frame.empty:
        text.note("Not checked yet.")
        return
    frame, about = seen.importance_frame, ""
    known = sorted(set(seen.drivers_frame["category"]), key=lambda key: labels.category(key, names))
    chosen = st.selectbox(
        "For which category",
        [_ALL, *known],
        key="trust_goes_by",
        format_func=lambda key: "All together" if key == _ALL else labels.category(key, names),
        disabled=not known,
    )
    if chosen != _ALL:
        frame = seen.drivers_frame[seen.drivers_frame["category"] == chosen]
        about = f" about {labels.category(chosen, names)}"
    signs = [reasons.field(str(each)).capitalize() for each in frame["name"]]
    shares = [float(each) for each in frame["share"]]
    text.note(f"How much each sign moves the model's answers{about}, over all payments (SHAP).")
    st.plotly_chart(
        shares_figure(signs, shares, [numbers.percent(each) for each in shares], session.palette()),
        key="trust_importance",
        config=look.STILL,
        alt=f"Strongest first: {', '.join(signs)}",
    )


def _confusion(seen: Trust, names: dict[str, str]) -> None:
    frame = seen.confusion_frame
    if frame.empty:
        text.note("Not checked yet: this fills as you file payments and let Bursar learn from them.")
        return
    named = frame.assign(
        truth=[labels.category(str(each), names) for each in frame["truth"]],
        answer=[labels.category(str(each), names) for each in frame["answer"]],
    )
    text.note("Rows: what you said. Columns: what the model said without knowing your answer.")
    st.plotly_chart(
        confusion_figure(named, session.palette()),
        key="trust_confusion",
        config=look.STILL,
        alt="Your answers against the model's, counted by category.",
    )
