"""Which municipalities a coordinator means, and why each has its language regime."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.languages import LANGUAGE_BORDER, RIM
from vlaggenlijn.places.lookup import find
from vlaggenlijn.places.models import Municipality, Region

OURS = (Region.FLANDERS, Region.BRUSSELS)


@dataclass(frozen=True, slots=True)
class Choice:
    """Municipalities that a text may mean; ``is_region`` when the whole region was meant."""

    found: list[Municipality]
    is_region: bool = False


def municipalities_like(text: str) -> Choice:
    """Return what a name or a post code may mean, in Flanders and Brussels; at most six.

    The name of Brussels gives all municipalities of the region; the city alone is 1000.
    """
    answer = find(text)
    current = Municipality.objects.current().in_region(*OURS)
    codes = list(dict.fromkeys(place.nis for place in (*answer.places, *answer.others)))
    if answer.also_region == "brussels":
        return Choice(list(current.in_region(Region.BRUSSELS)), is_region=True)
    return Choice(list(current.with_nis(codes)))


def reason_of(nis: str, region: str) -> str | Promise:
    """Return in one sentence why the law knows these languages there."""
    if region == Region.BRUSSELS:
        return _("Brussels is bilingual: the site follows the language of the visitor's browser.")
    if nis in RIM:
        return _("One of the six rim municipalities, with facilities for French speakers.")
    if nis in LANGUAGE_BORDER:
        return _("On the language border, with facilities for French speakers.")
    return _("Dutch language area: the site opens in Dutch; a visitor can choose otherwise.")
