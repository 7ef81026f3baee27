"""What an import of own areas says in words: what is left out, and what to look at."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.places.import_words import REASONS as OF_PLACES
from vlaggenlijn.places.statbel import Reasons

REASONS = OF_PLACES | {
    "code_elsewhere": lazy("areas with the code of a neighbourhood of another municipality"),
    "other_people": lazy(
        "municipalities with a fifth more or fewer people than we know (read / known); perhaps"
        " areas are missing"
    ),
    "no_people": lazy(
        "areas without inhabitants; the neighbourhoods of their municipality stay as they are"
    ),
}


def reason_lines(reasons: Reasons) -> Iterator[str]:
    """Return a line for each reason, with how often and the first features."""
    for code, count in sorted(reasons.counts.items()):
        yield _("%(count)s %(why)s: %(examples)s") % {
            "count": count,
            "why": REASONS[code],
            "examples": ", ".join(reasons.examples[code]),
        }
