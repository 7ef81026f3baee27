"""Settings come from the environment, and each one is declared, documented and checked.

A setting ``DATABASE_URL`` is read from ``VLAGGENLIJN_DATABASE_URL``, or from the file that
``VLAGGENLIJN_DATABASE_URL_FILE`` names (for secrets). An unknown or malformed variable stops
the start with one sentence that says what to do.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

PREFIX = "VLAGGENLIJN_"
SHORTEST_SECRET = 50
TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


class SettingError(Exception):
    """A setting is missing, unknown or malformed; the text is a sentence for the administrator."""


def text(value: str) -> str:
    return value


def yes_no(value: str) -> bool:
    if value.lower() in TRUE:
        return True
    if value.lower() in FALSE:
        return False
    raise ValueError("write 1 or 0")


def words(value: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in value.split(",") if word.strip())


def number(value: str) -> int:
    if not value.isdecimal():
        raise ValueError("write a whole number")
    return int(value)


def secret(value: str) -> str:
    if len(value) < SHORTEST_SECRET:
        raise ValueError(f"a secret has at least {SHORTEST_SECRET} characters")
    return value


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: ``default`` is its text when absent; ``None`` means that it must be given."""

    name: str
    read: Callable[[str], object]
    default: str | None
    purpose: str


def read_settings(declared: Iterable[Setting], environment: Mapping[str, str]) -> dict[str, object]:
    """Return every declared setting by name, or raise SettingError at the first wrong one."""
    settings = {setting.name: setting for setting in declared}
    _refuse_unknown(settings, environment)
    return {name: _value(setting, environment) for name, setting in settings.items()}


def _refuse_unknown(settings: Mapping[str, Setting], environment: Mapping[str, str]) -> None:
    known = {PREFIX + name for name in settings} | {PREFIX + name + "_FILE" for name in settings}
    for variable in sorted(environment):
        if variable.startswith(PREFIX) and variable not in known:
            raise SettingError(
                f"The setting {variable} does not exist: remove it, or look up the right name in"
                " docs/operations.md."
            )


def _value(setting: Setting, environment: Mapping[str, str]) -> object:
    raw = _raw(setting, environment)
    if raw is None:
        raise SettingError(
            f"The setting {PREFIX}{setting.name} is missing: {setting.purpose} Give it, or name a"
            f" file that holds it in {PREFIX}{setting.name}_FILE."
        )
    try:
        return setting.read(raw)
    except ValueError as problem:
        raise SettingError(
            f"The setting {PREFIX}{setting.name} cannot be read: {problem}."
        ) from None


def _raw(setting: Setting, environment: Mapping[str, str]) -> str | None:
    variable = PREFIX + setting.name
    if variable + "_FILE" in environment:
        return _file_content(variable + "_FILE", environment)
    return environment.get(variable, setting.default)


def _file_content(variable: str, environment: Mapping[str, str]) -> str:
    path = Path(environment[variable])
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingError(
            f"The file {path} that {variable} names cannot be read: make it a text file in UTF-8"
            " that the user who runs Vlaggenlijn may read."
        ) from None


def check_provider(values: Mapping[str, object]) -> None:
    """Raise SettingError for an identity provider that is half configured or not over https."""
    url = str(values["OIDC_URL"])
    for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"):
        if url and not values[name]:
            raise SettingError(
                f"The setting {PREFIX}{name} is missing: the identity provider in {PREFIX}OIDC_URL"
                " asks for it."
            )
    if url and values["HTTPS"] and not url.startswith("https://"):
        raise SettingError(f"The setting {PREFIX}OIDC_URL must begin with https://.")
