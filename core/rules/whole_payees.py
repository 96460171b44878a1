"""What people said of a whole payee, past and coming, holds for its next payments."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from core.domain.labels import Reach


@dataclass(frozen=True)
class WholePayees:
    """Payees a company's people filed as a whole and never contradicted since, row by row."""

    said: frozenset[tuple[str, str, str]] = frozenset()

    @classmethod
    def of(cls, filed_frame: pd.DataFrame) -> "WholePayees":
        """Learn it from what people filed: columns payee_key, direction, category, reach."""
        rows = filed_frame[filed_frame["payee_key"] != ""]
        payees = rows.assign(whole=rows["reach"] == Reach.PAYEE.value).groupby(["payee_key", "direction"])
        told = payees.agg(category=("category", "first"), of=("category", "nunique"), whole=("whole", "any"))
        told = told[(told["of"] == 1) & told["whole"]]
        return cls(frozenset((*key, name) for key, name in zip(told.index, told["category"], strict=True)))

    def holds(self, rows_frame: pd.DataFrame, categories: Iterable[str]) -> list[bool]:
        """Whether each row (columns payee_key, direction) is of such a payee, and answered so."""
        keys = zip(rows_frame["payee_key"], rows_frame["direction"], categories, strict=True)
        return [key in self.said for key in keys]
