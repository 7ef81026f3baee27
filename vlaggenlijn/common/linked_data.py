"""Facts for machines in a page: JSON-LD in a block that no browser runs."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# So that no text of a record can end the block or begin another (as Django's json_script does).
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def block(facts: Mapping[str, Any]) -> SafeString:
    """Return facts as a data block of HTML.

    It is no script: HTML does not run a type that it does not know, so the content policy, which
    forbids scripts inside a page, has nothing to say of it.
    """
    text = json.dumps(facts, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def filled(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts that say something."""
    return {name: value for name, value in facts.items() if value not in (None, "", [], {})}
