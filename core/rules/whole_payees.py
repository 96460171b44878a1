"""What people said of a whole payee, past and coming, holds for its next payments."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from core.domain.labels import Reach


@dataclass(frozen=True)
class WholePayees:
    """Payees a company's people filed as a whole and never contradicted since, row by row."""

    said: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, filed_frame: pd.DataFrame) -> "WholePayees":
        """Learn it from what people filed: columns payee_key, direction, category, reach."""
        rows = filed_frame[filed_frame["payee_key"] != ""]
        payees = rows.assign(whole=rows["reach"] == Reach.PAYEE.value).groupby(["payee_key", "direction"])
        told = payees.agg(category=("category", "first"), of=("category", "nunique"), whole=("whole", "any"))
        told = told[(told["of"] == 1) & told["whole"]]
        return cls(dict(zip(told.index, told["category"], strict=True)))

    def answers(self, rows_frame: pd.DataFrame) -> list[str]:
        """The category of each row (columns payee_key, direction), "" where its payee is not among them."""
        keys = zip(rows_frame["payee_key"], rows_frame["direction"], strict=True)
        return [self.said.get(key, "") for key in keys]
