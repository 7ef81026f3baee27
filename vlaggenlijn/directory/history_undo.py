"""What an undo does or did, in sentences: what goes back, what stays and why."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vlaggenlijn.accounts import undoing
from vlaggenlijn.accounts.models import Change, ChangeSet, User
from vlaggenlijn.directory.history import RECORDS
from vlaggenlijn.directory.history_deeds import owner_names, touched_in
from vlaggenlijn.directory.history_words import IN_WORDS, day_text, field_label, row_label


@dataclass(frozen=True, slots=True)
class KeptLine:
    """Something that stays as it is: of which record, what, and the reason in a sentence."""

    name: str
    what: str
    reason: str


def back_text(count: int) -> str:
    return ngettext("%(count)s thing goes back", "%(count)s things go back", count) % {
        "count": count
    }


def done_text(count: int) -> str:
    text = ngettext("%(count)s thing went back.", "%(count)s things went back.", count)
    return text % {"count": count}


def kept_text(count: int) -> str:
    text = ngettext("%(count)s thing stays as it is", "%(count)s things stay as they are", count)
    return text % {"count": count}


def kept_lines(change_set: ChangeSet, told: Iterable[Mapping[str, Any]]) -> list[KeptLine]:
    """Return what is kept and why; the same said of many is said once."""
    told = list(told)
    people = _people(told)
    names = _names(change_set, told)
    lines = [
        KeptLine(names.get(uuid.UUID(one["id"]), ""), _what(one), _reason(one, people))
        for one in told
    ]
    times = Counter(lines)
    return [
        line if count == 1 else KeptLine(line.name, f"{line.what} ({count})", line.reason)
        for line, count in times.items()
    ]


def _people(told: list[Mapping[str, Any]]) -> dict[str, str]:
    ids = {one["by"] for one in told if one["by"]}
    return {str(one.pk): str(one) for one in User.objects.filter(pk__in=ids)}


def _names(change_set: ChangeSet, told: list[Mapping[str, Any]]) -> dict[uuid.UUID, str]:
    ids = [uuid.UUID(one["id"]) for one in told]
    touched = touched_in(Change.objects.filter(change_set=change_set, object_id__in=ids))
    names = owner_names(touched.services | touched.organizations)
    return {pk: names.get(owner, ("", False))[0] for pk, owner in touched.owner_of.items()}


def _what(one: Mapping[str, Any]) -> str:
    model = one["model"]
    if model in RECORDS and one["fields"]:
        return ", ".join(field_label(model, name) for name in one["fields"])
    if model in IN_WORDS:
        return row_label(model)
    kinds = {"directory.service": _("the service"), "directory.organization": _("the organisation")}
    return kinds.get(model) or _("something else")


def _reason(one: Mapping[str, Any], people: Mapping[str, str]) -> str:
    by = people.get(one["by"]) or _("somebody")
    day = day_text(timezone.localdate(datetime.fromisoformat(one["at"]))) if one["at"] else ""
    who = {"by": by, "day": day}
    if one["reason"] == undoing.CHANGED and day:
        return _("kept, because %(by)s changed it on %(day)s") % who
    if one["reason"] == undoing.REMOVED and day:
        return _("%(by)s took it away on %(day)s") % who
    if one["reason"] == undoing.IN_USE and day:
        return _("kept, because %(by)s built on it on %(day)s") % who
    return _plain_reasons()[one["reason"]]


def _plain_reasons() -> dict[str, str]:
    return {
        undoing.CHANGED: _("kept, because it was changed since"),
        undoing.REMOVED: _("it was taken away since"),
        undoing.REPLACED: _("does not come back, because what replaced it was changed since"),
        undoing.IN_USE: _("kept, because something else uses it now"),
        undoing.TOGETHER: _("kept, because it belongs to something that stays"),
        undoing.ORPHAN: _("cannot come back, because what it belonged to is gone"),
        undoing.UNFIT: _("stays, because it does not fit beside what is there now"),
        undoing.TAKEN_BACK: _("stays gone, because somebody took back what they said"),
        undoing.FINAL: _("is never taken back here; a coordinator can change it by hand"),
    }
