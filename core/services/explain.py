"""Explain: which readable fields moved the model's answer for one row; computed once, then kept."""

import zlib

import numpy as np
import pandas as pd

from core.domain.handouts import ExplanationSeen
from core.domain.jobs import JobKind
from core.domain.labels import Reason
from core.registry.frames import learning_frame, with_shared_codes
from core.store import explanations, frames, jobs, versions
from core.store.unit import Unit
from models.contracts import Explanation

__all__ = ["Case", "ask", "case", "is_there", "keep"]

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


def is_there(unit: Unit, part_id: int, model_version_id: int) -> bool:
    """Whether this version's explanation of a row is stored."""
    return explanations.of_part(unit, part_id, model_version_id) is not None


def case(unit: Unit, part_id: int, model_version_id: int) -> Case:
    """What an explainer needs for one row: the same for a row and version, whatever came in since.

    The rows to compare with are those the company had when the row came in.
    """
    company_id = explanations.company_of(unit, part_id)
    seed = zlib.crc32(f"{part_id}/{model_version_id}".encode())
    earlier = np.array(frames.part_ids(unit, company_id, up_to=part_id))
    chosen = np.random.default_rng(seed).permutation(earlier)[:BACKGROUND_ROWS]
    alike = frames.alike_part_ids(unit, part_id)
    rows = with_shared_codes(frames.chosen_rows_frame(unit, company_id, [*chosen.tolist(), *alike]))
    row = rows[rows["part_id"] == part_id]
    around = rows[rows["part_id"].isin(chosen.tolist())]
    return learning_frame(row), learning_frame(around), seed


def keep(unit: Unit, model_version_id: int, found: Explanation) -> None:
    """Store an explanation; one that is there already stays as it was said."""
    factors = tuple(
        Reason(factor.name, factor.value, factor.count, factor.out_of, round(factor.weight, 5))
        for factor in found.factors
    )
    seen = ExplanationSeen(
        found.category, found.probability, found.method, found.r2, factors, model_version_id
    )
    explanations.add(unit, found.part_id, seen, found.seed)
