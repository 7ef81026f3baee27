"""Figures on the pages of the demo: one real share of Statbel, and an invented count by network."""

from collections.abc import Iterable

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.needs.figure_importing import About, import_figures
from vlaggenlijn.needs.figure_rows import Gathered, Known, Lack, Series
from vlaggenlijn.places.models import ChildrenCount, Municipality
from vlaggenlijn.places.statbel import Reasons
from vlaggenlijn.places.tables import FIGURES_SOURCE, FIGURES_YEAR

SHARE = "Kinderen tot en met 17 jaar, aandeel"
WAITING = "Demo: gezinnen die wachten op opvoedingsondersteuning"
YEARS = (2021, 2022, 2023, 2024)


def add(networks: Iterable[LocalNetwork]) -> None:
    """Bring in both series for each network."""
    share = _share()
    for network in networks:
        real = About(source=FIGURES_SOURCE.removesuffix(", CC BY 4.0"), licence="CC BY 4.0")
        import_figures(by=None, network=network, found=share, about=real)
        invented = About(source="Demotelling, verzonnen", is_count=True)
        import_figures(by=None, network=network, found=_waiting(network), about=invented)


def _share() -> Gathered:
    children = ChildrenCount.objects.newest_totals()
    known = {
        (one.nis, FIGURES_YEAR): Known(round(100 * children[one.nis] / one.inhabitants, 1))
        for one in Municipality.objects.current()
        if one.inhabitants and one.nis in children
    }
    return Gathered({SHARE: Series("%", known)}, len(known), Reasons())


def _waiting(network: LocalNetwork) -> Gathered:
    known = {
        (one.nis, year): Known(float(14 + 3 * at + (at + 2) * place % 11))
        for at, one in enumerate(network.municipalities.all())
        for place, year in enumerate(YEARS)
    }
    first = network.municipalities.all()[0]
    known[first.nis, YEARS[0]] = Known(None, Lack.HIDDEN)
    return Gathered({WAITING: Series("", known)}, len(known), Reasons())
