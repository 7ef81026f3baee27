"""What the terms of somebody else's taxonomy mean here, told once by a network and remembered."""

from collections.abc import Mapping

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.directory.access import IMPORT
from vlaggenlijn.directory.actions.importing_hsds import HsdsRecords
from vlaggenlijn.directory.actions.importing_mappings import remembered, to_remember
from vlaggenlijn.directory.hsds_in.tables import HEADER


def meanings_of(network: LocalNetwork) -> dict[str, str]:
    """Return {"taxonomy: term": "scheme:slug"} as a network told."""
    known = remembered(network, HEADER, HsdsRecords.what)
    return dict(known.mapping) if known else {}


def tell_meanings(*, by: User, network: LocalNetwork, meanings: Mapping[str, str]) -> None:
    """Remember what terms mean; an empty text forgets one. Others stay as they are."""
    require(by, IMPORT, network)
    with recorded(by=by, network=network, deed="hsds.terms"):
        LocalNetwork.locked(network.pk)
        told = meanings_of(network) | dict(meanings)
        kept = {term: meaning for term, meaning in told.items() if meaning}
        row = to_remember(network, HEADER, kept, HsdsRecords.what)
        if row is not None:
            row.save()
