"""Files of other systems in the browser: read at once, then looked at like any import."""

from collections.abc import Callable
from importlib import import_module

from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.common.spreadsheets import Table
from vlaggenlijn.directory import sociale_kaart, uit_places
from vlaggenlijn.directory.actions.importing_concepts import OwnConcepts, concept_table
from vlaggenlijn.directory.actions.importing_hsds import HsdsRecords
from vlaggenlijn.directory.actions.importing_jobs import start_ready
from vlaggenlijn.directory.actions.importing_organizations import Organizations
from vlaggenlijn.directory.hsds_in.refusals import SENT
from vlaggenlijn.directory.hsds_in.sources import sources_in
from vlaggenlijn.directory.hsds_in.tables import table_of
from vlaggenlijn.directory.models import ImportJob

HSDS, SOCIALE_KAART, UITDATABANK = "hsds", "sociale-kaart", "uitdatabank"
SKOS = "skos-"  # before the slug of the scheme that the concepts stand beside
LARGEST = SENT.bytes
SINGLE: dict[str, Callable[[bytes], Table]] = {
    SOCIALE_KAART: sociale_kaart.table_of,
    UITDATABANK: uit_places.table_of,
}


class ConceptsRefused(Exception):
    """This is no list of concepts that is read; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def bring_in(
    *, by: User, network: LocalNetwork, system: str, content: bytes, file_name: str
) -> ImportJob:
    """Read a file of another system and make the preview.

    Raises Unreadable, UnreadableSpreadsheet or ConceptsRefused when it cannot be read.
    """
    mapping: dict[str, str] | None = None
    if system == HSDS:
        table = table_of(sources_in(content, file_name, SENT), file_name, SENT)
        what = HsdsRecords.what
    elif system.startswith(SKOS):
        table, what = _concepts(content, file_name, system.removeprefix(SKOS)), OwnConcepts.what
    else:
        table, what = SINGLE[system](content), Organizations.what
        mapping = {name: name for name in table.header}
    return start_ready(
        by=by, network=network, table=table, what=what, file_name=file_name, mapping=mapping
    )


def _concepts(content: bytes, file_name: str, scheme: str) -> Table:
    # rdflib costs 25 MB where it is loaded: only a process that reads a list pays for it.
    skos_in = import_module("vlaggenlijn.taxonomy.skos_in")
    try:
        reading = skos_in.read(content, file_name)
    except skos_in.Unreadable as refused:
        raise ConceptsRefused(refused.code) from None
    return concept_table(reading.concepts, scheme)
