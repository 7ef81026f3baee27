"""How many people came, in words; apart because visitors read it in all their languages."""

from django.utils.translation import gettext as _

from vlaggenlijn.week.harvest import Range


def range_text(found: Range) -> str:
    """Return how many people came: "20 to 45", never a number under five."""
    if found.most is None:
        return _("%(count)s or more") % {"count": found.fewest}
    if not found.most:
        return _("fewer than 5")
    if found.fewest == found.most:
        return _("some %(count)s") % {"count": found.most}
    low = found.fewest or _("fewer than 5")
    return _("%(low)s to %(high)s") % {"low": low, "high": found.most}
