"""Deeds to undo: edits as a form would make them, and all that a directory holds."""

from dataclasses import replace
from typing import Any

from django.apps import apps
from hypothesis import strategies as st

from tests.factories import (
    GENT,
    LEUVEN,
)
from vlaggenlijn.accounts.models import (
    Audited,
    ChangeSet,
    User,
)
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.facts import PhoneFacts, WeekFacts
from vlaggenlijn.directory.models import (
    Service,
)


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return every row of the directory, all values but the version."""
    kinds = [
        one for one in apps.get_app_config("directory").get_models() if issubclass(one, Audited)
    ]
    return {
        kind._meta.label: sorted(
            ({name: value for name, value in row.items() if name != "version"}
             for row in kind._base_manager.values()),
            key=lambda row: str(row["id"]),
        )
        for kind in kinds
    }  # fmt: skip


def last_deed(*deeds: str) -> ChangeSet:
    found = ChangeSet.objects.filter(deed__in=deeds) if deeds else ChangeSet.objects.all()
    return found.order_by("-at").first()  # type: ignore[return-value]


def change(service: Service, **values: Any) -> ChangeSet:
    stored = Service.objects.get(pk=service.pk)
    facts = replace(service_facts(stored), **values)
    actions.change_service(by=None, service=stored, version=stored.version, facts=facts)
    return last_deed()


TEXTS = st.sampled_from(["", "een", "twee"])


CODES = st.frozensets(st.sampled_from(["nl", "fr", "tr", "ar"]), max_size=3)


TOWNS = st.frozensets(st.sampled_from([GENT, LEUVEN]))


HOURS = st.sampled_from(["", "09:00–12:00", "13:00–17:00"])


WEEKS = st.builds(
    WeekFacts, st.tuples(*[HOURS] * 2, *[st.just("")] * 5), st.sampled_from(["", "also", "only"])
)


EDITS = st.fixed_dictionaries(
    {"summary": TEXTS, "languages": CODES, "municipalities": TOWNS, "week": WEEKS,
     "phones": st.integers(0, 3), "places": st.integers(0, 2), "is_archived": st.booleans()}
)  # fmt: skip


def edited(service: Service, edit: dict[str, Any], by: User | None = None) -> list[ChangeSet]:
    """Do one random edit, as a form would, and return its deeds."""
    known = set(ChangeSet.objects.values_list("pk", flat=True))
    stored = Service.objects.get(pk=service.pk)
    facts = service_facts(stored)
    phones = tuple(PhoneFacts(f"+3292{n}00000") for n in range(edit["phones"]))
    places = facts.places[: edit["places"]]
    facts = replace(
        facts,
        columns=dict(facts.columns) | {"summary": edit["summary"]},
        languages=edit["languages"],
        interpreted=facts.interpreted - edit["languages"],
        municipalities=edit["municipalities"],
        week=edit["week"],
        phones=phones,
        places=places,
    )
    actions.change_service(by=by, service=stored, version=stored.version, facts=facts)
    actions.archive_service(by=by, service=stored, is_archived=edit["is_archived"])
    made = ChangeSet.objects.exclude(pk__in=known).order_by("-at")
    return list(made.with_changes())
