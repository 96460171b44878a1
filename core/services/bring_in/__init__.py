"""Bring in a bank file: read it, ask what it leaves open, store what is new, mark what is told twice."""

from core.services.bring_in.lists import (
    PAIRS_A_PAGE,
    announced,
    imports,
    problems,
    problems_frame,
    repeated_pairs,
    same_pairs,
)
from core.services.bring_in.looking import look_at
from core.services.bring_in.reading import FileRead, read
from core.services.bring_in.saying import say_one, say_two
from core.services.bring_in.storing import Stored, store
from core.services.bring_in.typed import typed_amount

__all__ = [
    "PAIRS_A_PAGE",
    "FileRead",
    "Stored",
    "announced",
    "imports",
    "look_at",
    "problems",
    "problems_frame",
    "read",
    "repeated_pairs",
    "same_pairs",
    "say_one",
    "say_two",
    "store",
    "typed_amount",
]
