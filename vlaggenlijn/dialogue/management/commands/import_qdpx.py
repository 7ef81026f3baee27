import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.sealing import SealError
from vlaggenlijn.dialogue.actions.bringing_in import BroughtIn, TooManyTexts, bring_in, counts
from vlaggenlijn.dialogue.exchange.problems import LIMITS, MESSAGES, Remark, Unreadable
from vlaggenlijn.dialogue.exchange.reading import ReadProject, read_qdpx


class Command(BaseCommand):
    help = (
        "Bring a REFI-QDA project (.qdpx) of another tool into a network as a new series: texts,"
        " codes, codings and notes. What is broken is left out and said."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--network", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--language", choices=settings.WORKSPACE_LANGUAGES, default="nl")

    def handle(self, *args: str, **options: Any) -> None:
        with translation.override(options["language"]):
            network = LocalNetwork.objects.with_slug(options["network"])
            if network is None:
                raise CommandError(_no_network(options["network"]))
            read = _read(options["file"])
            made = None if options["dry_run"] else _bring_in(network, read)
            report = _report(options["file"], network, read, made)
            if options["json"]:
                self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
                return
            for line in _lines(report, is_dry_run=made is None):
                self.stdout.write(line)


def _no_network(slug: str) -> str:
    known = ", ".join(LocalNetwork.objects.order_by("slug").values_list("slug", flat=True))
    return _("There is no network “%(slug)s”. The networks are: %(known)s.") % {
        "slug": slug,
        "known": known or "–",
    }


def _read(file: Path) -> ReadProject:
    try:
        with file.open("rb") as opened:
            content = opened.read(LIMITS.file_bytes + 1)
    except OSError as error:
        raise CommandError(str(error)) from None
    try:
        return read_qdpx(content)
    except Unreadable as refused:
        raise CommandError(_(MESSAGES[refused.code]) % refused.values) from None


def _bring_in(network: LocalNetwork, read: ReadProject) -> BroughtIn:
    try:
        return bring_in(by=None, network=network, project=read.project)
    except TooManyTexts:
        raise CommandError(_("There are too many texts for one series.")) from None
    except SealError as error:
        raise CommandError(str(error)) from None


def _report(
    file: Path, network: LocalNetwork, read: ReadProject, made: BroughtIn | None
) -> dict[str, Any]:
    project = read.project
    in_file = {
        "sources": len(project.sources),
        "codes": len(project.codes),
        "codings": sum(1 for _one in project.codings()),
        "notes": len(project.notes),
    }
    return {
        "file": file.name,
        "network": network.slug,
        "title": project.name,
        "origin": project.origin,
        "in_file": in_file,
        "series": None if made is None else str(made.series.pk),
        "made": None if made is None else dict(counts(made)),
        "remarks": [_remark(one) for one in read.remarks],
    }


def _remark(one: Remark) -> dict[str, Any]:
    names = ", ".join(one.names)
    message = _(MESSAGES[one.code]) % {"count": one.count, "names": names}
    return {"code": one.code, "count": one.count, "names": list(one.names), "message": message}


def _lines(report: dict[str, Any], *, is_dry_run: bool) -> list[str]:
    """Return what a person reads: what is in the file, what was wrong, what was made of it."""
    found = _("%(file)s: %(sources)s texts, %(codes)s codes, %(codings)s codings, %(notes)s notes")
    lines = [found % (report["in_file"] | {"file": report["file"]})]
    lines += [f"! {one['message']}" for one in report["remarks"]]
    if is_dry_run:
        return [*lines, _("This was a trial. Nothing was written.")]
    done = _(
        "Done: series %(series)s with %(tables)s tables, %(quotes)s quotes, %(codings)s codings"
        " and %(memos)s memos."
    )
    return [*lines, done % (report["made"] | {"series": report["series"]})]
