"""What is written about suppositions: kept, put away, shared by a link."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.actions import end_links, give_link
from vlaggenlijn.accounts.models import Conflict, LocalNetwork, PersonalLink, User, recorded
from vlaggenlijn.coverage.models import WhatIf
from vlaggenlijn.coverage.within import Within

COLUMNS = ("title", "story", "deed", "asked", "lines")
LINK_PURPOSE, LINK_TERM = "coverage.what_if", timedelta(days=30)


def keep_what_if(
    *,
    by: User | None,
    network: LocalNetwork,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> WhatIf:
    """Keep a supposition; the same key again returns the one of the first time.

    Raises Conflict when the key comes back with another title or story.
    """
    with recorded(by=by, network=network, deed="what_if.keep", key=idempotency_key) as recorder:
        if recorder.is_repeat:
            first = recorder.change_set.changes.get(model=WhatIf._meta.label_lower)
            stored = WhatIf.locked(first.object_id)
            if (stored.title, stored.story) != (values["title"], values["story"]):
                raise Conflict(stored)
            return stored
        one = WhatIf(network=network, reckoned_on=timezone.localdate())
        for name in COLUMNS:
            setattr(one, name, values[name])
        within: Within = values["within"]
        one.km, one.means = within.amount, within.means
        one.save()
    return one


def change_story(
    *,
    by: User | None,
    what_if: WhatIf,
    version: int,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> WhatIf:
    """Write another title and story; what was supposed and reckoned stays as it was.

    Raises Conflict when someone was first, or the key comes back with other words.
    """
    network, deed = what_if.network, "what_if.change"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        stored = WhatIf.locked(what_if.pk, None if recorder.is_repeat else version)
        if recorder.is_repeat:
            if (stored.title, stored.story) != (values["title"], values["story"]):
                raise Conflict(stored)
            return stored
        stored.title, stored.story = values["title"], values["story"]
        stored.save()
    return stored


def archive_what_if(*, by: User | None, what_if: WhatIf, is_archived: bool = True) -> WhatIf:
    """Put a proposal away and close its links, or bring it back; said twice changes nothing."""
    deed = "what_if.archive" if is_archived else "what_if.restore"
    with recorded(by=by, network=what_if.network, deed=deed):
        stored = WhatIf.locked(what_if.pk)
        stored.archived_at = (stored.archived_at or timezone.now()) if is_archived else None
        stored.save()
        if stored.archived_at:
            end_links(subject_id=stored.pk, purpose=LINK_PURPOSE)
    return stored


def share_what_if(*, by: User, what_if: WhatIf) -> str:
    """Make a link that shows the proposal to whoever has it, for thirty days; return its token."""
    with recorded(by=by, network=what_if.network, deed="what_if.share"):
        WhatIf.locked(what_if.pk).touch()
        return give_link(
            purpose=LINK_PURPOSE, subject_id=what_if.pk, term=LINK_TERM, is_single_use=False
        )


def end_sharing(*, by: User, what_if: WhatIf) -> int:
    """Close every link to a proposal; return how many were open."""
    with recorded(by=by, network=what_if.network, deed="what_if.end_sharing"):
        WhatIf.locked(what_if.pk).touch()
        return end_links(subject_id=what_if.pk, purpose=LINK_PURPOSE)


def shared_what_if(token: str) -> WhatIf | None:
    """Return the proposal that a link shows; None when it opens nothing (any more)."""
    link = PersonalLink.objects.opened_by(token, LINK_PURPOSE)
    found = WhatIf.objects.current().with_network()
    return found.filter(pk=link.subject_id).first() if link else None


def is_shared(what_if: WhatIf) -> bool:
    """Whether a link to a proposal still opens it."""
    return PersonalLink.objects.current().about(what_if.pk, LINK_PURPOSE).exists()
