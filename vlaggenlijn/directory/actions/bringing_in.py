"""Files of other systems in the browser: read at once, then looked at like any import."""

from collections.abc import Callable

from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.common.spreadsheets import Table
from vlaggenlijn.directory import sociale_kaart, uit_places
from vlaggenlijn.directory.actions.importing_hsds import HsdsRecords
from vlaggenlijn.directory.actions.importing_jobs import start_ready
from vlaggenlijn.directory.actions.importing_organizations import Organizations
from vlaggenlijn.directory.hsds_in.refusals import SENT
from vlaggenlijn.directory.hsds_in.sources import sources_in
from vlaggenlijn.directory.hsds_in.tables import table_of
from vlaggenlijn.directory.models import ImportJob

HSDS, SOCIALE_KAART, UITDATABANK = "hsds", "sociale-kaart", "uitdatabank"
LARGEST = SENT.bytes
SINGLE: dict[str, Callable[[bytes], Table]] = {
    SOCIALE_KAART: sociale_kaart.table_of,
    UITDATABANK: uit_places.table_of,
}


def bring_in(
    *, by: User, network: LocalNetwork, system: str, content: bytes, file_name: str
) -> ImportJob:
    """Read a file of another system and make the preview.

    Raises Unreadable or UnreadableSpreadsheet when there is nothing in it that can be read.
    """
    if system == HSDS:
        table = table_of(sources_in(content, file_name, SENT), file_name, SENT)
        what, mapping = HsdsRecords.what, None
    else:
        table, what = SINGLE[system](content), Organizations.what
        mapping = {name: name for name in table.header}
    return start_ready(
        by=by, network=network, table=table, what=what, file_name=file_name, mapping=mapping
    )
