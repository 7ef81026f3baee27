from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.common.environment import (
    PREFIX,
    Setting,
    SettingError,
    check_provider,
    number,
    read_settings,
    secret,
    text,
    words,
    yes_no,
)

COLOUR = Setting("COLOUR", text, None, "the colour of the flags.")
COUNT = Setting("COUNT", number, "3", "how many flags.")


def read(**given_values: str) -> dict[str, object]:
    environment = {PREFIX + name: value for name, value in given_values.items()}
    return read_settings((COLOUR, COUNT), environment)


def test_given_and_absent_settings_are_read() -> None:
    assert read(COLOUR="red") == {"COLOUR": "red", "COUNT": 3}


def test_variables_of_others_are_left_alone() -> None:
    environment = {"PATH": "/bin", PREFIX + "COLOUR": "red"}
    assert read_settings((COLOUR,), environment) == {"COLOUR": "red"}


def test_empty_value_is_a_value() -> None:
    assert read(COLOUR="")["COLOUR"] == ""


def test_missing_setting_says_what_it_is_for_and_both_ways_to_give_it() -> None:
    with pytest.raises(SettingError) as caught:
        read()
    assert str(caught.value) == (
        "The setting VLAGGENLIJN_COLOUR is missing: the colour of the flags. Give it, or name a"
        " file that holds it in VLAGGENLIJN_COLOUR_FILE."
    )


def test_malformed_setting_shows_the_mend_and_not_the_value() -> None:
    with pytest.raises(SettingError) as caught:
        read(COLOUR="red", COUNT="many")
    assert str(caught.value) == (
        "The setting VLAGGENLIJN_COUNT cannot be read: write a whole number."
    )


@pytest.mark.parametrize("name", ["COLOR", "COLOR_FILE", "COUNT_FILE_FILE", ""])
def test_unknown_setting_stops_the_start(name: str) -> None:
    with pytest.raises(SettingError, match=f"The setting {PREFIX}{name} does not exist"):
        read(COLOUR="red", **{name: "x"})


def test_file_gives_the_setting_without_its_last_line_break(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("red\n", encoding="utf-8")
    assert read(COLOUR_FILE=str(path))["COLOUR"] == "red"


def test_file_wins_of_the_variable(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("red")
    assert read(COLOUR="blue", COLOUR_FILE=str(path))["COLOUR"] == "red"


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    absent, folder, picture = tmp_path / "absent", tmp_path, tmp_path / "picture"
    picture.write_bytes(b"\x89PNG\xff")
    for path in (absent, folder, picture):
        with pytest.raises(SettingError) as caught:
            read(COLOUR_FILE=str(path))
        assert str(caught.value).startswith(
            f"The file {path} that VLAGGENLIJN_COLOUR_FILE names cannot be read"
        )


@pytest.mark.parametrize("value", ["1", "true", "YES", "On"])
def test_yes(value: str) -> None:
    assert yes_no(value) is True


@pytest.mark.parametrize("value", ["0", "false", "NO", "Off"])
def test_no(value: str) -> None:
    assert yes_no(value) is False


@pytest.mark.parametrize("value", ["", "ja", "2", " 1"])
def test_neither_yes_nor_no(value: str) -> None:
    with pytest.raises(ValueError, match="write 1 or 0"):
        yes_no(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("", ()), (" , ,", ()), ("a", ("a",)), (" a , b.example ,", ("a", "b.example"))],
)
def test_words_are_trimmed_and_never_empty(value: str, expected: tuple[str, ...]) -> None:
    assert words(value) == expected


@pytest.mark.parametrize("value", ["", "-1", "1.5", "²", "1 000", "1_000"])
def test_number_refuses_what_is_none(value: str) -> None:
    with pytest.raises(ValueError, match="write a whole number"):
        number(value)


@given(st.integers(min_value=0))
def test_number_reads_every_whole_number(value: int) -> None:
    assert number(str(value)) == value


@given(st.text())
def test_readers_give_a_value_or_a_sentence(value: str) -> None:
    for reader in (yes_no, number, words, text):
        setting = Setting("COLOUR", reader, None, "the colour.")
        with suppress(SettingError):
            assert list(read_settings((setting,), {PREFIX + "COLOUR": value})) == ["COLOUR"]


@pytest.mark.parametrize(("length", "is_enough"), [(0, False), (49, False), (50, True)])
def test_secret_is_long_enough(length: int, is_enough: bool) -> None:
    if is_enough:
        assert secret("x" * length) == "x" * length
        return
    with pytest.raises(ValueError, match="at least 50 characters"):
        secret("x" * length)


PROVIDER = {
    "OIDC_URL": "https://id.example",
    "OIDC_CLIENT_ID": "site",
    "OIDC_CLIENT_SECRET": "secret",
    "HTTPS": True,
}


@pytest.mark.parametrize(
    "change", [{}, {"OIDC_URL": "", "OIDC_CLIENT_ID": ""}, {"OIDC_URL": "http://x", "HTTPS": False}]
)
def test_provider_that_is_whole_or_absent_may_be(change: dict[str, object]) -> None:
    check_provider(PROVIDER | change)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"OIDC_CLIENT_ID": ""}, "OIDC_CLIENT_ID"),
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET"),
        ({"OIDC_URL": "http://id.example"}, "OIDC_URL"),
    ],
)
def test_provider_that_is_half_configured_stops_the_start(
    change: dict[str, object], named: str
) -> None:
    with pytest.raises(SettingError, match=named):
        check_provider(PROVIDER | change)
