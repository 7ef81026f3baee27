"""What the home room writes: digests sent, what they were answered, preferences."""

from vlaggenlijn.home.actions.digests import (
    DigestsFailed,
    confirm_by_link,
    send_digests,
    service_of,
    set_preferences,
    stop_by_link,
)

__all__ = [
    "DigestsFailed",
    "confirm_by_link",
    "send_digests",
    "service_of",
    "set_preferences",
    "stop_by_link",
]
