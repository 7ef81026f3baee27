"""The text of a calendar as components with properties, within limits."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

MOST_LINES = 200_000
LONGEST_LINE = 100_000
DEEPEST = 4
MOST_COMPONENTS = 20_000
# Name, then parameters with plain or quoted values, then a colon.
HEAD = re.compile(
    r'([A-Za-z0-9-]{1,60})((?:;[A-Za-z0-9-]{1,60}=(?:"[^"]{0,2000}"|[^";:,]{0,2000})'
    r'(?:,(?:"[^"]{0,2000}"|[^";:,]{0,2000})){0,20}){0,20}):',
    re.ASCII,
)
PARAMETER = re.compile(r';([A-Za-z0-9-]{1,60})=(?:"([^"]*)"|([^;:]*))', re.ASCII)
ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Unreadable(Exception):
    """This is no calendar, or one beyond the limits; ``code`` says why."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class Property:
    """One line: its value as written, and its parameters by name in capitals."""

    value: str
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The value as text, with its signs put back."""
        return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass(slots=True)
class Component:
    """A component: its name, its properties by name, and the components in it."""

    name: str
    properties: dict[str, list[Property]] = field(default_factory=dict)
    parts: list["Component"] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        found = self.properties.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        """Return the first value of a property as text, without spaces around it."""
        found = self.first(name)
        return found.text.strip() if found else ""

    def all(self, name: str) -> list[Property]:
        return self.properties.get(name, [])


def decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8 as the standard says, else what its first signs say."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return _decoded(content, encoding)
    try:
        return content.decode()
    except UnicodeDecodeError:
        # Old programs write the letters of Western Europe in one byte each.
        return _decoded(content, "cp1252")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("calendar_charset") from None


def parsed(text: str) -> Component:
    """Return the first calendar in a text; raise Unreadable when there is none."""
    root = Component("")
    stack, count = [root], 0
    for line in _unfolded(text):
        name, prop = _property(line)
        if name == "BEGIN":
            count += 1
            if len(stack) > DEEPEST:
                raise Unreadable("calendar_nested")
            if count > MOST_COMPONENTS:
                raise Unreadable("calendar_too_many", limit=MOST_COMPONENTS)
            part = Component(prop.value.strip().upper()[:60])
            stack[-1].parts.append(part)
            stack.append(part)
        elif name == "END":
            if len(stack) > 1 and stack[-1].name == prop.value.strip().upper()[:60]:
                stack.pop()
        elif name and len(stack) > 1:
            stack[-1].properties.setdefault(name, []).append(prop)
    calendars = [part for part in root.parts if part.name == "VCALENDAR"]
    if not calendars:
        raise Unreadable("calendar_none")
    for other in calendars[1:]:
        calendars[0].parts += other.parts
    return calendars[0]


def _unfolded(text: str) -> Iterator[str]:
    """Yield whole lines; a line that begins with a space goes on with the one before it."""
    waiting: list[str] = []
    length = 0
    for line in _lines(text):
        if line[:1] in (" ", "\t") and waiting:
            waiting.append(line[1:])
            length += len(line)
            if length > LONGEST_LINE:
                raise Unreadable("calendar_long_line")
            continue
        if waiting:
            yield "".join(waiting)
        waiting, length = [line], len(line)
        if length > LONGEST_LINE:
            raise Unreadable("calendar_long_line")
    if waiting:
        yield "".join(waiting)


def _lines(text: str) -> Iterable[str]:
    # Not splitlines(): a text may hold other signs that Python takes for an end of line.
    lines = re.split(r"\r\n|\n|\r", text.replace("\x00", ""))
    if len(lines) > MOST_LINES:
        raise Unreadable("calendar_too_many", limit=MOST_LINES)
    return (line for line in lines if line.strip())


def _property(line: str) -> tuple[str, Property]:
    """Return name and property of a line; an empty name for what is no line of a calendar."""
    found = HEAD.match(line)
    if found is None:
        return "", Property("")
    parameters = {
        one[1].upper(): (one[2] if one[2] is not None else one[3]).strip()
        for one in PARAMETER.finditer(found[2])
    }
    return found[1].upper(), Property(line[found.end() :], parameters)
