"""Explain: which readable fields moved the model's answer for one row; computed once, then kept."""

import zlib

import numpy as np
import pandas as pd

from core.domain.handouts import ExplanationSeen, Weighing, WouldBe
from core.domain.jobs import JobKind
from core.domain.labels import Guess, Reason
from core.registry.frames import learning_frame, with_shared_codes
from core.store import explanations, frames, jobs, people, versions
from core.store.unit import Unit
from models.contracts import Explanation

__all__ = ["Case", "ask", "case", "is_there", "keep", "weighing"]

BACKGROUND_ROWS = 1000


Case = tuple[pd.DataFrame, pd.DataFrame, int]
"""The row to explain and rows to compare it with, both learning frames; and the seed."""


def ask(unit: Unit, part_id: int) -> int | None:
    """Ask the worker for an explanation; None where it is stored already or no model serves."""
    company_id = explanations.company_of(unit, part_id)
    version = versions.champion_id(unit, "categorizer")
    if version is None or explanations.of_part(unit, part_id, version) is not None:
        return None
    return jobs.ask(unit, JobKind.EXPLAIN, company_id, {"part_id": part_id})


def weighing(unit: Unit, part_id: int, job_id: int | None) -> Weighing:
    """How far the explanation of a row has come; `job_id` as `ask` gave it."""
    version = versions.champion_id(unit, "categorizer")
    holder = jobs.lock_holder(unit)
    return Weighing(
        there=version is not None and is_there(unit, part_id, version),
        has_model=version is not None,
        has_worker=holder is not None and holder[2],
        job=None if job_id is None else jobs.job(unit, job_id),
    )


def is_there(unit: Unit, part_id: int, model_version_id: int) -> bool:
    """Whether this version's explanation of a row is stored."""
    return explanations.of_part(unit, part_id, model_version_id) is not None


def case(unit: Unit, part_id: int, model_version_id: int) -> Case:
    """What an explainer needs for one row: the same for a row and version, whatever came in since.

    The rows to compare with are those the company had once the row's file was in.
    """
    company_id = explanations.company_of(unit, part_id)
    seed = zlib.crc32(f"{part_id}/{model_version_id}".encode())
    earlier = np.array(frames.parts_by_then(unit, part_id))
    chosen = np.random.default_rng(seed).permutation(earlier)[:BACKGROUND_ROWS]
    alike = frames.alike_part_ids(unit, part_id)
    rows = with_shared_codes(frames.chosen_rows_frame(unit, company_id, [*chosen.tolist(), *alike]))
    row = rows[rows["part_id"] == part_id]
    around = rows[rows["part_id"].isin(chosen.tolist())]
    return learning_frame(row), learning_frame(around), seed


def keep(unit: Unit, model_version_id: int, found: Explanation) -> None:
    """Store an explanation; one that is there already stays as it was said."""
    company_id = explanations.company_of(unit, found.part_id)
    accounts = {str(account.id): account.name for account in people.accounts(unit, company_id)}
    factors = tuple(
        Reason(
            factor.name,
            _told(factor.name, factor.value, accounts),
            factor.count,
            factor.out_of,
            round(factor.weight, 5),
        )
        for factor in found.factors
    )
    seen = ExplanationSeen(
        category=found.category,
        probability=found.probability,
        method=found.method,
        r2=found.r2,
        factors=factors,
        model_version_id=model_version_id,
        next_guess=Guess(found.next_category, found.next_probability) if found.next_category else None,
        would_be=_would_be(found, accounts),
    )
    explanations.add(unit, found.part_id, seen, found.seed)


def _would_be(found: Explanation, accounts: dict[str, str]) -> WouldBe | None:
    other = found.would_be
    if other is None:
        return None
    value = _told(other.field, other.value, accounts)
    return WouldBe(other.category, other.field, value, other.probability)


def _told(field: str, value: str, accounts: dict[str, str]) -> str:
    """A field's value as a person knows it: the learner knows an account by its number alone."""
    return accounts.get(value, value) if field == "account" else value
