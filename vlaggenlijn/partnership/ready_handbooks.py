"""The handbooks that come along with the site (data/handbooks/), in Dutch, French and English."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from vlaggenlijn.partnership.handbooks import Step

DATA = Path(__file__).resolve().parent / "data" / "handbooks"
LANGUAGES = ("nl", "fr", "en")


@dataclass(frozen=True, slots=True)
class Ready:
    """A handbook to take into use; ``version`` grows when we better its words."""

    key: str
    version: int
    language: str
    name: str
    about: str
    steps: tuple[Step, ...]


@cache
def ready_handbooks(language: str) -> dict[str, Ready]:
    """Return {key: handbook} in a language; in Dutch for one in which they are not written."""
    tongue = language if language in LANGUAGES else LANGUAGES[0]
    found = [json.loads(path.read_text("utf-8")) for path in sorted(DATA.glob("*.json"))]
    return {one["key"]: _ready(one, tongue) for one in found}


def _ready(data: Mapping[str, Any], language: str) -> Ready:
    chapters = {key: words[language] for key, words in data["chapters"].items()}
    steps = (
        Step(one["line"], one["what"][language], chapters[one["chapter"]], one["tip"][language])
        for one in data["steps"]
    )
    return Ready(
        data["key"], data["version"], language, data["name"][language], data["about"][language],
        tuple(steps),
    )  # fmt: skip
