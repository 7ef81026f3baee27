"""What is printed of a campaign out of its programme: lists, the poster, cards; as tagged PDF."""

import base64
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vlaggenlijn.accounts.colours import BLACK, WHITE, Colour, contrast, parse, write
from vlaggenlijn.common.paper import pdf_of, qr_address
from vlaggenlijn.week.programme import (
    Entry,
    Group,
    Row,
    Time,
    alphabetical,
    by_day,
    by_municipality,
    in_map_order,
)
from vlaggenlijn.week.social import FLAGS, ThemeImage, bunting

STYLE = Path(__file__).resolve().parents[1] / "static" / "vlaggenlijn" / "programme.css"
FORMATS = {"a4": "A4", "a3": "A3"}
IN_A_GROUP = 50  # numbers under one heading of the list by map
IN_COLUMNS = 300  # entries; more stand in one column of larger letters, set in half the time
CARD_QRS = 400  # cards; more make a file nobody prints


def _on_map(entries: Sequence[Entry]) -> list[Group]:
    rows = [Row(one) for one in in_map_order(entries)]
    groups = [rows[start : start + IN_A_GROUP] for start in range(0, len(rows), IN_A_GROUP)]
    return [
        Group(f"{place * IN_A_GROUP + 1} – {place * IN_A_GROUP + len(group)}", tuple(group))
        for place, group in enumerate(groups)
    ]


# What stands in the address -> how it is called, and the order itself.
ORDERS: dict[str, tuple[Any, Callable[[Sequence[Entry]], list[Group]]]] = {
    "dag": (gettext_lazy("By day"), by_day),
    "alfabet": (gettext_lazy("By name, from A to Z"), alphabetical),
    "gemeente": (gettext_lazy("By municipality"), by_municipality),
    "kaart": (gettext_lazy("From north to south, as on a map"), _on_map),
}


@dataclass(frozen=True, slots=True)
class Masthead:
    """What every sheet says of the campaign; ``lines`` are (number, name) of helplines."""

    name: str
    theme: str
    first_on: date
    last_on: date
    network: str
    address: str
    accent: str
    publisher: str = ""
    contact: str = ""
    logo: str = ""
    lines: Sequence[tuple[str, str]] = ()

    @property
    def days(self) -> str:
        """Return "16 – 23 May 2026", with both months where they differ."""
        return days_text(self.first_on, self.last_on)

    @property
    def qr(self) -> str:
        return qr_address(self.address)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """An entry on paper; ``number`` is its place in the list where that goes by map."""

    entry: Entry
    when: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class PaperGroup:
    heading: str
    rows: list[PaperRow]


def days_text(first: date, last: date) -> str:
    if first == last:
        return formats.date_format(first, "j F Y")
    is_one_month = (first.year, first.month) == (last.year, last.month)
    begin = formats.date_format(first, "j" if is_one_month else "j F")
    return f"{begin} – {formats.date_format(last, 'j F Y')}"


def hours_of(time: Time) -> str:
    """Return "10.00 – 12.00"."""
    return f"{time.starts_at:%-H.%M} – {time.ends_at:%-H.%M}"


def when_of(time: Time) -> str:
    """Return "Sat 16 May, 10.00 – 12.00"."""
    return f"{formats.date_format(time.day, 'D j F')}, {hours_of(time)}"


def times_text(times: Sequence[Time], most: int = 4) -> str:
    """Return the times of an entry; of a long series the first ones, and how many more."""
    told = "; ".join(when_of(one) for one in sorted(times)[:most])
    more = len(times) - most
    return told if more <= 0 else f"{told}; " + _("and %(count)s more times") % {"count": more}


def paper_groups(order: str, groups: Sequence[Group]) -> list[PaperGroup]:
    """Return groups with their texts; rows of a list by day give hours, others days too."""
    numbers: Iterator[int] = iter(range(1, sum(len(one.rows) for one in groups) + 1))
    return [
        PaperGroup(
            paper_heading(group.heading),
            [
                PaperRow(
                    row.entry,
                    hours_of(row.time) if row.time else times_text(row.entry.times),
                    next(numbers) if order == "kaart" else None,
                )
                for row in group.rows
            ],
        )
        for group in groups
    ]


def paper_heading(heading: date | str) -> str:
    """Return a heading in words: the day, or the text itself."""
    if isinstance(heading, date):
        return formats.date_format(heading, "l j F")
    return heading


def programme_html(
    masthead: Masthead, entries: Sequence[Entry], *, order: str, size: str, scope: str = ""
) -> str:
    """Return a programme as a whole HTML document; ``scope`` names the municipality it is of."""
    title, arranged = ORDERS[order]
    context = {
        "masthead": masthead,
        "look": f"{size} {order}" + (" is-large" if len(entries) > IN_COLUMNS else ""),
        "scope": scope,
        "order": title,
        "groups": paper_groups(order, arranged(entries)),
    }
    return render_to_string("week/paper/programme.html", context)


def poster_html(masthead: Masthead, towns: Sequence[str], picture: ThemeImage | None = None) -> str:
    """Return the poster (A3), with the image of the theme where there is one."""
    context = {"masthead": masthead, "towns": towns, "picture": picture}
    return render_to_string("week/paper/poster.html", context)


def cards_html(masthead: Masthead, cards: Sequence[tuple[Entry, str]]) -> str:
    """Return cards (A6, four on a sheet); each is an entry and the address of its page."""
    context = {
        "masthead": masthead,
        "cards": [
            {
                "entry": entry,
                "when": times_text(entry.times),
                "address": address,
                "qr": qr_address(address) if len(cards) <= CARD_QRS else "",
            }
            for entry, address in cards
        ],
    }
    return render_to_string("week/paper/cards.html", context)


def pdf(
    html: str, accent: str, sizes: Sequence[str] = (), laid_out: Callable[[], Any] = lambda: None
) -> bytes:
    """Return a sheet as tagged PDF; raises NoPango where the system cannot draw one."""
    style = _style(accent)
    return pdf_of(html, stylesheet=STYLE, sizes=sizes, more_style=style, laid_out=laid_out)


def _style(accent: str) -> str:
    """Return colour and bunting as style: decoration that no reader of a PDF is told about."""
    ink = write(_ink_on(parse(accent)))
    paper = _flags(write(BLACK), accent)
    return (
        f".flags{{background-image:url({paper})}}"
        f".poster .flags{{background-image:url({_flags(ink, '#ffffff')})}}"
        f".poster body{{background:{accent};color:{ink}}}"
    )


def _ink_on(back: Colour) -> Colour:
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, back))


def _flags(string: str, last_flag: str) -> str:
    """Return the bunting over the width of a sheet as a data address."""
    flags = (*FLAGS[:3], last_flag)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1400 180"'
        ' preserveAspectRatio="none">'
        f"{bunting(1400, 6, flags, string)}</svg>"
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
