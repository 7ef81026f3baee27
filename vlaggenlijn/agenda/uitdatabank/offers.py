"""An activity as far as UiTdatabank is concerned, in plain values."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it is; all of it is wanted there."""

    name: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""

    @property
    def is_whole(self) -> bool:
        return all((self.name, self.street, self.postal_code, self.city))


@dataclass(frozen=True, slots=True)
class Time:
    """One time; aware moments."""

    start: datetime
    end: datetime
    is_cancelled: bool = False
    is_full: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """An activity with its coming times; ``state`` and ``attendance`` are those of here."""

    title: str
    kind: str
    state: str
    times: tuple[Time, ...]
    spot: Spot = Spot()
    description: str = ""
    attendance: str = "offline"
    online_url: str = ""
    age_range: str = ""
    price: Decimal | None = None
    phone: str = ""
    email: str = ""
    website: str = ""
    registration_url: str = ""
    comes_from_there: bool = False

    @property
    def is_off(self) -> bool:
        return self.state == "cancelled"
