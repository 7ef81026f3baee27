"""With what a new series begins: five hats and six short questions, in words of our own."""

from django.utils.translation import gettext as _


def hats() -> list[tuple[str, str, str, int]]:
    """Return (name, what is asked, colour, minutes) for the keys 1 to 5."""
    return [
        (_("White hat"), _("What do you do now? Facts and figures only."), "#ffffff", 25),
        (_("Black hat"), _("What is difficult, what gets in the way?"), "#3b3b3b", 25),
        (_("Yellow hat"), _("What works, what are you glad of?"), "#f4c430", 20),
        (_("Green hat"), _("What could be different, what do you dream of?"), "#3f9d5a", 25),
        (_("Red hat"), _("What does it do to you?"), "#d64545", 15),
    ]


def questions() -> list[tuple[str, str, list[str]]]:
    """Return (question, kind, possible answers) for the input form."""
    often = [_("often"), _("now and then"), _("rarely or never")]
    return [
        (_("Which parents do you meet in your work?"), "many", _families()),
        (_("What do you do for parents already?"), "many", _offers()),
        (_("How often do parents ask you something about raising children?"), "one", often),
        (_("With whom do you work together on this?"), "many", _partners()),
        (_("What holds you back most?"), "many", _hurdles()),
        (_("What do you want to talk about at the table?"), "text", []),
    ]


def _families() -> list[str]:
    return [
        _("expecting parents"),
        _("parents of young children"),
        _("parents of teenagers"),
        _("single parents"),
        _("families in poverty"),
        _("newcomers"),
    ]


def _offers() -> list[str]:
    return [
        _("information"),
        _("advice in a talk"),
        _("group meetings"),
        _("a place to meet"),
        _("practical help at home"),
        _("referring to others"),
    ]


def _partners() -> list[str]:
    return [
        _("childcare"),
        _("schools"),
        _("health care for young children"),
        _("youth work"),
        _("volunteers"),
        _("nobody yet"),
    ]


def _hurdles() -> list[str]:
    return [_("time"), _("money"), _("knowledge"), _("reaching parents"), _("it is nobody's task")]
