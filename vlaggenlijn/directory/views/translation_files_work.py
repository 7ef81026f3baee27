"""Files for translators: what is missing goes out, what comes back is looked at first."""

import tempfile
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.languages import OWN_NAMES, SOURCE, direction
from vlaggenlijn.accounts.staff_pages import CONFLICT, INVALID, StaffRequest, page_of_forms
from vlaggenlijn.common import spreadsheets
from vlaggenlijn.common.forms import visible
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.forms import BoardFilter, TranslationFileForm
from vlaggenlijn.directory.history_words import language_name
from vlaggenlijn.directory.models import Translatable
from vlaggenlijn.directory.translating import MANY_LINES
from vlaggenlijn.directory.translation_board import (
    KINDS,
    board_of,
    by_id,
    known_pieces,
    records_of,
    units_of,
)
from vlaggenlijn.directory.translation_files import (
    MESSAGES,
    TAKEN,
    Judged,
    Returned,
    UnreadableTranslations,
    Verdict,
    judge,
    read_id,
    read_table,
    read_xliff,
    workbook,
    xliff,
)

SALT = "directory.translations"
KEPT_FOR = 24 * 60 * 60
# Django takes at most a megabyte of form.
LONGEST_LOAD = 900_000
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {"xliff": ("xlf", "application/x-xliff+xml"), "xlsx": ("xlsx", WORKBOOK)}


@require_safe
def export_translations(request: StaffRequest, language: str) -> HttpResponse:
    """What is missing or outdated in a language, as a file for a translator."""
    form = BoardFilter(request.GET)
    records = records_of(request.user, form.kind, form.words)
    if language not in {one.language for one in board_of(records).tallies}:
        raise Http404
    units = units_of(records, language)
    if not units:
        messages.info(request, _("Nothing is missing in this language."))
        return redirect("directory:translations")
    shape = request.GET.get("vorm", "xliff")
    suffix, content_type = FORMS.get(shape, FORMS["xliff"])
    headings = (_("record"), _("field"), _("earlier translation"))
    is_workbook = suffix == "xlsx"
    content = workbook(units, language, headings) if is_workbook else xliff(units, language)
    response = HttpResponse(content, content_type=content_type)
    name = f"vertaling-{SOURCE}-{language}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@page_of_forms
def import_translations(request: StaffRequest) -> HttpResponse:
    """A file that came back: first look, then keep all of it as drafts, or nothing."""
    if "load" in request.POST:
        return _keep(request, request.POST["load"])
    data = request.POST if request.method == "POST" else None
    form = TranslationFileForm(data, request.FILES or None)
    if data is None or not form.is_valid():
        return _page(request, form=form, status=200 if data is None else INVALID)
    try:
        language, returned = _read(form.cleaned_data["file"])
    except spreadsheets.UnreadableSpreadsheet as refused:
        form.add_error("file", _(spreadsheets.MESSAGES[refused.code]) % refused.values)
    except UnreadableTranslations as refused:
        form.add_error("file", _(MESSAGES[refused.code]) % refused.values)
    else:
        return _preview(request, language, returned)
    return _page(request, form=form, status=INVALID)


def _read(upload: UploadedFile) -> tuple[str, list[Returned]]:
    """Return the language and the texts of a file; its first bytes say what it is."""
    content = upload.read(spreadsheets.LIMITS.bytes + 1)
    if not content.startswith(b"PK"):
        language, returned = read_xliff(content)
    else:
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
            file.write(content)
            file.flush()
            language, returned = read_table(spreadsheets.read(Path(file.name)), OWN_NAMES)
    return language, [Returned(one.id, _tidy(one), one.problem) for one in returned]


def _tidy(one: Returned) -> str:
    """Return a text as the form would let it in."""
    named = read_id(one.id)
    text = visible(one.text).strip()
    has_lines = named is not None and named[0].field in MANY_LINES
    return text if has_lines else " ".join(text.split())


def _records(request: StaffRequest) -> list[Translatable]:
    return [record for kind in KINDS for record in records_of(request.user, kind)]


def _preview(
    request: StaffRequest, language: str, returned: list[Returned], status: int = 200
) -> HttpResponse:
    judged = judge(returned, known_pieces(_records(request), language))
    load = _promise(language, judged)
    is_too_much = len(load) > LONGEST_LOAD
    return _page(
        request,
        status=INVALID if is_too_much else status,
        language=language,
        language_name=language_name(language),
        direction=direction(language),
        empty=len(returned) - len(judged),
        load="" if is_too_much else load,
        is_too_much=is_too_much,
        key=uuid.uuid4(),
        is_stale=status == CONFLICT,
        **_sorted(judged),
    )


def _promise(language: str, judged: list[Judged]) -> str:
    """Return what the page sends back to keep these texts; signed, so that nobody alters it."""
    taken = [[one.returned.id, one.returned.text] for one in judged if one.verdict in TAKEN]
    return signing.dumps([language, taken], salt=SALT, compress=True)


def _sorted(judged: list[Judged]) -> dict[str, Any]:
    counts = Counter(one.verdict for one in judged)
    return {
        "taken": [one for one in judged if one.verdict in TAKEN],
        "refused": [one for one in judged if one.verdict not in (*TAKEN, Verdict.SAME)],
        "counts": {verdict.value: counts[verdict] for verdict in Verdict},
    }


def _keep(request: StaffRequest, load: str) -> HttpResponse:
    """Look once more at what the preview promised; when anything moved, show it again."""
    try:
        language, rows = signing.loads(load, salt=SALT, max_age=KEPT_FOR)
        key = uuid.UUID(request.POST.get("key", ""))
    except (signing.BadSignature, ValueError):
        messages.error(request, _("This page was open too long. Choose the file again."))
        return redirect("directory:import_translations")
    returned = [Returned(one, text) for one, text in rows]
    records = _records(request)
    judged = judge(returned, known_pieces(records, language))
    if not all(one.verdict in (*TAKEN, Verdict.SAME) for one in judged):
        return _preview(request, language, returned, status=CONFLICT)
    actions.import_translations(
        by=request.user,
        language=language,
        pieces=_by_record(judged, records),
        idempotency_key=key,
    )
    about = {(one.piece.kind, one.piece.record_id) for one in judged if one.piece}
    messages.success(request, _kept_text(len(about)))
    return redirect(f"{reverse('directory:translations')}?naar={language}")


def _kept_text(count: int) -> str:
    return ngettext(
        "%(count)s record has a new draft. Read it and approve it.",
        "%(count)s records have a new draft. Read them and approve them.",
        count,
    ) % {"count": count}


def _by_record(
    judged: list[Judged], records: list[Translatable]
) -> list[tuple[Translatable, dict[str, str]]]:
    found = by_id(records)
    texts: dict[Any, dict[str, str]] = {}
    for one in judged:
        if one.piece and one.verdict in TAKEN:
            key = (one.piece.kind, one.piece.record_id)
            texts.setdefault(key, {})[one.piece.field] = one.returned.text
    return [(found[key], said) for key, said in texts.items()]


def _page(request: StaffRequest, status: int = 200, **context: Any) -> HttpResponse:
    context.setdefault("form", TranslationFileForm())
    return render(
        request,
        "directory/work/import_translations.html",
        context,
        status=status,
    )
