"""Two people at once: what the second saver sees, mine beside theirs, part by part."""

from typing import Any

from vlaggenlijn.accounts.models import ChangeSet
from vlaggenlijn.accounts.staff_pages import StaffRequest
from vlaggenlijn.directory.actions.reading import organization_facts, service_facts
from vlaggenlijn.directory.actions.versions import facts_after
from vlaggenlijn.directory.facts_compare import differing, taken_over
from vlaggenlijn.directory.facts_words import differences
from vlaggenlijn.directory.history import deed_of_version
from vlaggenlijn.directory.models import Organization, Service

Record = Service | Organization


def facts_now(record: Record) -> Any:
    return service_facts(record) if isinstance(record, Service) else organization_facts(record)


def chosen_facts(request: StaffRequest, record: Record, mine: Any) -> Any:
    """Return what was filled in, but theirs for the parts that were ticked after a conflict."""
    return taken_over(mine, facts_now(record), request.POST.getlist("theirs"))


def both_sides(record: Record, mine: Any, version: int | None) -> dict[str, Any]:
    """Return the parts in which mine differs from what is saved now, for the page of a conflict.

    What I did not touch since the version I saw is ticked to stay as the other saved it.
    """
    deed: ChangeSet | None = deed_of_version(record, version)
    base = facts_after(record, deed) if deed else None
    touched = differing(base, mine) if base else [*differing(mine, facts_now(record))]
    lines = differences(mine, facts_now(record))
    return {
        "choices_left": lines,
        "untouched": {line.name for line in lines} - set(touched),
    }
