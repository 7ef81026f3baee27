"""A service or an organisation as it was after a deed, read back out of the kept changes."""

from typing import Any

from django.apps import apps
from django.db.models import Q

from vlaggenlijn.accounts.models import Change, ChangeSet
from vlaggenlijn.directory.history import changes_about, deeds_about
from vlaggenlijn.directory.models import Location, Organization, Service

Rows = dict[str, list[Any]]
KINDS = {
    f"directory.{kind}"
    for kind in ("phone", "schedule", "language", "costoption", "servicearea", "serviceconcept",
                 "organizationconcept", "servicecapacity", "serviceatlocation", "location",
                 "address", "accessibility", "organizationidentifier")
}  # fmt: skip


def deed_about(record: Service | Organization, change_set: Any) -> ChangeSet | None:
    """Return a deed that touched the record, by id; None when it did not."""
    return deeds_about(record).filter(pk=change_set).first()


def rows_after(record: Service | Organization, deed: ChangeSet) -> Rows | None:
    """Return unsaved rows by model as a deed left them; None when the record was not there."""
    last = deed.changes.order_by("id").values_list("pk", flat=True).last() or 0
    own = record._meta.label_lower
    known: dict[tuple[str, Any], Any] = {}
    for change in changes_about(record, _deeds(record)):
        if change.model == own or change.model in KINDS:
            _go_back(known, change, last)
    found: Rows = {name: [] for name in (own, *KINDS)}
    for (model, _), row in known.items():
        if row is not None:
            found[model].append(_instance(model, row))
    for rows in found.values():
        rows.sort(key=lambda one: (one.created_at, str(one.pk)))
    return found if found[own] else None


def _deeds(record: Service | Organization) -> list[ChangeSet]:
    """The deeds on the record, and those on its places: a place may be older than the service."""
    places = Location.objects.filter(organization=_home(record))
    address = places.filter(address__isnull=False).values("address")
    ids = Q(object_id__in=places.values("pk")) | Q(object_id__in=address)
    ids |= Q(object_id__in=places.filter(accessibility__isnull=False).values("accessibility"))
    elsewhere = ChangeSet.objects.filter(pk__in=Change.objects.filter(ids).values("change_set"))
    return list(deeds_about(record)) + list(elsewhere)


def _home(record: Service | Organization) -> Any:
    return record.organization_id if isinstance(record, Service) else record.pk


def _go_back(known: dict[tuple[str, Any], Any], change: Change, last: int) -> None:
    """What a change up to the deed left counts; of a later first change what was before it."""
    key = (change.model, change.object_id)
    if change.pk <= last:
        known[key] = change.after
    else:
        known.setdefault(key, change.before)


def _instance(model: str, row: dict[str, Any]) -> Any:
    kind: Any = apps.get_model(model)
    fields = {field.attname: field for field in kind._meta.concrete_fields}
    values = {name: fields[name].to_python(value) for name, value in row.items() if name in fields}
    return kind(**values)
