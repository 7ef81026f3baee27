"""Where staff can go: ten doors, and behind some of them a row of tabs."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Membership, Role
from vlaggenlijn.needs.access import TAKES_PART as ROLES_THAT_TAKE_PART

EVERYBODY, RUNS, ADMINISTRATOR, DEMO = "everybody", "runs", "administrator", "demo"
TAKES_PART = "takes part"


@dataclass(frozen=True, slots=True)
class Page:
    """A page to go to; ``others`` are the pages that belong under it."""

    name: str
    label: str | Promise
    audience: str = EVERYBODY
    others: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.name)


@dataclass(frozen=True, slots=True)
class Door:
    """One word of the navigation and its icon; it leads to its first page that one may see."""

    label: str | Promise
    icon: str
    pages: tuple[Page, ...]


OF_A_SERVICE = (
    *("directory:add_service", "directory:edit_service", "directory:service_history"),
    *("directory:service_version", "directory:archive_service", "directory:bulk_services"),
    *("directory:note", "directory:for_myself", "directory:quick_change"),
    *("directory:service_contacts", "directory:translate_service", "directory:propose_service"),
)
OF_AN_ORGANIZATION = (
    *("directory:add_organization", "directory:edit_organization"),
    *("directory:organization_history", "directory:organization_version"),
    *("directory:archive_organization", "directory:bulk_organizations"),
    *("directory:organization_contacts", "directory:translate_organization"),
    "directory:propose_organization",
)
OF_A_NETWORK = (
    *("accounts:network", "accounts:add_network", "accounts:members", "accounts:contact"),
    *("accounts:host", "directory:invite", "directory:areas", "directory:end_membership"),
    *("directory:stewardships", "directory:first_services", "home:start", "home:first_day"),
    "home:embed_lines",
)
OF_AN_ACTIVITY = (
    *("agenda:add", "agenda:work", "agenda:edit", "agenda:occurrence"),
    "agenda:registrations",
    *("agenda:uitdatabank", "agenda:uit_import"),
    *("agenda:feeds", "agenda:add_feed", "agenda:followed", "agenda:edit_feed"),
)
OF_AN_IMPORT = (
    *("directory:import_job", "directory:import_columns", "directory:import_terms"),
    *("directory:bring_in", "directory:sources", "directory:add_source", "directory:source"),
    *("directory:edit_source", "directory:source_terms"),
)
OF_A_CAMPAIGN = (
    *("week:campaign", "week:add_campaign", "week:edit_campaign", "week:propose", "week:print"),
    *(
        "week:carry_over",
        "week:lesson",
        "week:texts",
        "week:voting",
        "week:bunting",
        "week:add_bunting",
        "week:edit_bunting",
        "week:kits",
        "week:pictures",
        "week:timeline",
        "week:add_timeline_step",
        "week:edit_timeline_step",
        "week:widget_lines",
        "week:report",
        "week:thank",
        "week:evaluations",
        "week:evaluate",
        "week:learn",
    ),
)
AT_THE_TABLE = {
    "partners": ("partner", "edit_partner", "add_partner", "finder", "invite"),
    "groups": ("group", "add_group", "edit_group", "meeting", "add_meeting", "edit_meeting",
               "minutes"),
    "tasks": ("add_task", "edit_task"),
    "undertakings": ("undertaking", "add_undertaking", "edit_undertaking"),
    "money": ("add_source", "edit_source", "add_line", "edit_line"),
    "consultations": ("consultation", "add_consultation"),
    "handbooks": ("handbook", "add_handbook", "edit_handbook", "add_step", "edit_step",
                  "share_handbook", "compare_handbook", "handbook_version", "ready_handbook"),
}  # fmt: skip


def _at_the_table(name: str, label: str | Promise, audience: str = EVERYBODY) -> Page:
    others = tuple(f"partnership:{one}" for one in AT_THE_TABLE.get(name, ()))
    return Page(f"partnership:{name}", label, audience, others)


OF_A_DIALOGUE = tuple(
    f"dialogue:{name}"
    for name in (
        *("add_series", "series", "edit_series", "facilitators", "addressees", "choose_addressees"),
        *("questions", "question", "add_question", "hat", "add_hat"),
        *("add_table", "table", "edit_table", "beforehand", "room", "moderate"),
        *("quotes", "findings", "finding", "choose_quotes", "recommend", "recommendation"),
        *("counts", "exchange", "bring_project", "coding"),
        *("codebook", "code", "split_code", "agreement", "memos"),
        *("report", "report_part", "read_report"),
    )
)
OF_A_CAMP = tuple(
    f"dialogue:{name}"
    for name in (
        *("add_camp", "camp", "edit_camp", "add_slot", "add_room", "slot", "camp_room"),
        *("sessions", "add_session", "session", "edit_session", "note_taker", "report_link"),
        *("session_report", "placing", "camp_reports"),
    )
)
DOORS = (
    Door(
        _("Desk"),
        "layout-dashboard",
        (
            Page("home:desk", _("Today")),
            Page("home:own_offer", _("My offer")),
            Page("directory:favourites", _("My favourites")),
            Page("home:preferences", _("My mails")),
            Page("mfa_index", _("Sign-in and safety")),
        ),
    ),
    Door(
        _("Guide"),
        "compass",
        (
            Page("guide:work", _("Search together"), others=("guide:compare", "guide:sheets")),
            Page("guide:checklists", _("Checklists"), others=("guide:checklist",)),
        ),
    ),
    Door(_("Offer"), "hand-heart", (Page("directory:services", _("Offer"), others=OF_A_SERVICE),)),
    Door(
        _("Organisations"),
        "building-2",
        (Page("directory:organizations", _("Organisations"), others=OF_AN_ORGANIZATION),),
    ),
    Door(
        _("Agenda"),
        "calendar-days",
        (Page("agenda:activities", _("Agenda"), others=OF_AN_ACTIVITY),),
    ),
    Door(
        _("Needs"),
        "target",
        (
            Page("needs:board", _("Needs board"), others=("needs:add", "needs:edit", "needs:vote")),
            Page(
                "coverage:gaps",
                _("Gaps and overlaps"),
                others=(
                    *("coverage:what_if", "coverage:proposals", "coverage:proposal"),
                    "coverage:council",
                    *("coverage:edit_proposal", "coverage:travel_times", "coverage:own_areas"),
                ),
            ),
            Page("needs:figures", _("Figures"), others=("needs:indicator", "needs:import_series")),
        ),
    ),
    Door(
        _("Together"),
        "handshake",
        (
            _at_the_table("overview", _("Overview")),
            _at_the_table("partners", _("Partners")),
            _at_the_table("table", _("Table of needs")),
            _at_the_table("undertakings", _("Undertakings")),
            Page(
                "week:campaigns",
                _("Campaigns"),
                others=OF_A_CAMPAIGN,
            ),
            _at_the_table("groups", _("Meetings")),
            _at_the_table("tasks", _("Tasks")),
            _at_the_table("money", _("Money"), TAKES_PART),
            _at_the_table("consultations", _("Consultation")),
            _at_the_table("handbooks", _("Handbooks")),
        ),
    ),
    Door(
        _("Dialogue"),
        "messages-square",
        (
            Page("dialogue:all_series", _("Dialogue tables"), others=OF_A_DIALOGUE),
            Page("dialogue:camps", _("Camps"), others=OF_A_CAMP),
        ),
    ),
    Door(
        _("To do"),
        "inbox",
        (
            Page("directory:suggestions", _("Messages"), others=("directory:suggestion",)),
            Page("directory:proposals", _("Proposals"), others=("directory:proposal",)),
            Page(
                "directory:campaigns",
                _("Still right?"),
                RUNS,
                ("directory:campaign", "directory:start_campaign", "directory:close_campaign"),
            ),
            Page("directory:unreachable", _("Out of reach")),
            Page("directory:duplicates", _("Listed twice?"), others=("directory:merge_pair",)),
            Page(
                "directory:translations",
                _("Translations"),
                others=("directory:import_translations",),
            ),
            Page("directory:themes", _("Themes to confirm")),
            Page("directory:contacts", _("Contact persons")),
            Page(
                "home:asked",
                _("Asked and not found"),
                RUNS,
                ("home:words", "home:concepts", "home:add_concept", "home:edit_concept"),
            ),
        ),
    ),
    Door(
        _("In and out"),
        "arrow-left-right",
        (
            Page(
                "directory:imports",
                _("Import"),
                RUNS,
                OF_AN_IMPORT,
            ),
            Page("directory:exports", _("Export")),
            Page("directory:booklet", _("Printed guide")),
            Page("directory:change_sets", _("Changes"), others=("directory:change_set",)),
            Page("home:outbox", _("Sent mail"), DEMO),
        ),
    ),
    Door(_("Network"), "users", (Page("accounts:networks", _("Network"), RUNS, OF_A_NETWORK),)),
    Door(
        _("Helplines"),
        "life-buoy",
        (Page("directory:verify_helplines", _("Helplines"), ADMINISTRATOR),),
    ),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the doors of somebody who is signed in, on a staff page, with what is open now."""
    user = getattr(request, "user", None)
    if not getattr(request, "is_staff_page", False) or user is None or not user.is_authenticated:
        return {}
    here = request.resolver_match.view_name if request.resolver_match else ""
    audiences = _audiences(user)
    shown = [_shown(door, here, audiences) for door in DOORS]
    return {"doors": [door for door in shown if door]}


def _audiences(user: Any) -> set[str]:
    roles = set(Membership.objects.current().of(user).roles())
    is_true = {
        EVERYBODY: True,
        RUNS: user.is_administrator or Role.COORDINATOR in roles,
        TAKES_PART: user.is_administrator or not roles.isdisjoint(ROLES_THAT_TAKE_PART),
        ADMINISTRATOR: user.is_administrator,
        DEMO: settings.DEMO,
    }
    return {audience for audience, holds in is_true.items() if holds}


def _shown(door: Door, here: str, audiences: set[str]) -> dict[str, Any] | None:
    """Return a door as the page draws it, or None when nothing behind it is for this person."""
    pages = [page for page in door.pages if page.audience in audiences]
    if not pages:
        return None
    tabs = [
        {
            "label": page.label,
            "url": page.url,
            "is_here": page.name == here,
            "is_under": here in page.others,
        }
        for page in pages
    ]
    is_here = any(tab["is_here"] or tab["is_under"] for tab in tabs)
    return {
        "label": door.label,
        "icon": door.icon,
        "url": tabs[0]["url"],
        "is_current": is_here,
        "is_page": tabs[0]["is_here"],
        "tabs": tabs if len(tabs) > 1 and is_here else [],
    }
