"""What can be said about a record of HSDS that comes in, and the sentence for it."""

from collections.abc import Mapping

from vlaggenlijn.directory.import_rows.problems import Problem

gettext_noop = str  # marks a text for translation; nothing is translated here

ERRORS: dict[str, str] = {
    "hsds_no_name": gettext_noop("It has no name, so it is left out."),
    "hsds_no_organization": gettext_noop(
        "It does not say of which organisation it is, so it is left out."
    ),
    "hsds_organization_absent": gettext_noop(
        "It names an organisation that is not in the file, so it is left out."
    ),
    "hsds_organization_left_out": gettext_noop(
        "Its organisation is left out, so this cannot be written either."
    ),
    "hsds_repeated": gettext_noop(
        "“%(value)s” is the id of an earlier record in the file, so this one is left out."
    ),
    "hsds_same_record": gettext_noop(
        "Record %(row)s is about the same one here, so this one is left out."
    ),
}
REMARKS: dict[str, str] = {
    "hsds_no_id": gettext_noop("It has no id of its own, so it is recognised by its name only."),
    "hsds_no_status": gettext_noop("It has no state; what is new counts as active."),
    "hsds_unreadable": gettext_noop("“%(value)s” cannot be read, so it is left out."),
    "hsds_shortened": gettext_noop(
        "The text is longer than the %(limit)s characters we keep, so its end is left out."
    ),
    "hsds_ages": gettext_noop("The youngest age is above the oldest one, so both are left out."),
    "hsds_older_than_children": gettext_noop(
        "Ages above 25 years are said in words: we keep those of children."
    ),
    "hsds_hours_in_words": gettext_noop(
        "The hours “%(value)s” are kept in words; nobody can say by them whether it is open."
    ),
    "hsds_area_unknown": gettext_noop(
        "“%(value)s” is not one municipality we know, so the area is left out."
    ),
    "hsds_term_unknown": gettext_noop("“%(value)s” has no word here yet, so it is left out."),
    "hsds_reference": gettext_noop("“%(value)s” points to nothing in the file."),
    "hsds_swapped": gettext_noop("Latitude and longitude stood in each other's place."),
    "hsds_no_place": gettext_noop("A place points to no location in the file, so it is left out."),
}
MESSAGES: Mapping[str, str] = ERRORS | REMARKS


def said(field: str, code: str, /, **values: str | int) -> Problem:
    """Return what is to be said; a remark asks nobody to look, an error keeps the record out."""
    return Problem("error" if code in ERRORS else "remark", field, code, values)
