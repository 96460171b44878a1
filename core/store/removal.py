"""Remove a company with everything that hangs on it."""

from sqlalchemy import delete, select, update

from core.store.forecasts import forget_company
from core.store.people import forget_dismissals
from core.store.recurring import forget_streams
from core.store.schema import (
    AccountRow,
    ActRow,
    AuditRow,
    CompanyRow,
    DecisionRow,
    ExplanationRow,
    ImportProblem,
    ImportRow,
    JobRow,
    LabelRow,
    MarkRow,
    OwnCategoryRow,
    PartRow,
    RuleRow,
    SameSaid,
    StatementRow,
    SuspectRow,
    TransactionRow,
    ViewerCompany,
)
from core.store.unit import Unit


def remove_company(unit: Unit, company_id: int) -> None:
    """Delete a company with files, rows, labels, own categories, acts, rules, forecasts, jobs; for good."""
    unit.require(company_id)
    session = unit.session
    rows = select(TransactionRow.id).where(TransactionRow.company_id == company_id)
    parts = select(PartRow.id).where(PartRow.transaction_id.in_(rows))
    files = select(ImportRow.id).where(ImportRow.company_id == company_id)
    forget_company(unit, company_id)
    forget_dismissals(unit, company_id)
    forget_streams(unit, company_id)
    for reviewed in (SuspectRow, AuditRow, MarkRow, DecisionRow):
        session.execute(delete(reviewed).where(reviewed.company_id == company_id))
    session.execute(delete(RuleRow).where(RuleRow.company_id == company_id))
    session.execute(delete(SameSaid).where(SameSaid.company_id == company_id))
    session.execute(delete(ExplanationRow).where(ExplanationRow.part_id.in_(parts)))
    session.execute(update(PartRow).where(PartRow.transaction_id.in_(rows)).values(label_id=None))
    session.execute(update(LabelRow).where(LabelRow.part_id.in_(parts)).values(before_id=None))
    session.execute(delete(LabelRow).where(LabelRow.part_id.in_(parts)))
    session.execute(
        update(ActRow).where(ActRow.company_id == company_id).values(undoes_id=None, part_id=None)
    )
    session.execute(delete(ActRow).where(ActRow.company_id == company_id))
    own = OwnCategoryRow.company_id == company_id
    session.execute(update(OwnCategoryRow).where(own).values(merged_into_id=None))
    session.execute(delete(OwnCategoryRow).where(own))
    session.execute(delete(PartRow).where(PartRow.transaction_id.in_(rows)))
    session.execute(
        update(TransactionRow).where(TransactionRow.company_id == company_id).values(same_as_id=None)
    )
    session.execute(delete(TransactionRow).where(TransactionRow.company_id == company_id))
    session.execute(delete(ImportProblem).where(ImportProblem.import_id.in_(files)))
    session.execute(delete(StatementRow).where(StatementRow.import_id.in_(files)))
    session.execute(delete(ImportRow).where(ImportRow.company_id == company_id))
    session.execute(delete(AccountRow).where(AccountRow.company_id == company_id))
    session.execute(delete(JobRow).where(JobRow.company_id == company_id))
    session.execute(delete(ViewerCompany).where(ViewerCompany.company_id == company_id))
    session.execute(delete(CompanyRow).where(CompanyRow.id == company_id))
