"""Reading a page as a browser does: the values its form would send."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.utils.datastructures import MultiValueDict

Attributes = dict[str, str | None]


class _Form(HTMLParser):
    """Collects what one form of a page would send; ``number`` counts forms from 0."""

    def __init__(self, css_class: str) -> None:
        super().__init__()
        self.css_class = css_class
        self.values: MultiValueDict[str, str] = MultiValueDict()
        self.is_inside = False
        self.select = ""
        self.textarea = ""
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "form":
            self.is_inside = values.get("class") == self.css_class
        elif self.is_inside:
            self._inside(tag, values)

    def _inside(self, tag: str, values: Attributes) -> None:
        name = values.get("name") or ""
        if tag == "input" and name:
            is_tick = values.get("type") in ("checkbox", "radio")
            if not is_tick or "checked" in values:
                self.values.appendlist(name, values.get("value") or ("on" if is_tick else ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in values:
            self.values.appendlist(self.select, values.get("value") or "")
        elif tag == "textarea":
            self.textarea, self.text = name, ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False
        elif tag == "textarea" and self.is_inside:
            # HTML swallows the first line break after the tag.
            self.values.appendlist(self.textarea, self.text.removeprefix("\n"))
        elif tag == "select":
            self.select = ""


def sent_by(response: HttpResponse, css_class: str = "form", **typed: Any) -> dict[str, Any]:
    """Return what the form of a page would send after somebody typed these values."""
    form = _Form(css_class)
    form.feed(response.content.decode())
    values: dict[str, Any] = dict(form.values.lists())
    values.pop("csrfmiddlewaretoken", None)
    return values | typed
