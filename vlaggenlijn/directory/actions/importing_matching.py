"""Which stored organisation a row is about, without a query per row.

Organisations at home in the network are matched; those of other networks are only recognised.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.import_rows import CleanRow, OrganizationValues, Problem, identity
from vlaggenlijn.directory.import_rows.decisions import NEW, SAME, decision_in
from vlaggenlijn.directory.import_rows.recognition import SURER, Key
from vlaggenlijn.directory.importing_report import LAPSED, problem
from vlaggenlijn.directory.models import Organization, OrganizationIdentifier
from vlaggenlijn.places.folding import fold

# What identifies an organisation, the surest first; the last one only within its network.
KINDS = ("uri", "ovo", "kbo", "identifier")
EVERYWHERE = frozenset({"record", "uri", "ovo", "kbo"})
# How the kinds are called in OrganizationIdentifier.
STORED_AS = {"uri": "uri", "ovo": "ovo", "kbo": "kbo", "identifier": "own"}
READ_AS = {stored: kind for kind, stored in STORED_AS.items()}

RECORD, NAME = "record", "name"


@dataclass(frozen=True, slots=True)
class Match:
    """The organisation a row is about (None: a new one), and what somebody has to know.

    ``candidates`` are those a person may say it is the same as; ``may_be_new`` that they may also
    say it is a new one. A new one leaves the number behind that belongs to another already.
    """

    organization: Organization | None = None
    problem: Problem | None = None
    is_blocked: bool = False
    candidates: tuple[Organization, ...] = ()
    may_be_new: bool = False
    is_without_identifier: bool = False


def decided(match: Match, text: str) -> Match:
    """Return the match as a person decided it; blocked when that is not possible any more."""
    decision = decision_in(text)
    settled = replace(match, organization=None, problem=None, is_blocked=False)
    if decision.kind == NEW and match.may_be_new:
        is_taken = match.problem is not None and match.problem.code == "identifier_taken"
        return replace(settled, is_without_identifier=is_taken)
    if decision.kind == NEW and match == Match():
        return match  # what looked the same is gone
    chosen = decision.of(match.candidates) if decision.kind == SAME else None
    if chosen:
        return replace(settled, organization=chosen)
    if decision.kind in (NEW, SAME):
        return replace(match, problem=problem("", LAPSED), is_blocked=True)
    return match


class Names:
    """The organisations at home in a network by folded name and post code; one query."""

    def __init__(self, network: LocalNetwork) -> None:
        self._ids: dict[Key, set[UUID]] = defaultdict(set)
        rows = Organization.objects.at_home_in(network).values_list(
            "id", "name", "locations__address__postal_code"
        )
        for pk, name, code in rows.iterator():
            self._ids[_name_key(OrganizationValues(name=name, postal_code=code or ""))].add(pk)

    def find(self, values: OrganizationValues) -> set[UUID]:
        return self._ids.get(_name_key(values), set())


class Matcher:
    """The stored organisations that a batch of rows may be about; eight queries."""

    def __init__(
        self, rows: Iterable[CleanRow], network: LocalNetwork, names: Names, *, is_locking: bool
    ) -> None:
        self._network = network
        self._names = names
        wanted = [row.values for row in rows]
        self._ids = _identified(wanted)
        ids = {pk for found in self._ids.values() for pk in found}
        for values in wanted:
            ids |= names.find(values)
        self._stored = {one.pk: one for one in _details(ids, is_locking=is_locking)}

    def match(self, values: OrganizationValues) -> Match:
        """Return the organisation of a row, or why the row cannot be written."""
        if values.record and (RECORD, values.record) not in self._ids:
            values = replace(values, record="")  # of another site, or of long ago
        found, twins = self._at_home(values)
        if len(found) > 1:
            names = ", ".join(sorted(f"“{one.name}”" for one in found))
            asked = problem("", "several_known", names=names)
            living = tuple(one for one in found if one.archived_at is None)
            return Match(None, asked, is_blocked=True, candidates=living)
        if found:
            return _settled(found[0], values)
        elsewhere = self._elsewhere(values)
        if elsewhere:
            values_shown = {"name": elsewhere.name, "network": elsewhere.network.name}
            return Match(None, problem("", "other_network", **values_shown), is_blocked=True)
        return _perhaps_new(twins)

    def _at_home(self, values: OrganizationValues) -> tuple[list[Organization], list[Organization]]:
        """Return the organisations all keys agree on, and those that only look the same."""
        fitting: list[set[UUID]] = []
        twins: dict[UUID, Organization] = {}
        for key in identity(values):
            if key[0] == NAME and fitting:
                break
            found = self._with_key(key, values, is_home=True)
            others = {one.pk: one for one in found if _contradicts(one, key[0], values)}
            ids = {one.pk for one in found} - others.keys()
            fitting += [ids] if ids else []
            twins |= others
        # Keys that point to different organisations leave more than one.
        agreed = set.intersection(*fitting) or set.union(*fitting) if fitting else set()
        doubtful = [one for one in twins.values() if not _is_other_body(one, values)]
        return [self._stored[pk] for pk in agreed], doubtful

    def _elsewhere(self, values: OrganizationValues) -> Organization | None:
        for key in identity(values):
            if key[0] in EVERYWHERE:
                for one in self._with_key(key, values, is_home=False):
                    if one.archived_at is None and not _contradicts(one, key[0], values):
                        return one
        return None

    def _with_key(
        self, key: Key, values: OrganizationValues, *, is_home: bool
    ) -> list[Organization]:
        ids = self._names.find(values) if key[0] == NAME else self._ids.get(key, set())
        found = [self._stored[pk] for pk in sorted(ids)]
        return [one for one in found if (one.network_id == self._network.pk) is is_home]


def _details(ids: Iterable[UUID], *, is_locking: bool) -> Iterable[Organization]:
    """Organisations with the rows an import may change; locked in one order, against deadlock."""
    found = Organization.objects.with_ids(ids).select_related("network").order_by("pk")
    if is_locking:
        found = found.select_for_update(of=("self",))
    return found.prefetch_related(
        "identifiers", "phones", "organization_concepts__concept", "locations__address"
    )


def _name_key(values: OrganizationValues) -> Key:
    return identity(values)[-1]


def _identified(wanted: Sequence[OrganizationValues]) -> dict[Key, set[UUID]]:
    """Return the ids of organisations of any network by the keys they are known by."""
    keys = {key for values in wanted for key in identity(values) if key[0] != NAME}
    records = Organization.objects.with_ids(UUID(one.record) for one in wanted if one.record)
    rows = OrganizationIdentifier.objects.filter(
        identifier__in={value for _, value in keys}, identifier_type__in=READ_AS
    )
    found: dict[Key, set[UUID]] = defaultdict(set)
    for pk in records.order_by().values_list("pk", flat=True):
        found[RECORD, str(pk)].add(pk)
    for kind, value, pk in rows.values_list("identifier_type", "identifier", "organization_id"):
        found[READ_AS[kind], value].add(pk)
    return found


def numbers_of(organization: Organization, kind: str) -> list[str]:
    """Return the identifiers of one kind of an organisation."""
    if kind == RECORD:
        return [str(organization.pk)]
    rows = organization.identifiers.all()
    return [row.identifier for row in rows if row.identifier_type == STORED_AS[kind]]


def _contradicts(organization: Organization, kind: str, values: OrganizationValues) -> bool:
    """Tell whether a surer number of both differs, so that this key proves nothing."""
    surer = SURER.get(kind, frozenset()) - {RECORD}  # our own id does not make another number ours
    return any(_differs(organization, one, values) for one in surer)


def _differs(organization: Organization, kind: str, values: OrganizationValues) -> bool:
    wanted, numbers = getattr(values, kind), numbers_of(organization, kind)
    return bool(wanted and numbers) and wanted not in numbers


def _is_other_body(organization: Organization, values: OrganizationValues) -> bool:
    """Tell whether two have their own enterprise number, as a municipality and its OCMW."""
    return _differs(organization, "kbo", values)


def _perhaps_new(twins: Sequence[Organization]) -> Match:
    if not twins:
        return Match()
    living = tuple(one for one in twins if one.archived_at is None)
    return Match(None, problem("", "twin", name=twins[0].name), candidates=living, may_be_new=True)


def _settled(organization: Organization, values: OrganizationValues) -> Match:
    candidates: tuple[Organization, ...] = ()
    if organization.archived_at is not None:
        found = problem("", "is_archived", name=organization.name)
    elif _is_known_by_own_number_only(organization, values) and not _share_a_word(
        organization.name, values
    ):
        shown = {"value": values.identifier, "name": organization.name}
        found = problem("identifier", "identifier_taken", **shown)
        candidates = (organization,)
    else:
        return Match(organization)
    return Match(organization, found, is_blocked=True, candidates=candidates, may_be_new=True)


def _is_known_by_own_number_only(organization: Organization, values: OrganizationValues) -> bool:
    if any(getattr(values, kind) in numbers_of(organization, kind) for kind in EVERYWHERE):
        return False
    return values.identifier in numbers_of(organization, "identifier")


def _share_a_word(name: str, values: OrganizationValues) -> bool:
    """Two lists may both count from 1: the place alone does not make two names alike."""
    place = set(fold(values.city).split())
    ours, theirs = set(fold(name).split()), set(fold(values.name).split())
    return bool((ours & theirs) - place) or ours == theirs
