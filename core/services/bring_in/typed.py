"""An amount as a person types it."""

from core.domain.errors import AmountRefused
from core.domain.money import exponent
from core.importers.amounts import guess_decimal, read_amount

_HUNDREDTHS = 2


def typed_amount(said: str, currency: str) -> int | None:
    """What was typed as whole minor units, None for nothing: "4 120,50" is 412050 cents.

    Raises AmountRefused where it is no amount, or has digits that the currency does not.
    """
    text = said.strip()
    if not text:
        return None
    try:
        amount = read_amount(text, guess_decimal([text], fine=exponent(currency) > _HUNDREDTHS))
    except ValueError:
        raise AmountRefused(value=text, currency=currency) from None
    minor = amount.scaleb(exponent(currency))
    if minor != minor.to_integral_value():
        raise AmountRefused(value=text, currency=currency)
    return int(minor)
