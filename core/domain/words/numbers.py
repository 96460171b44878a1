"""Money, shares, counts and dates as a reader of a given country writes them."""

from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_skeleton, get_day_names
from babel.numbers import format_currency, format_decimal, format_percent

from core.domain.money import to_major, to_minor

LOCALE = "en_GB"
MINUS = "\u2212\u2060"
_ROUND_FROM = 100
_NEVER, _ALWAYS = 0.005, 0.995


def money(amount_minor: int, currency: str, locale: str = LOCALE) -> str:
    """An exact amount with its currency: 412000, "EUR" is €4,120.00; without one, 4,120.00."""
    if not currency:
        return _minus(format_decimal(to_major(amount_minor, ""), format="#,##0.00", locale=locale))
    return _minus(format_currency(to_major(amount_minor, currency), _code(currency), locale=locale))


def money_about(amount: float, currency: str, locale: str = LOCALE) -> str:
    """An amount for a sentence, `amount` in major units: whole from 100 on, 4120.4 is €4,120."""
    if abs(amount) >= _ROUND_FROM or round(amount, 2) == round(amount):
        return _minus(
            format_currency(
                round(amount), _code(currency), format="¤#,##0", locale=locale, currency_digits=False
            )
        )
    return _minus(format_currency(amount, _code(currency), locale=locale))


def minor_about(amount_minor: int, currency: str, locale: str = LOCALE) -> str:
    """`money_about` for whole minor units."""
    return money_about(float_of(amount_minor, currency), currency, locale)


def float_of(amount_minor: int, currency: str) -> float:
    """Major units for charts and sentences; sums stay in minor units."""
    return float(to_major(amount_minor, currency))


def minor_of(amount: float, currency: str) -> int:
    """What a person typed into a number field as whole minor units."""
    return to_minor(Decimal(str(amount)), currency)


def in_100(share: float) -> str:
    """A chance as a natural frequency: 0.18 is "18 in 100"."""
    if share < _NEVER:
        return "fewer than 1 in 100"
    if share > _ALWAYS:
        return "more than 99 in 100"
    return f"{round(100 * share)} in 100"


def in_100_short(share: float) -> str:
    """The same for a figure standing alone: "<1 in 100"."""
    if share < _NEVER:
        return "<1 in 100"
    return ">99 in 100" if share > _ALWAYS else in_100(share)


def times_of_100(share: float) -> str:
    """How often something held: 0.88 is "88 times of 100"."""
    return f"{round(100 * share)} times of 100"


def percent(share: float, locale: str = LOCALE) -> str:
    """A share from 0 to 1 as whole percent."""
    return str(format_percent(share, locale=locale))


def number(value: float, locale: str = LOCALE) -> str:
    """A plain number with the reader's thousands sign."""
    return str(format_decimal(value, locale=locale))


def count(how_many: int, one: str, many: str = "", locale: str = LOCALE) -> str:
    """So many things: 1 row, 1,267 rows; `many` where adding an s is wrong."""
    noun = one if how_many == 1 else many or f"{one}s"
    return f"{number(how_many, locale)} {noun}"


def day(on: date, locale: str = LOCALE) -> str:
    """A date: 30 Dec 2016."""
    return str(format_date(on, "medium", locale=locale))


def day_short(on: date, locale: str = LOCALE) -> str:
    """A date within a known year: 30 Dec."""
    return str(format_skeleton("MMMd", on, locale=locale))


def weekday(number_of_day: int, locale: str = LOCALE) -> str:
    """A day of the week, Monday being 0."""
    return str(get_day_names("wide", locale=locale)[number_of_day % 7])


def moment(at: datetime, locale: str = LOCALE) -> str:
    """The day something happened."""
    return day(at.date(), locale)


def listed(things: list[str], joiner: str = "and") -> str:
    """Things in a sentence: "a, b and c"."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} {joiner} {things[-1]}"


def _minus(text: str) -> str:
    # A true minus and a word joiner: a hyphen would stay behind at the end of a line.
    return text.replace("-", MINUS)


def _code(currency: str) -> str:
    return currency or "XXX"
