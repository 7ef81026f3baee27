"""Mails of a series: one personal link for all that is asked of a participant."""

from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.dialogue.models import Participant, Table
from vlaggenlijn.directory.letters import Letter, closing, joined, spoken_in


def invitation_letter(participant: Participant, token: str, *, address: str = "") -> Letter:
    """Return subject and body of an invitation; of a reminder when there was one before."""
    series = participant.series
    with translation.override(spoken_in(series.network)):
        subject = _("Invitation: %(title)s") % {"title": series.title}
        if participant.reminded_at:
            subject = _("Reminder: %(subject)s") % {"subject": subject}
        return subject, joined(
            [
                _("Hello,"),
                _("We invite %(code)s to a dialogue table about this question:")
                % {"code": participant.code},
                series.question,
                series.invitation,
                _(
                    "One person of your organisation can come. Open the link to choose a table, or"
                    " to say that nobody can come:"
                ),
                _link(participant, token, address),
                _("This link is yours alone. Pass it on only to the colleague who comes."),
                *closing(series.network),
            ]
        )


def check_letter(participant: Participant, table: Table, token: str, *, address: str) -> Letter:
    """Return subject and body that ask to read back what was noted."""
    network = participant.series.network
    with translation.override(spoken_in(network)):
        until = table.check_until or timezone.now()
        day = formats.date_format(timezone.localtime(until), "j F Y")
        return _("Is this what you said? %(table)s") % {"table": table.place}, joined(
            [
                _("Hello,"),
                _("Thank you for taking part in the table in %(place)s.") % {"place": table.place},
                _("Read what we noted from you. You can approve it, change it, take it back or"
                  " add something. Please do so before %(day)s.") % {"day": day},
                _link(participant, token, address, "dialogue:check"),
                _("If you say nothing, the report says so: silence is no consent."),
                *closing(network),
            ]
        )  # fmt: skip


def table_letter(
    participant: Participant, table: Table, kind: str, token: str, *, address: str = ""
) -> Letter:
    """Return subject and body that tell who has a seat the news: ``kind`` is moved, off or on."""
    network = participant.series.network
    with translation.override(spoken_in(network)):
        subjects, lines = _news()
        moment = table.starts_at and timezone.localtime(table.starts_at)
        day = formats.date_format(moment, "l j F Y, H:i") if moment else ""
        return subjects[kind] % {"place": table.place}, joined(
            [
                _("Hello,"),
                lines[kind],
                ", ".join(filter(None, [table.place, day])),
                _("Open the link to choose another table, or to say that nobody can come:"),
                _link(participant, token, address),
                *closing(network),
            ]
        )


def _news() -> tuple[dict[str, str], dict[str, str]]:
    subjects = {
        "moved": _("Changed: dialogue table in %(place)s"),
        "off": _("Does not go on: dialogue table in %(place)s"),
        "on": _("Goes on after all: dialogue table in %(place)s"),
    }
    return subjects, {
        "moved": _("The day, the hour or the place of your dialogue table has changed. It is now:"),
        "off": _("Sorry, the dialogue table where you have a seat does not go on:"),
        "on": _("The dialogue table where you have a seat goes on after all:"),
    }


def _link(participant: Participant, token: str, address: str, name: str = "dialogue:seat") -> str:
    site = site_of(participant.series.network, otherwise=address)
    return site + reverse(name, args=[token])
