import json
import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from vlaggenlijn.common.sealing import SealError
from vlaggenlijn.dialogue.handing_out import file_of
from vlaggenlijn.dialogue.models import Series

SUFFIXES = (".qdpx", ".qdc", ".csv", ".xlsx")


class Command(BaseCommand):
    help = (
        "Write a series of dialogue tables as a REFI-QDA project (.qdpx), its codebook (.qdc), its"
        " codebook for Taguette (.csv) or its quotes as a workbook (.xlsx). Withdrawn quotes and"
        " names of people never leave."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("series", nargs="?", help="id or title, as --list shows them")
        parser.add_argument(
            "file", nargs="?", type=Path, help="OUT.qdpx, OUT.qdc, OUT.csv or OUT.xlsx"
        )
        parser.add_argument("--list", action="store_true", help="only name the series")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--language", choices=settings.WORKSPACE_LANGUAGES, default="nl")

    def handle(self, *args: str, **options: Any) -> None:
        with translation.override(options["language"]):
            if options["list"]:
                self._list(as_json=options["json"])
                return
            if not options["series"] or options["file"] is None:
                raise CommandError(_("Give a series and a file, or --list to see the series."))
            series = _series(options["series"])
            size = _write(series, options["file"], options["language"])
            self._report(series, options["file"], size, as_json=options["json"])

    def _list(self, *, as_json: bool) -> None:
        rows = [
            {"id": str(one.pk), "network": one.network.slug, "title": one.title}
            for one in Series.objects.with_counts().order_by("network__slug", "title", "id")
        ]
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for row in rows:
            self.stdout.write(f"{row['id']}  {row['network']}  {row['title']}")
        if not rows:
            self.stdout.write(_("There is no series yet."))

    def _report(self, series: Series, file: Path, size: int, *, as_json: bool) -> None:
        if as_json:
            report = {"id": str(series.pk), "title": series.title, "file": str(file), "bytes": size}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
            return
        text = _("%(title)s is in %(file)s (%(size)s kB).")
        values = {"title": series.title, "file": file, "size": size // 1024 + 1}
        self.stdout.write(text % values)


def _series(asked: str) -> Series:
    """Return the series with an id, or the only one with a title."""
    every = Series.objects.with_counts()
    try:
        found = list(every.filter(pk=uuid.UUID(asked)))
    except (ValueError, ValidationError):
        found = list(every.filter(title=asked)[:2])
    if not found:
        text = _("There is no series “%(asked)s”. With --list you see which there are.")
        raise CommandError(text % {"asked": asked})
    if len(found) > 1:
        text = _("There are several series “%(asked)s”. Give the id; --list shows it.")
        raise CommandError(text % {"asked": asked})
    return found[0]


def _write(series: Series, file: Path, language: str) -> int:
    """Write the file and return its size; what goes wrong is said in one sentence."""
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        text = _("Give the file a name that ends in one of: %(suffixes)s.")
        raise CommandError(text % {"suffixes": ", ".join(SUFFIXES)})
    try:
        content = file_of(series, suffix, language)
        file.write_bytes(content)
    except ValueError:
        raise CommandError(_("This series has no codes yet.")) from None
    except (OSError, SealError) as error:
        raise CommandError(str(error)) from None
    return len(content)
