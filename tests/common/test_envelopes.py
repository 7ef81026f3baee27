import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.common.envelopes import (
    Broken,
    Keyring,
    NoKey,
    Place,
    WrongKey,
    key_id,
    new_key,
    read_key,
)

OLD, NEW = b"o" * 32, b"n" * 32
HERE = Place("directory.privatenote", ("1", "2"), "text")
ring = Keyring([OLD])


@given(st.text(max_size=300))
def test_what_is_sealed_comes_back_and_cannot_be_read_meanwhile(text: str) -> None:
    envelope = ring.seal(text, HERE)
    assert ring.unseal(envelope, HERE) == text
    assert len(text.encode()) < 4 or text.encode() not in envelope


def test_same_text_is_sealed_differently_each_time() -> None:
    assert ring.seal("Bel Ann", HERE) != ring.seal("Bel Ann", HERE)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_every_changed_byte_is_refused(at: int, flip: int) -> None:
    envelope = bytearray(ring.seal("Bel eerst, dan pas mailen", HERE))
    envelope[at % len(envelope)] ^= flip
    with pytest.raises((Broken, NoKey)):
        ring.unseal(bytes(envelope), HERE)


@given(st.integers(1, 200))
def test_cut_or_empty_envelope_is_refused(missing: int) -> None:
    with pytest.raises(Broken):
        ring.unseal(ring.seal("kort", HERE)[:-missing], HERE)


def test_refusal_rests_on_the_tag() -> None:
    envelope = ring.seal("x", HERE)
    with pytest.raises(Broken) as refused:
        ring.unseal(envelope[:-1] + bytes([envelope[-1] ^ 1]), HERE)
    assert isinstance(refused.value.__cause__, InvalidTag)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("directory.privatenote", ("3", "2"), "text"),
        Place("directory.privatenote", ("1", "3"), "text"),
        Place("directory.privatenote", ("1", "2"), "other"),
        Place("referral.message", ("1", "2"), "text"),
        Place("directory.privatenote", ("1",), "text"),
    ],
)
def test_text_moved_to_another_row_or_field_is_refused(elsewhere: Place) -> None:
    envelope = ring.seal("alleen voor mij", HERE)
    with pytest.raises(Broken):
        ring.unseal(envelope, elsewhere)
    with pytest.raises(Broken):
        ring.rewrap(envelope, elsewhere)


def test_parts_of_two_envelopes_do_not_fit_together() -> None:
    one, other = ring.seal("een", HERE), ring.seal("twee", HERE)
    with pytest.raises(Broken):
        ring.unseal(one[:69] + other[69:], HERE)


@given(st.lists(st.text(max_size=9), max_size=4), st.lists(st.text(max_size=9), max_size=4))
def test_no_two_places_are_the_same(one: list[str], other: list[str]) -> None:
    places = [Place("m", tuple(ids), "f").octets() for ids in (one, other)]
    assert (places[0] == places[1]) == (one == other)


def test_other_key_is_named_as_missing() -> None:
    with pytest.raises(NoKey):
        Keyring([NEW]).unseal(ring.seal("x", HERE), HERE)


def test_keyring_without_keys_seals_nothing() -> None:
    empty = Keyring([])
    assert not empty.is_current(ring.seal("x", HERE))
    with pytest.raises(NoKey):
        empty.seal("x", HERE)


def test_turning_the_key_leaves_the_sealed_text_as_it_is() -> None:
    envelope = ring.seal("blijft", HERE)
    both = Keyring([NEW, OLD])
    assert not both.is_current(envelope)
    turned = both.rewrap(envelope, HERE)
    assert both.is_current(turned)
    assert turned[69:] == envelope[69:]
    assert Keyring([NEW]).unseal(turned, HERE) == "blijft"
    with pytest.raises(NoKey):
        ring.unseal(turned, HERE)


def test_new_keys_can_be_read_and_differ() -> None:
    one, other = read_key(new_key()), read_key(new_key())
    assert (len(one), one == other) == (32, False)
    assert len({key_id(one), key_id(other), key_id(one)}) == 2


@pytest.mark.parametrize("text", ["", "kort", "b25seS0=", "é" * 44, "b25 seS1mb3I=" * 4])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(WrongKey):
        read_key(text)
