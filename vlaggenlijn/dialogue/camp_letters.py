"""The mail to who takes notes in a session of a camp."""

from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.dialogue.models import CampSession
from vlaggenlijn.directory.letters import Letter, closing, joined, spoken_in


def report_letter(session: CampSession, token: str, *, address: str, is_reminder: bool) -> Letter:
    """Return subject and body with the personal link to the report of a session."""
    camp = session.camp
    with translation.override(spoken_in(camp.network)):
        subject = _("You take notes: %(title)s") % {"title": session.title}
        if is_reminder:
            subject = _("Reminder: %(subject)s") % {"subject": subject}
        told = {
            "title": session.title,
            "camp": camp.name,
            "day": formats.date_format(camp.day, "l j F Y"),
        }
        return subject, joined(
            [
                _("Hello,"),
                _("You take notes in “%(title)s” at %(camp)s on %(day)s.") % told,
                session.place_words,
                _("Afterwards you answer four short questions, on your phone too. This is your"
                  " link:"),
                site_of(camp.network, otherwise=address)
                + reverse("dialogue:camp_report", args=[token]),
                _("Your answers stand in the day book of everybody the same evening. Write nothing"
                  " that points to one family."),
                *closing(camp.network),
            ]
        )  # fmt: skip
