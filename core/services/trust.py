"""Trust: who decided, how often the answers were right, and what the model looks at."""

from typing import Any

import pandas as pd

from core.domain.handouts import Trust
from core.store import acts, frames, imports, own_categories, people, versions
from core.store.unit import Unit

__all__ = ["trust"]


def trust(unit: Unit, company_id: int) -> Trust:
    """Everything the Trust page shows; figures are None where nothing was checked yet.

    What the champion got right on the person's own labels comes from the newest retraining that
    scored it, answered without those labels.
    """
    lines = tuple(versions.lines(unit))
    champion = next((line for line in lines if line.kind == "categorizer" and line.state == "champion"), None)
    own: dict[str, Any] = dict(champion.verdict) if champion else {}
    check = versions.newest_check(unit)
    figures = check.get("serving", {})
    return Trust(
        shares_frame=_shares_frame(unit, company_id),
        confusion_frame=pd.DataFrame(check.get("confusion", []), columns=["truth", "answer", "rows"]),
        importance_frame=pd.DataFrame(own.get("importance", []), columns=["name", "share"]),
        drivers_frame=_drivers_frame(own.get("drivers", {})),
        right_share=float(figures["accuracy"]) if figures else None,
        checked_rows=int(figures.get("rows", 0)),
        versions=lines,
        rules=tuple(acts.rule_lines(unit, company_id)),
        own_categories=tuple(own_categories.lines(unit, company_id)),
        imports=tuple(imports.import_lines(unit, company_id)),
        acts=tuple(acts.act_lines(unit, company_id)),
    )


def _drivers_frame(drivers: dict[str, list[list[Any]]]) -> pd.DataFrame:
    rows = [(category, name, share) for category, shares in drivers.items() for name, share in shares]
    return pd.DataFrame(rows, columns=["category", "name", "share"])


def _shares_frame(unit: Unit, company_id: int) -> pd.DataFrame:
    """Rows by who decided, and money of the company's main currency: currencies are never added."""
    found = frames.decider_shares_frame(unit, company_id)
    accounts = people.accounts(unit, company_id)
    main = found["currency"] == (accounts[0].currency if accounts else "")
    money = found["money_minor"].where(main, 0)
    summed = found.assign(money_minor=money).groupby("decider")[["rows", "money_minor"]].sum()
    return summed.sort_values("rows", ascending=False).reset_index()
