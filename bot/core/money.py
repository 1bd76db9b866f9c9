"""Money is an integer number of minor units (cents) with its ISO 4217 currency, never a float."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# ISO 4217 currencies without a minor unit, and with three digits; all others have two.
_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "KWD": 3, "BHD": 3, "OMR": 3, "JOD": 3, "TND": 3}


def minor_digits(currency: str) -> int:
    """How many decimal digits the currency's minor unit has (ISO 4217)."""
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units of `currency` (ISO 4217, upper case)."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> "Money":
        """From major units ("2.55", "GBP"); half a minor unit is rounded up."""
        scaled = Decimal(amount).scaleb(minor_digits(currency))
        return cls(int(scaled.to_integral_value(ROUND_HALF_UP)), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))

    def times(self, quantity: int) -> "Money":
        """This price for `quantity` pieces."""
        return Money(self.minor * quantity, self.currency)

    def less(self, percent: int) -> "Money":
        """This price after a discount in whole per cent; half a minor unit is rounded up."""
        if not 0 <= percent <= 100:
            raise ValueError(f"a discount is 0 to 100 per cent, not {percent}")
        left = (Decimal(self.minor) * (100 - percent) / 100).to_integral_value(ROUND_HALF_UP)
        return Money(int(left), self.currency)
