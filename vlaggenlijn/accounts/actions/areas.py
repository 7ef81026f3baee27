"""The municipalities of a network and their language regimes; the end of its first day."""

from collections.abc import Collection

from django.utils import timezone

from vlaggenlijn.accounts.languages import regime_of
from vlaggenlijn.accounts.models import LocalNetwork, NetworkArea, Regime, User, recorded
from vlaggenlijn.places.models import Municipality


def change_areas(
    *,
    by: User,
    network: LocalNetwork,
    add: Collection[Municipality] = (),
    remove: Collection[str] = (),
) -> None:
    """Add municipalities, each with the regime of the law, and remove others by NIS code.

    What is there already and what is gone already is left alone, so that a form may come twice.
    """
    with recorded(by=by, network=network, deed="network.areas"):
        stored = LocalNetwork.locked(network.pk)
        present = {area.municipality_id: area for area in stored.areas.all()}
        for one in add:
            if one.nis not in present:
                regime = regime_of(one.nis, one.region)
                NetworkArea(network=stored, municipality=one, regime=regime).save()
        for nis in remove:
            if nis in present:
                present[nis].delete()


def change_regime(*, by: User, network: LocalNetwork, nis: str, regime: str) -> None:
    """Let a municipality of the network have another language regime than the one we read."""
    with recorded(by=by, network=network, deed="network.regime"):
        LocalNetwork.locked(network.pk)
        area = NetworkArea.objects.filter(network=network, municipality=nis).first()
        if area is not None:
            area.regime = Regime(regime)
            area.save()


def end_first_day(*, by: User, network: LocalNetwork) -> None:
    """Stop showing the steps of the first day; once ended it stays ended."""
    with recorded(by=by, network=network, deed="network.first_day"):
        stored = LocalNetwork.locked(network.pk)
        if stored.first_day_ended_at is None:
            stored.first_day_ended_at = timezone.now()
            stored.save()
