"""What can be wrong with one activity in a list, and the sentence that says how to mend it."""

from vlaggenlijn.directory.import_rows.problems import Problem

gettext_noop = str  # marks a text for translation; nothing is translated here

ERRORS: dict[str, str] = {
    "too_many_activities": gettext_noop(
        "The list has %(count)s rows; at most %(limit)s activities go in at once. Send it in parts."
    ),
    "first_on_unmapped": gettext_noop("No column holds the day. Choose the column with the day."),
    "starts_at_unmapped": gettext_noop(
        "No column holds the hour at which it begins. Choose the column with that hour."
    ),
    "first_on_missing": gettext_noop("The day is missing. Fill it in, as in 16/5/2026."),
    "starts_at_missing": gettext_noop(
        "The hour at which it begins is missing. Fill it in, as in 19:30."
    ),
    "ends_at_missing": gettext_noop(
        "The hour at which it ends is missing. Fill it in, or write both hours as 19:30-21:00."
    ),
    "activity_day_wrong": gettext_noop(
        "“%(value)s” is not a day that we can read. Write it as 16/5/2026."
    ),
    "activity_days_wrong": gettext_noop(
        "“%(value)s” is not a list of days. Write them as 16/5/2026; 23/5/2026, at most 60."
    ),
    "day_far_away": gettext_noop(
        "“%(value)s” lies before 2000 or more than three years ahead. Check the year."
    ),
    "activity_hour_wrong": gettext_noop("“%(value)s” is not an hour. Write it as 19:30."),
    "same_hours": gettext_noop("It begins and ends at %(value)s. Correct one of the two hours."),
    "repeats_wrong": gettext_noop(
        "“%(value)s” does not say how often. Write: once, every week, every 2 weeks or every month."
    ),
    "weekdays_wrong": gettext_noop(
        "“%(value)s” is not a list of days of the week. Write them as Mon, Wed."
    ),
    "until_before": gettext_noop(
        "The last day (%(value)s) lies before the first one. Correct one of the two."
    ),
    "activity_place_missing": gettext_noop(
        "We do not find the municipality. Fill in a post code and a place, the name of a place that"
        " stands here, or “online”."
    ),
    "organizer_unknown": gettext_noop(
        "No organisation here is called “%(value)s” or has that number. Correct it, import the"
        " organisation first, or empty the cell when the network itself organises it."
    ),
    "organizer_several": gettext_noop(
        "“%(value)s” fits several organisations here. Give the number of the right one."
    ),
    "duplicate_activity_identifier": gettext_noop(
        "Row %(row)s has the same identifier. Give each activity its own; other days of one"
        " activity go in the column with further days."
    ),
    "duplicate_activity_name": gettext_noop(
        "Row %(row)s has the same name, day and hour. Remove one, or give both an identifier."
    ),
    "uit_no_id": gettext_noop(
        "It has no address of UiTdatabank (@id), so we cannot know it again."
    ),
    "uit_only_address": gettext_noop(
        "There is only its address. Ask the search for the whole record, with embed=true."
    ),
    "uit_not_public": gettext_noop("It is not for everybody, so it does not come on the agenda."),
    "uit_permanent": gettext_noop(
        "It has no days: it is always there. Put it in the directory as an offer instead."
    ),
    "uit_no_times": gettext_noop("It has no times to come."),
    "same_activity": gettext_noop(
        "Row %(row)s is about the same activity, “%(name)s”. Keep one row per activity."
    ),
}

DOUBTS: dict[str, str] = {
    "ends_next_day": gettext_noop(
        "It begins at %(begin)s and ends at %(end)s the next day. Check both hours."
    ),
    "activity_over": gettext_noop(
        "It was over on %(value)s, so no visitor will see it. Check the year."
    ),
    "kind_unknown": gettext_noop(
        "“%(value)s” is not a kind we know, so it stands under “something else”. Write for example"
        " talk, meeting place, course, outing or party."
    ),
    "activity_state_wrong": gettext_noop(
        "“%(value)s” does not say whether it stands on the agenda, so it stays as it is; a new one"
        " is a draft. Write: on the agenda, or draft."
    ),
    "places_wrong": gettext_noop(
        "“%(value)s” is not a number of places between 1 and 2,000, so it is left out."
    ),
    "registration_wrong": gettext_noop(
        "“%(value)s” does not say how people register, so it is left out. Write yes, no, or a web"
        " address, phone number or e-mail address."
    ),
    "price_too_high": gettext_noop(
        "“%(value)s” is more than a price of an activity can be here, so it stands in words."
    ),
    "activity_yes_wrong": gettext_noop("“%(value)s” is not yes or no, so it is left out."),
    "activity_elsewhere": gettext_noop(
        "It takes place outside the municipalities of this network. Check the post code."
    ),
    "activity_twin": gettext_noop(
        "“%(name)s” is here already on that day, without this identifier. Is it the same one?"
    ),
    "several_activities": gettext_noop(
        "Several activities here have this name on that day. Choose which one is meant."
    ),
    "uit_organizer": gettext_noop(
        "No organisation here is called “%(value)s”, so the network itself stands as organiser."
        " Correct it with the activity."
    ),
    "uit_twin": gettext_noop(
        "“%(name)s” is here already on that day, and not linked to this record. Is it the same one?"
    ),
    "kept_as_here": gettext_noop(
        "This was changed here as well as there, so it stays as it is here: %(fields)s."
    ),
    "days_left_out": gettext_noop(
        "It has more single days than can be named one by one, so some are left out: %(count)s."
    ),
    "title_cut": gettext_noop("The title has more than %(limit)s characters, so it was cut off."),
    "feed_place_unknown": gettext_noop(
        "We do not know the municipality of “%(value)s”. Fill it in with the activity."
    ),
    "activity_archived": gettext_noop(
        "“%(name)s” is archived here, so it is left as it is. Bring it back first if it should be"
        " shown again."
    ),
}

ACTIVITY_MESSAGES = ERRORS | DOUBTS


def said(about: str, code: str, /, **values: str | int) -> Problem:
    """Return a problem with a code of this module."""
    return Problem("error" if code in ERRORS else "doubt", about, code, values)
