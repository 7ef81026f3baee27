"""The provinces of Belgium in words; Brussels, which has none, stands among them as itself."""

from django.utils.translation import gettext_lazy as _

from vlaggenlijn.places.models import Municipality, Region

BRUSSELS = Region.BRUSSELS.value
# By NIS code, as ``Municipality.province_nis`` has it.
NAMES = {
    "10000": _("Antwerp (province)"),
    "70000": _("Limburg"),
    "40000": _("East Flanders"),
    "20001": _("Flemish Brabant"),
    "30000": _("West Flanders"),
    BRUSSELS: _("Brussels"),
    "20002": _("Walloon Brabant"),
    "50000": _("Hainaut"),
    "60000": _("Liège"),
    "80000": _("Luxembourg (province)"),
    "90000": _("Namur"),
}


def province_of(municipality: Municipality) -> str:
    """Return the key of NAMES for a municipality; "" when it is not known."""
    if municipality.region == Region.BRUSSELS:
        return BRUSSELS
    return municipality.province_nis if municipality.province_nis in NAMES else ""
