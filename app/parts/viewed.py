"""What the bar says is looked at: company, period, currency."""

from dataclasses import dataclass
from datetime import date

from app.parts.periods import Period
from core.domain.categories import UNCATEGORISED, OwnCategory, OwnState
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
    """Place -> name, those of merged and archived sub-categories too: old rows may name them."""
    own: tuple[OwnCategory, ...]

    @property
    def until(self) -> str:
        """Until when the data reach, as every page says."""
        return "No data yet." if self.data_until is None else f"Data until {numbers.day(self.data_until)}."

    @property
    def places(self) -> tuple[str, ...]:
        """What can be filed under: every category, its own sub-categories below it."""
        return self._places(OwnState.IN_USE)

    @property
    def found_places(self) -> tuple[str, ...]:
        """What rows may be looked for by: archived sub-categories too, and what is not sorted."""
        return (*self._places(OwnState.IN_USE, OwnState.ARCHIVED), UNCATEGORISED)

    def _places(self, *states: OwnState) -> tuple[str, ...]:
        others = {each.place for each in self.own if each.state not in states}
        return tuple(each for each in self.names if each not in others and each != UNCATEGORISED)

    @property
    def company_id(self) -> int:
        """The company's identity."""
        return self.company.id
