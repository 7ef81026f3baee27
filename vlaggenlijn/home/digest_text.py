"""The words of the mail on Monday: plain text, short lines, each address on a line of its own."""

import textwrap
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vlaggenlijn.directory.models import Service
from vlaggenlijn.home.addresses import whole_address
from vlaggenlijn.home.digest_campaigns import Asking
from vlaggenlijn.home.digests import FEW, Digest
from vlaggenlijn.week.models import CampaignActivity

WIDTH = 68


def subject(digest: Digest) -> str:
    if digest.stale_count:
        text = ngettext(
            "%(count)s offer waits for you", "%(count)s offers wait for you", digest.stale_count
        )
        return text % {"count": digest.stale_count}
    if digest.task_count:
        text = ngettext(
            "%(count)s task waits for you", "%(count)s tasks wait for you", digest.task_count
        )
        return text % {"count": digest.task_count}
    return _("This week in your network")


def body(digest: Digest, links: Mapping[UUID, str], stop: str) -> str:
    """Return the text; ``links`` gives for each stale service the address of its page."""
    parts = [
        [_("Hello %(name)s,") % {"name": digest.person}],
        _stale(digest, links),
        _tasks(digest),
        *(_campaign(one) for one in digest.campaigns),
        _suggested(digest),
        _out_of_reach(digest),
        _missed(digest),
        _week(_("Closed now"), digest.closed, until=True),
        _week(_("Open again this week"), digest.opening),
        _week(_("New"), digest.new),
        _week(_("Changed by others"), digest.changed),
        _end(digest, stop),
    ]
    return "\n\n".join("\n".join(_wrapped(part)) for part in parts if part) + "\n"


def _wrapped(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        is_address = line.strip().startswith("http")
        indent = " " * (len(line) - len(line.lstrip()))
        yield (
            line
            if is_address or not line
            else textwrap.fill(
                line,
                WIDTH,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )


def _stale(digest: Digest, links: Mapping[UUID, str]) -> list[str]:
    if not digest.stalest:
        return []
    lines = [_title(_("Still right?")), _("Open the address and tap one button. That is all.")]
    for service in digest.stalest:
        lines += ["", f"* {service.name} ({service.organization.name})", f"  {_checked(service)}"]
        lines.append(f"  {links[service.pk]}")
    more = digest.stale_count - len(digest.stalest)
    if more > 0:
        text = ngettext("And %(count)s more:", "And %(count)s more:", more) % {"count": more}
        lines += ["", text, whole_address(reverse("directory:services"), digest.network)]
    return lines


def _checked(service: Service) -> str:
    if service.assured_on is None:
        return _("not confirmed yet")
    day = formats.date_format(service.assured_on, "j F Y")
    return _("last checked on %(date)s") % {"date": day}


def _tasks(digest: Digest) -> list[str]:
    if not digest.tasks:
        return []
    lines = [_title(_("Your tasks"))]
    for task in digest.tasks:
        # Only tasks with a day are due.
        day = formats.date_format(task.due_on, "j F")  # type: ignore[arg-type]
        when = _("late: it was for %(day)s") if task.is_late else _("by %(day)s")
        lines.append(f"* {task.what} ({when % {'day': day}})")
    more = digest.task_count - len(digest.tasks)
    if more > 0:
        lines.append(ngettext("And %(count)s more:", "And %(count)s more:", more) % {"count": more})
    address = f"{reverse('partnership:tasks')}?netwerk={digest.tasks[0].network.slug}&toon=mijn"
    return [*lines, whole_address(address, digest.tasks[0].network)]


def _campaign(asking: Asking) -> list[str]:
    """Return what one campaign asks this week, with the address of its desk."""
    campaign, lines = asking.campaign, []
    if asking.waiting:
        text = ngettext(
            "%(count)s activity waits to be looked at",
            "%(count)s activities wait to be looked at",
            asking.waiting,
        )
        lines.append("* " + text % {"count": asking.waiting})
    for step in asking.unowned[:FEW]:
        day = formats.date_format(step.task.due_on, "j F")  # type: ignore[arg-type]
        when = _("late: it was for %(day)s") if step.task.is_late else _("by %(day)s")
        lines.append(f"* {step} ({when % {'day': day}}, {_('nobody yet')})")
    if len(asking.unowned) > FEW:
        count = len(asking.unowned) - FEW
        lines.append("* " + _("and %(count)s more steps of nobody") % {"count": count})
    if asking.is_vote:
        day = formats.date_format(campaign.vote_closes_on, "j F")  # type: ignore[arg-type]
        lines.append("* " + _("vote on the theme, until %(day)s") % {"day": day})
    lines += [_sent_back(one) for one in asking.sent_back[:FEW]]
    address = whole_address(reverse("week:campaign", args=[campaign.pk]), campaign.network)
    return [_title(str(campaign)), *lines, address]


def _sent_back(one: CampaignActivity) -> str:
    return f"* {one}: {_('sent back')}" + (f" ({one.remark})" if one.remark else "")


def _suggested(digest: Digest) -> list[str]:
    if not digest.suggested:
        return []
    text = ngettext(
        "%(count)s suggestion of a visitor waits for you.",
        "%(count)s suggestions of visitors wait for you.",
        digest.suggested,
    )
    address = whole_address(reverse("directory:suggestions"), digest.network)
    return [_title(_("Suggested")), text % {"count": digest.suggested}, address]


def _out_of_reach(digest: Digest) -> list[str]:
    if not digest.out_of_reach:
        return []
    text = ngettext(
        "%(count)s offer has a phone or website that does not answer.",
        "%(count)s offers have a phone or website that does not answer.",
        digest.out_of_reach,
    )
    address = whole_address(reverse("directory:unreachable"), digest.network)
    return [_title(_("Out of reach")), text % {"count": digest.out_of_reach}, address]


def _missed(digest: Digest) -> list[str]:
    if not digest.missed:
        return []
    lines = [_title(_("Asked and not found")), _("In the past four weeks, at least so often:")]
    for network, themes in digest.missed:
        lines += [f"* {line.label}: {line.unanswered} ({network.name})" for line in themes]
    return [*lines, whole_address(reverse("home:asked"), digest.network)]


def _week(title: str, services: list[Service], *, until: bool = False) -> list[str]:
    if not services:
        return []
    lines = [_title(title)]
    for service in services:
        day = service.closed_until if until else None
        shown = f", {_('until')} {formats.date_format(day, 'j F')}" if day else ""
        lines.append(f"* {service.name}{shown}")
    return lines


def _title(text: str) -> str:
    return f"{text.upper()}"


def _end(digest: Digest, stop: str) -> list[str]:
    sender = digest.network.name if digest.network else "Vlaggenlijn"
    why = _(
        "You get this mail on Mondays from %(sender)s, because you keep information true there."
        " Without news there is no mail."
    )
    return ["--", why % {"sender": sender}, _("No longer? One button on this page:"), stop]
