"""What came of bringing in a list of concepts: as plain values, and in lines."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.taxonomy.actions import Brought
from vlaggenlijn.taxonomy.own_planning import CHANGED, KEPT, NAMED, NEW, SAID, SAME

REFUSED = {
    "form": lazy("This is no list that we read. Bring a file that ends in .ttl, .jsonld or .rdf."),
    "large": lazy("This file is too large for a list of concepts: at most 5 MB."),
    "many": lazy("There are too many concepts in this list: at most 5,000."),
    "empty": lazy("There is no concept of SKOS in this file."),
    "letters": lazy("The letters in this file cannot be read. Save it as UTF-8."),
    "entities": lazy("This XML declares entities of its own. Such a file is not read."),
    "deep": lazy("This file nests without end. Such a file is not read."),
    "context": lazy("This JSON-LD wants its context fetched from elsewhere. Write it in the file."),
    "broken": lazy("This file is damaged, or is not what its name says."),
}
LEFT_OUT = {
    "no_label": lazy("concepts without a name"),
    "address": lazy("concepts with an address that is too long"),
    "long": lazy("texts that are too long"),
    "language": lazy("texts in a language with a code of three letters"),
}
OUTCOMES = {NEW: lazy("new"), CHANGED: lazy("changed"), SAME: lazy("the same")}
BECAUSE = {
    SAID: lazy("the list says so"),
    NAMED: lazy("it has the same name"),
    KEPT: lazy("as was decided before"),
}
FACTS = {
    "labels": lazy("name"),
    "words": lazy("other words"),
    "definitions": lazy("meaning"),
    "same_as": lazy("means the same as"),
    "near": lazy("near"),
    "broader": lazy("stands under"),
    "is_hidden": lazy("hidden"),
}


def report(brought: Brought, left_out: Mapping[str, int]) -> dict[str, Any]:
    """Return the report as plain values."""
    counts = Counter(one.outcome for one in brought.planned)
    return {
        "read": len(brought.planned),
        **{outcome: counts[outcome] for outcome in OUTCOMES},
        "only_words": sum(1 for one in brought.planned if one.facts["same_as"]),
        "gone": brought.gone,
        "left_out": dict(left_out),
        "change_set": str(brought.change_set.pk) if brought.change_set else None,
        "rows": [
            {
                "uri": one.uri,
                "label": one.label,
                "outcome": one.outcome,
                "same_as": one.facts["same_as"],
                "because": one.because,
                "near": one.facts["near"],
                "broader": one.facts["broader"],
                "kept": one.kept,
            }
            for one in brought.planned
        ],
    }


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """Return the report as a person reads it."""
    for row in told["rows"]:
        yield f"{OUTCOMES[row['outcome']]}: {row['label']} ({row['uri']})"
        if row["same_as"]:
            because = BECAUSE.get(row["because"], "")
            yield f"  {FACTS['same_as']} {row['same_as']} ({because})"
        if row["kept"]:
            names = ", ".join(str(FACTS[name]) for name in row["kept"])
            yield "  " + _("changed here, and kept: %(names)s") % {"names": names}
    for reason, count in told["left_out"].items():
        yield _("left out: %(count)s %(what)s") % {"count": count, "what": LEFT_OUT[reason]}
    for uri in told["gone"]:
        yield _("no longer in the list, and left as it is: %(uri)s") % {"uri": uri}
    yield _("%(read)s read: %(new)s new, %(changed)s changed, %(same)s the same.") % told
