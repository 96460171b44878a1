"""One company among several, for whoever looks after them."""

from dataclasses import dataclass
from datetime import date

from core.domain.company import Company
from core.domain.handouts.ahead import BalanceOdds


@dataclass(frozen=True, slots=True)
class ClientLine:
    """How one company stands, in its main currency: that of its first account."""

    company: Company
    currency: str
    other_currencies: tuple[str, ...]
    """Currencies it has accounts in besides; never added to the first."""
    data_until: date | None
    last_day: date | None
    """The end of the weeks its odds are about; None without a look ahead."""
    cash_minor: int | None
    odds: BalanceOdds | None
    open_minor: int
    drawing: int
    """How many of its series are being drawn anew right now."""
