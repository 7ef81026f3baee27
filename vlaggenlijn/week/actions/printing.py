"""Large programmes and reports, made by the worker."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django_tasks import task

from vlaggenlijn.accounts.models import User
from vlaggenlijn.directory.actions.exporting import make_file
from vlaggenlijn.directory.letters import spoken_in
from vlaggenlijn.week.gathering import entries_of, masthead_of, towns_of
from vlaggenlijn.week.models import Campaign, PaperFile
from vlaggenlijn.week.models.printing import REPORT
from vlaggenlijn.week.reports import report_for, report_pdf
from vlaggenlijn.week.sheets import pdf, programme_html

AT_ONCE = 300  # entries; some three seconds
AT_MOST_WAITING = 3  # files of one person at a time
STEPS = 3  # read, laid out, written
State = PaperFile.State


def ask_for_paper(
    *, by: User, campaign: Campaign, order: str, size: str, municipality: str = "", site: str = ""
) -> PaperFile:
    """Have a large programme made by the worker; what is still waiting is not made twice."""
    wanted = {"campaign": campaign, "order": order, "size": size, "municipality": municipality}
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        waiting = PaperFile.objects.filter(by=by).waiting()
        same = waiting.filter(**wanted).first()
        if same:
            return same
        if waiting.count() >= AT_MOST_WAITING:
            raise PermissionDenied
        file = PaperFile.objects.create(by=by, address=site, parts=STEPS, **wanted)
        transaction.on_commit(lambda: make_paper.enqueue(str(file.pk)))
    return file


@task()
def make_paper(pk: str) -> None:
    """Make a programme that somebody asked for, and tell how far it is."""
    file = PaperFile.objects.select_related("campaign__network").get(pk=pk)
    if file.state != State.WAITING:
        return
    make_file(file, lambda: _content(file))
    _at(file, STEPS)


def _content(file: PaperFile) -> bytes:
    campaign = file.campaign
    with translation.override(spoken_in(campaign.network)):
        if file.order == REPORT:
            return _report(file)
        masthead = masthead_of(campaign, file.address)
        scope = dict(towns_of(campaign)).get(file.municipality, "")
        entries = entries_of(campaign, file.municipality)
        html = programme_html(masthead, entries, order=file.order, size=file.size, scope=scope)
        _at(file, 1)
        return pdf(html, masthead.accent, laid_out=lambda: _at(file, 2))


def _report(file: PaperFile) -> bytes:
    report = report_for(file.campaign, file.address)
    _at(file, 1)
    return report_pdf(report, laid_out=lambda: _at(file, 2))


def _at(file: PaperFile, step: int) -> None:
    file.done = step
    file.save(update_fields=["done", "state"])


def forget_old_papers() -> None:
    """Remove every file after a week, and files that no row knows any more."""
    PaperFile.objects.old().delete()
    known = {file.path.name for file in PaperFile.objects.all()}
    for path in PaperFile().path.parent.glob("*.pdf"):
        if path.name not in known:
            path.unlink(missing_ok=True)
