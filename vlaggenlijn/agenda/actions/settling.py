"""What was changed here as well as at its source: a person says which of the two stays."""

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Recorder, User, recorded
from vlaggenlijn.agenda.access import CHANGE
from vlaggenlijn.agenda.actions.importing_writing import Writing
from vlaggenlijn.agenda.actions.intake_times import take_exceptions
from vlaggenlijn.agenda.intake_facts import put_facts
from vlaggenlijn.agenda.models import Activity, ActivitySource
from vlaggenlijn.directory.importing_sectors import KnownSectors


def settle(*, by: User, source: ActivitySource, name: str, takes: bool) -> None:
    """Take over one fact as its source tells it, or keep what stands here; twice is once."""
    require(by, CHANGE, source.activity)
    with recorded(by=by, network=source.network, deed="activity.settle") as recorder:
        stored = ActivitySource.locked(source.pk)
        if name not in stored.conflicts:
            return
        value = stored.conflicts[name]
        stored.conflicts = {key: one for key, one in stored.conflicts.items() if key != name}
        stored.save()
        if takes:
            _take(recorder, Activity.locked(stored.activity_id), name, value)


def _take(recorder: Recorder, activity: Activity, name: str, value: object) -> None:
    if name == "exceptions":
        take_exceptions(activity, value)  # type: ignore[arg-type]
        return
    writing = Writing(changed=[activity])
    put_facts(activity, {name: value})
    if name == "themes":
        known = KnownSectors.load(activity.network, "themes").by_slug
        writing.themes[activity.pk] = [known[one].pk for one in value if one in known]  # type: ignore[attr-defined]
    writing.write(recorder)
