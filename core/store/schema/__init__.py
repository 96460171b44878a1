"""Every table of the store, by the noun it holds."""

from core.store.schema.base import Base
from core.store.schema.learning import (
    ExplanationRow,
    ForecastFan,
    ForecastRun,
    ForecastSeries,
    ModelVersion,
)
from core.store.schema.people import AccountRow, CompanyRow, Dismissal, Viewer, ViewerCompany
from core.store.schema.recurring import StreamLook, StreamRow, StreamSaid
from core.store.schema.review import AuditRow, DecisionRow, MarkRow, SuspectRow
from core.store.schema.rows import (
    ImportProblem,
    ImportRow,
    PartRow,
    SameSaid,
    StatementRow,
    TransactionRow,
)
from core.store.schema.verdicts import ActRow, LabelRow, OwnCategoryRow, RuleRow
from core.store.schema.work import JobRow, WorkerLock

__all__ = [
    "AccountRow",
    "ActRow",
    "AuditRow",
    "Base",
    "CompanyRow",
    "DecisionRow",
    "Dismissal",
    "ExplanationRow",
    "ForecastFan",
    "ForecastRun",
    "ForecastSeries",
    "ImportProblem",
    "ImportRow",
    "JobRow",
    "LabelRow",
    "MarkRow",
    "ModelVersion",
    "OwnCategoryRow",
    "PartRow",
    "RuleRow",
    "SameSaid",
    "StatementRow",
    "StreamLook",
    "StreamRow",
    "StreamSaid",
    "SuspectRow",
    "TransactionRow",
    "Viewer",
    "ViewerCompany",
    "WorkerLock",
]
