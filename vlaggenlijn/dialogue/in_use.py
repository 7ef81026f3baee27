"""What of a series is in use, so that it may be renamed but not go."""

import uuid
from collections import Counter

from vlaggenlijn.dialogue.models import (
    Answer,
    Hat,
    HatTime,
    Question,
    Quote,
    Reflection,
    Series,
    Table,
)


def used_hats(series: Series) -> set[uuid.UUID]:
    """Return the hats under which something was said, noted or timed, or that are on now."""
    return {
        pk
        for rows in (
            Quote.objects.filter(hat__series=series),
            Reflection.objects.filter(hat__series=series),
            HatTime.objects.filter(hat__series=series),
            Table.objects.filter(hat__series=series),
        )
        for pk in rows.order_by().values_list("hat", flat=True).distinct()
    }


def is_used(hat: Hat) -> bool:
    return hat.pk in used_hats(hat.series)


def given_answers(question: Question) -> list[str]:
    """Return every answer to choose that somebody chose, as it was written then, in its order."""
    found = Counter(one for answer in Answer.objects.to(question) for one in answer.value)
    known = [option for option in question.options if option in found]
    return [*known, *sorted(one for one in found if one not in known)]
