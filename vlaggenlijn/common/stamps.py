"""A signed time in a form: who sends it back within seconds, or a day later, is no visitor."""

import secrets

from django.core.signing import BadSignature, Signer

SIGNER = "vlaggenlijn.stamp"
TOO_FAST_SECONDS, TOO_OLD_SECONDS = 3, 12 * 60 * 60


def new_stamp(now: float) -> str:
    """Return a stamp for a form that is shown at a moment (seconds since 1970)."""
    return Signer(salt=SIGNER).sign(f"{int(now)}-{secrets.token_hex(4)}")


def stamp_problem(stamp: str, now: float) -> str:
    """Return what is wrong with a stamp that comes back: "forged", "too_fast", "too_old" or ""."""
    try:
        made, _, _ = Signer(salt=SIGNER).unsign(stamp).partition("-")
        age = now - int(made)
    except (BadSignature, ValueError):
        return "forged"
    if age < TOO_FAST_SECONDS:
        return "too_fast"
    return "too_old" if age > TOO_OLD_SECONDS else ""
