"""Exact money: integer minor units in the store, decimals at the edges."""

from decimal import ROUND_HALF_EVEN, Decimal

from core.domain.errors import CurrencyRefused

# ISO 4217 currencies whose minor unit is not a hundredth.
_EXPONENTS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}

CURRENCIES = frozenset(
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ "
    "GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR "
    "LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN "
    "PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB "
    "TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER "
    "ZAR ZMW ZWG".split()
)
"""Those an account can be kept in, by ISO 4217, list one; metals, test codes and units of trust left out."""


def currency_of(said: str) -> str:
    """The code of a currency as somebody typed it, "" for nothing; raises CurrencyRefused for no currency."""
    code = said.strip().upper()
    if code and code not in CURRENCIES:
        raise CurrencyRefused(value=said.strip())
    return code


def exponent(currency: str) -> int:
    """How many digits stand behind the decimal point of this currency.

    Source: ISO 4217, list one.
    """
    return _EXPONENTS.get(currency, 2)


def to_minor(amount: Decimal, currency: str) -> int:
    """A decimal amount as whole minor units; a finer amount is rounded half to even."""
    scaled = amount.scaleb(exponent(currency))
    return int(scaled.to_integral_value(ROUND_HALF_EVEN))


def coarser(minor: int, before: str, after: str) -> int:
    """Whole minor units of one currency as those of another, which has as many digits or fewer.

    Raises CurrencyRefused where a digit would be lost: 15.50 is no amount in yen.
    """
    whole, lost = divmod(minor, int(10 ** (exponent(before) - exponent(after))))
    if lost:
        raise CurrencyRefused("coarse", value=to_major(minor, before), currency=after)
    return whole


def to_major(amount_minor: int, currency: str) -> Decimal:
    """Whole minor units as an exact decimal amount."""
    return Decimal(amount_minor).scaleb(-exponent(currency))
