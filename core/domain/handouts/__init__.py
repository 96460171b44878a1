"""What services hand to the screens and the CLI: facts and frames, never sentences."""

from core.domain.handouts.acts import ActLine, OwnLine, Ripple, RuleLine, Trust, VersionLine
from core.domain.handouts.ahead import BalanceOdds, FactToKnow, Fan, Outlook, Overview
from core.domain.handouts.behind import Behind, Replay, Replayed, Rung, TrackLine
from core.domain.handouts.bringing import (
    Answers,
    FileSeen,
    Imported,
    ImportLine,
    LayoutLine,
    PairPage,
    PaymentSeen,
    SamePair,
    StatementSeen,
)
from core.domain.handouts.client import ClientLine
from core.domain.handouts.coming import ComingList, ComingPayment, StreamLine
from core.domain.handouts.proof import AccountProof, ProofBreak, ProvenStretch, StatementProof
from core.domain.handouts.review import Checks, DoubtedLabel, ReviewGroup, ReviewQueue
from core.domain.handouts.rows import (
    ExplanationSeen,
    HistoryLine,
    RowDetail,
    RowFiled,
    RowLine,
    RowPage,
    Weighing,
    WouldBe,
)
from core.domain.handouts.undoing import StandingCorrection, UndoSeen
from core.domain.handouts.what_if import Effect, PayerLine, WhatIf

__all__ = [
    "AccountProof",
    "ActLine",
    "Answers",
    "BalanceOdds",
    "Behind",
    "Checks",
    "ClientLine",
    "ComingList",
    "ComingPayment",
    "DoubtedLabel",
    "Effect",
    "ExplanationSeen",
    "FactToKnow",
    "Fan",
    "FileSeen",
    "HistoryLine",
    "ImportLine",
    "Imported",
    "LayoutLine",
    "Outlook",
    "Overview",
    "OwnLine",
    "PairPage",
    "PayerLine",
    "PaymentSeen",
    "ProofBreak",
    "ProvenStretch",
    "Replay",
    "Replayed",
    "ReviewGroup",
    "ReviewQueue",
    "Ripple",
    "RowDetail",
    "RowFiled",
    "RowLine",
    "RowPage",
    "RuleLine",
    "Rung",
    "SamePair",
    "StandingCorrection",
    "StatementProof",
    "StatementSeen",
    "StreamLine",
    "TrackLine",
    "Trust",
    "UndoSeen",
    "VersionLine",
    "Weighing",
    "WhatIf",
    "WouldBe",
]
