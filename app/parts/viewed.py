"""What the bar says is looked at: company, period, currency."""

from dataclasses import dataclass
from datetime import date

from app.parts.periods import Period
from core.domain.company import Company
from core.domain.words import numbers


@dataclass(frozen=True, slots=True)
class Viewed:
    """The company and period every page shows, and the names of the categories."""

    company: Company
    companies: tuple[Company, ...]
    currency: str
    currencies: tuple[str, ...]
    period: Period
    data_until: date | None
    today: date
    names: dict[str, str]

    @property
    def until(self) -> str:
        """Until when the data reach, as every page says."""
        return "No data yet." if self.data_until is None else f"Data until {numbers.day(self.data_until)}."

    @property
    def company_id(self) -> int:
        """The company's identity."""
        return self.company.id
