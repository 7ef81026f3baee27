import pytest
from django.test import override_settings

from vlaggenlijn.common.envelopes import new_key
from vlaggenlijn.common.sealing import (
    Place,
    SealError,
    keyring,
    rewrap,
    seal,
    sealing_key_is_there,
    unseal,
)

HERE = Place("directory.privatenote", ("1", "2"), "text")


def test_installed_key_seals_and_opens() -> None:
    assert unseal(seal("Bel eerst", context=HERE), context=HERE) == "Bel eerst"
    assert sealing_key_is_there() == []


@pytest.mark.parametrize("key", ["", "  ", "no key at all"])
def test_absent_or_unreadable_key_says_what_to_do(key: str) -> None:
    with override_settings(SEALING_KEY=key):
        with pytest.raises(SealError, match="VLAGGENLIJN_SEALING_KEY_FILE"):
            seal("x", context=HERE)
        (warning,) = sealing_key_is_there()
    assert (warning.id, "docs/operations.md" in warning.msg) == ("vlaggenlijn.W001", True)


def test_rotation_needs_both_keys_once_and_then_the_new_one_only() -> None:
    old, new = new_key(), new_key()
    with override_settings(SEALING_KEY=old):
        envelope = seal("Bel eerst", context=HERE)
    with override_settings(SEALING_KEY=f"{new}\n{old}"):
        turned = rewrap(envelope, context=HERE)
        assert rewrap(turned, context=HERE) == turned
        assert keyring().is_current(turned)
    with override_settings(SEALING_KEY=new):
        assert unseal(turned, context=HERE) == "Bel eerst"
        with pytest.raises(SealError):
            unseal(envelope, context=HERE)
