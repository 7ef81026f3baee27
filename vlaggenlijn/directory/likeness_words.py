"""The reasons of likeness in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from vlaggenlijn.common.phones import shown


def reason_text(code: str, value: str = "") -> str:
    """Return one reason as a short phrase; a code that is not for readers gives an empty text."""
    texts = {
        "same_kbo": _("same enterprise number (KBO) %(value)s"),
        "same_ovo": _("same OVO number %(value)s"),
        "same_name": _("same name"),
        "sounds_alike": _("the name sounds alike"),
        "name_alike": _("almost the same name"),
        "name_within": _("the one name holds the other"),
        "name_somewhat": _("the names look somewhat alike"),
        "same_kind": _("a name for the same kind of house"),
        "same_address": _("same address"),
        "other_box": _("same address, another box"),
        "same_street": _("same street"),
        "metres_apart": _("%(value)s m apart"),
        "same_town": _("same municipality"),
        "same_phone": _("same phone %(value)s"),
        "same_mail": _("same e-mail %(value)s"),
        "same_domain": _("e-mail at the same domain"),
        "same_host": _("same website"),
        "same_organization": _("of the same organisation"),
        "same_themes": _("a theme in common"),
        "same_sector": _("same sector"),
    }
    said = shown(value) if code == "same_phone" else value
    return texts.get(code, "") % {"value": said}


def reason_texts(reasons: Iterable[Iterable[str]]) -> list[str]:
    """Return stored reasons (code and value) in words."""
    return [text for code, value in reasons if (text := reason_text(code, value))]
