"""Ways to pass an address on: WhatsApp, mail, SMS and a QR code; nothing is sent from here."""

from dataclasses import dataclass
from urllib.parse import quote

import segno
from django.utils.safestring import SafeString, mark_safe

# A longer address makes a code too fine for an old phone or a cheap printer.
LONGEST_IN_CODE = 600


@dataclass(frozen=True, slots=True)
class Share:
    """Addresses that open a message to send; ``code`` is an SVG, empty when it gets too fine."""

    url: str
    whatsapp_url: str
    mail_url: str
    sms_url: str
    code: SafeString


def share_of(url: str, subject: str) -> Share:
    """Return the ways to share an address under a subject."""
    text = f"{subject}: {url}"
    return Share(
        url=url,
        whatsapp_url=f"https://wa.me/?text={quote(text)}",
        mail_url=f"mailto:?subject={quote(subject)}&body={quote(text)}",
        # "?&" is what both kinds of telephone understand.
        sms_url=f"sms:?&body={quote(text)}",
        code=qr_code(url),
    )


def qr_code(url: str) -> SafeString:
    """Return the QR code of an address as inline SVG, black on white in every colour scheme."""
    if len(url) > LONGEST_IN_CODE:
        return SafeString("")
    made = segno.make(url, error="l", micro=False)
    svg = made.svg_inline(
        border=3, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(svg.replace("<svg ", '<svg aria-hidden="true" ', 1))
