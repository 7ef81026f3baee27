"""Every address, by every role, on every kind of object. The expected answers are written by hand.

They are never read from access.py: this table is the other opinion. An address without a row fails,
and what belongs to another network answers byte for byte like what does not exist.

A row gives for GET and POST the answer of each role: P public (200), L sign in first (302 to the
sign-in page), and for objects four letters: own, shared (another network's, reaching ours), other,
missing. Y yes (200 or a redirect to one of our own pages, or 409/422: the form came back),
N forbidden (403), M missing (404), X not this method (405).
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from tests import factories
from tests.standing import standing
from vlaggenlijn.accounts.actions import change_logo
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, Membership, User, recorded
from vlaggenlijn.common.spreadsheets import Table
from vlaggenlijn.common.spreadsheets_table import Row as TableRow
from vlaggenlijn.directory.actions import add_contact
from vlaggenlijn.directory.actions.proposals import propose_service_change
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.models import (
    Contact,
    ExportFile,
    FreshnessCampaign,
    FreshnessItem,
    FreshnessRequest,
    ImportJob,
    LikelyPair,
    Organization,
    Proposal,
    Service,
    Suggestion,
)

ROLES = ("anonymous", "nobody", "former", "elsewhere", "reader", "facilitator", "professional",
         "partner", "coordinator", "administrator")  # fmt: skip
OBJECTS = ("own", "shared", "other", "missing")
LOGIN = "/account/login/"
LOGO = b"the same picture for every network, so that its address differs by network only"
LOGO_DIGEST = sha256(LOGO).hexdigest()
Answers = str | dict[str, str]


@dataclass(frozen=True)
class Row:
    """Answers by role for one address; a role that is not named answers like ``others``."""

    get: Answers
    post: Answers
    kind: str = ""

    def expected(self, method: str, role: str) -> str:
        answers = self.get if method == "GET" else self.post
        if isinstance(answers, str):
            return answers
        return answers.get(role, answers["others"])


def staff(others: str, **answers: str) -> dict[str, str]:
    """Answers behind the sign-in: the anonymous are sent there whatever the object."""
    return {"anonymous": "L" * len(others), "others": others, **answers}


# Public pages of records answer everybody alike, in whatever network the record is at home.
RECORD = "PPPM"
# Those who see: every role in the network, on what is at home in it and what reaches it.
SEES = staff("YYMM", nobody="MMMM", former="MMMM", elsewhere="MYYM", administrator="YYYM")
# Those who change: the home network's coordinator, the organisation's partner, an administrator.
CHANGES = staff(
    "NNMM", nobody="MMMM", former="MMMM", elsewhere="MYYM",
    partner="YNMM", coordinator="YNMM", administrator="YYYM",
)  # fmt: skip
# Those who write the network's note: its coordinator and its professionals, also on shared ones.
NOTES = staff(
    "NNMM", nobody="MMMM", former="MMMM", elsewhere="MYYM",
    professional="YYMM", coordinator="YYMM", administrator="YYYM",
)  # fmt: skip
# Those who run a network; another network's pages do not exist for them.
RUNS = staff(
    "NMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM",
    coordinator="YMMM", administrator="YYYM",
)  # fmt: skip
# Those who take part in a network: everybody with a role but its readers.
TAKES_PART = staff(
    "YMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM", reader="NMMM", administrator="YYYM"
)
# Those who answer what was said of a record; nobody else knows that something was said.
ANSWERS = staff("MMMM", elsewhere="MYYM", partner="YMMM", coordinator="YMMM", administrator="YYYM")
# Those who run rounds in a network; for all others there are none.
ROUNDS = staff("MMMM", elsewhere="MYYM", coordinator="YMMM", administrator="YYYM")
# Those who give a network its host name: administrators; others see that it is there, or not.
HOSTS = staff("NMMM", nobody="MMMM", former="MMMM", elsewhere="MNNM", administrator="YYYM")
# Those who import: whoever runs the network; for others an import does not exist.
IMPORTS = staff("MMMM", elsewhere="MYYM", coordinator="YMMM", administrator="YYYM")
# A file is of the person who asked for it, whatever their role.
OWN_FILE = staff("MMMM", coordinator="YMMM")
NO_WAY = staff("XXXX")
PUBLIC = Row(get="P", post="X")
PUBLIC_FORM = Row(get="P", post="P")
DESK = Row(get=staff("Y"), post=staff("X"))
SIGN_IN = Row(get="P", post="P")
SIGNED_IN_ONLY = Row(get=staff("Y"), post=staff("Y"))

MATRIX: dict[str, Row] = {
    "guide:ask": PUBLIC,
    "guide:answer": PUBLIC_FORM,
    "guide:shortlist": PUBLIC_FORM,
    # The guide of professionals says what visitors may read; what is of one person or one network
    # beside it: tests/guide/test_work_views.py.
    "guide:work": Row(get=staff("Y"), post=staff("Y")),
    "guide:compare": DESK,
    "guide:checklists": DESK,
    "guide:checklist": Row(get=staff("Y"), post=staff("X"), kind="one_theme"),
    "guide:sheets": Row(get=staff("YYYM"), post=NO_WAY, kind="service"),
    "guide:sheet": Row(get=staff("YYYM"), post=NO_WAY, kind="service_in_french"),
    "guide:sheet_as_pdf": Row(get=staff("YYYM"), post=NO_WAY, kind="service_in_french"),
    "guide:leave": PUBLIC_FORM,
    "guide:offline": PUBLIC,
    "guide:themes": PUBLIC,
    "guide:theme": Row(get=RECORD, post="XXXX", kind="theme"),
    "home:asked": Row(
        get=staff("N", elsewhere="Y", coordinator="Y", administrator="Y"), post=staff("X")
    ),
    "home:words": Row(get=RUNS, post=RUNS, kind="network"),
    "directory:service": Row(get=RECORD, post="XXXX", kind="service"),
    "directory:organization": Row(get=RECORD, post="XXXX", kind="organization"),
    "directory:helplines": PUBLIC,
    # For other programs; lists have POST twins since 3.1.
    "directory:hsds": Row(get="P", post="X", kind="hsds"),
    "directory:hsds_openapi": Row(get="P", post="X", kind="hsds"),
    "directory:hsds_changes": Row(get="P", post="X", kind="hsds"),
    "directory:hsds_list": Row(get="PP", post="XP", kind="hsds_list"),
    "directory:hsds_item": Row(get=RECORD, post="XXXX", kind="hsds_item"),
    "directory:hsds_profile": PUBLIC,
    "directory:hsds_profile_part": Row(get="P", post="X", kind="hsds_part"),
    "directory:hsds_unknown": Row(get="M", post="X", kind="hsds_unknown"),
    "directory:suggest_service": Row(get=RECORD, post=RECORD, kind="service"),
    "directory:suggest_organization": Row(get=RECORD, post=RECORD, kind="organization"),
    "directory:suggest_anything": PUBLIC_FORM,
    "directory:suggested": PUBLIC,
    # A link that opens nothing; tests/directory/test_views_freshness.py opens real ones.
    "directory:freshness": Row(get="M", post="M", kind="token"),
    "directory:freshness_change": Row(get="M", post="M", kind="token_and_item"),
    "directory:freshness_pass_on": Row(get="M", post="M", kind="token"),
    "directory:freshness_renew": Row(get="X", post="P", kind="token"),
    "directory:freshness_thanks": PUBLIC,
    "directory:suggestions": DESK,
    "directory:suggestion": Row(get=ANSWERS, post=NO_WAY, kind="suggestion"),
    "directory:answer_suggestion": Row(get=NO_WAY, post=ANSWERS, kind="suggestion"),
    "directory:reopen_suggestion": Row(get=NO_WAY, post=ANSWERS, kind="suggestion"),
    # Without naming a value there is nothing to take over.
    "directory:take_over": Row(get=NO_WAY, post=staff("MMMM"), kind="suggestion"),
    "directory:campaigns": DESK,
    "directory:start_campaign": Row(get=RUNS, post=RUNS, kind="network"),
    "directory:set_rhythm": Row(get=NO_WAY, post=RUNS, kind="network"),
    "directory:campaign": Row(get=ROUNDS, post=NO_WAY, kind="campaign"),
    "directory:close_campaign": Row(get=ROUNDS, post=ROUNDS, kind="campaign"),
    "directory:mark_called": Row(get=NO_WAY, post=ROUNDS, kind="asked_item"),
    "directory:mail_again": Row(get=NO_WAY, post=ROUNDS, kind="asked"),
    "directory:services": DESK,
    # It lists and keeps only what one may change; see tests/directory/test_actions_themes.py.
    "directory:themes": Row(get=staff("Y"), post=staff("Y")),
    # Without an organisation in the address it only helps to choose one, or says whom to ask;
    # see test_adding_a_service_to_an_organisation.
    "directory:add_service": Row(get=staff("Y"), post=staff("Y")),
    "directory:edit_service": Row(get=SEES, post=CHANGES, kind="service"),
    "directory:service_history": Row(get=SEES, post=NO_WAY, kind="service"),
    "directory:confirm_service": Row(get=NO_WAY, post=CHANGES, kind="service"),
    "directory:close_service_this_week": Row(get=NO_WAY, post=CHANGES, kind="service"),
    "directory:archive_service": Row(get=CHANGES, post=CHANGES, kind="service"),
    "directory:note": Row(get=NOTES, post=NOTES, kind="service"),
    "directory:star": Row(get=NO_WAY, post=SEES, kind="service"),
    "directory:for_myself": Row(get=SEES, post=SEES, kind="service"),
    "directory:quick_change": Row(get=CHANGES, post=CHANGES, kind="service"),
    "directory:favourites": DESK,
    "directory:organizations": DESK,
    "directory:add_organization": Row(
        get=staff("N", elsewhere="Y", coordinator="Y", administrator="Y"),
        post=staff("N", elsewhere="Y", coordinator="Y", administrator="Y"),
    ),
    "directory:edit_organization": Row(get=SEES, post=CHANGES, kind="organization"),
    "directory:organization_history": Row(get=SEES, post=NO_WAY, kind="organization"),
    "directory:archive_organization": Row(get=CHANGES, post=CHANGES, kind="organization"),
    "directory:duplicates": DESK,
    # Nothing typed looks like nothing, whoever asks.
    "directory:alike": Row(get=staff("X"), post=staff("Y")),
    # Pairs of two records of one network; of a record of mine and one that reaches me both see,
    # neither may merge. Who may not change both reads whom to call.
    "directory:merge_pair": Row(
        get=staff("YYMM", nobody="MMMM", former="MMMM", elsewhere="MMYM", administrator="YYYM"),
        post=staff(
            "NNMM",
            nobody="MMMM",
            former="MMMM",
            elsewhere="MMYM",
            partner="NNMM",
            coordinator="YNMM",
            administrator="YYYM",
        ),
        kind="pair",
    ),
    "directory:decide_duplicate": Row(
        get=NO_WAY,
        post=staff(
            "NNMM",
            nobody="MMMM",
            former="MMMM",
            elsewhere="MMYM",
            partner="YYMM",
            coordinator="YYMM",
            administrator="YYYM",
        ),
        kind="pair",
    ),
    # Without a tick it only says so; see tests/directory/test_bulk.py for who may change what.
    "directory:bulk_services": Row(get=staff("X"), post=staff("Y")),
    "directory:bulk_organizations": Row(get=staff("X"), post=staff("Y")),
    # Who may change it is sent to the real form.
    "directory:propose_service": Row(get=SEES, post=SEES, kind="service"),
    "directory:propose_organization": Row(get=SEES, post=SEES, kind="organization"),
    "directory:proposals": DESK,
    # A proposal of nobody known is seen and answered by who may change the record.
    "directory:proposal": Row(get=ANSWERS, post=ANSWERS, kind="proposal"),
    # Scratch paper of one's own, about what one sees.
    "directory:draft": Row(get=NO_WAY, post=SEES, kind="draft"),
    "directory:change_sets": DESK,
    "directory:service_version": Row(get=SEES, post=CHANGES, kind="service_version"),
    "directory:organization_version": Row(get=SEES, post=CHANGES, kind="organization_version"),
    # A deed is seen by whoever sees a record it touched, undone by who may change them all.
    "directory:change_set": Row(get=SEES, post=CHANGES, kind="change_set"),
    "directory:stewardships": Row(get=RUNS, post=RUNS, kind="partnership"),
    # These rows are about roles of others; one's own: tests/directory/test_views_people_work.py.
    "directory:end_membership": Row(get=RUNS, post=RUNS, kind="membership"),
    "directory:invite": Row(get=RUNS, post=RUNS, kind="network"),
    "directory:areas": Row(get=RUNS, post=RUNS, kind="network"),
    "directory:first_services": Row(get=RUNS, post=RUNS, kind="network"),
    "directory:imports": Row(
        get=staff("N", elsewhere="Y", coordinator="Y", administrator="Y"),
        post=staff("N", elsewhere="Y", coordinator="Y", administrator="Y"),
    ),
    "directory:import_job": Row(get=IMPORTS, post=NO_WAY, kind="import_job"),
    "directory:import_columns": Row(get=IMPORTS, post=IMPORTS, kind="import_job"),
    "directory:import_wrong_rows": Row(get=IMPORTS, post=NO_WAY, kind="import_job"),
    "directory:import_sheet": Row(get=NO_WAY, post=IMPORTS, kind="import_job"),
    "directory:import_decide": Row(get=NO_WAY, post=IMPORTS, kind="import_job"),
    "directory:import_renew": Row(get=NO_WAY, post=IMPORTS, kind="import_job"),
    "directory:import_write": Row(get=NO_WAY, post=IMPORTS, kind="import_job"),
    "directory:import_forget": Row(get=NO_WAY, post=IMPORTS, kind="import_job"),
    # Everybody in the workspace may take along what they may see.
    "directory:exports": DESK,
    "directory:export_organizations": Row(get=staff("Y"), post=staff("Y")),
    "directory:export_services": Row(get=staff("Y"), post=staff("Y")),
    "directory:export_network": Row(get=NO_WAY, post=RUNS, kind="network"),
    "directory:export_file": Row(get=OWN_FILE, post=NO_WAY, kind="export_file"),
    # Without naming a line there is nothing to verify.
    "directory:verify_helplines": Row(
        get=staff("N", administrator="Y"), post=staff("N", administrator="M")
    ),
    "directory:translations": DESK,
    "directory:import_translations": Row(get=staff("Y"), post=staff("Y")),
    # Without records to change there is no language to make a file for.
    "directory:export_translations": Row(
        get=staff("M", elsewhere="Y", partner="Y", coordinator="Y", administrator="Y"),
        post=staff("X"),
        kind="language",
    ),
    "directory:translate_service": Row(get=CHANGES, post=CHANGES, kind="service_in_french"),
    "directory:translate_organization": Row(
        get=CHANGES, post=CHANGES, kind="organization_in_french"
    ),
    "directory:contacts": DESK,
    "directory:organization_contacts": Row(get=CHANGES, post=CHANGES, kind="organization"),
    "directory:service_contacts": Row(get=CHANGES, post=CHANGES, kind="service"),
    "directory:edit_contact": Row(get=CHANGES, post=CHANGES, kind="contact"),
    "directory:confirm_contact": Row(get=NO_WAY, post=CHANGES, kind="contact"),
    "directory:remove_contact": Row(get=NO_WAY, post=CHANGES, kind="contact"),
    "needs:board": DESK,
    "needs:add": Row(get=TAKES_PART, post=TAKES_PART, kind="network"),
    "needs:vote": Row(get=TAKES_PART, post=TAKES_PART, kind="network"),
    "needs:edit": Row(get=RUNS, post=RUNS, kind="need"),
    "needs:archive": Row(get=NO_WAY, post=RUNS, kind="need"),
    "coverage:gaps": DESK,
    # Without a kind of file there is none.
    "coverage:file": Row(get=staff("M"), post=staff("X")),
    "accounts:colours": Row(get=RECORD, post="XXXX", kind="colours"),
    "accounts:logo": Row(get=RECORD, post="XXXX", kind="logo"),
    "accounts:networks": DESK,
    "accounts:network": Row(get=RUNS, post=RUNS, kind="network"),
    "accounts:change_logo": Row(get=NO_WAY, post=RUNS, kind="network"),
    "accounts:contact": Row(get=RUNS, post=RUNS, kind="network"),
    "accounts:host": Row(get=HOSTS, post=HOSTS, kind="network"),
    "accounts:add_network": Row(
        get=staff("N", administrator="Y"), post=staff("N", administrator="Y")
    ),
    "accounts:members": Row(get=RUNS, post=NO_WAY, kind="network"),
    "accounts:resend_invitation": Row(get=NO_WAY, post=RUNS, kind="invitation"),
    "accounts:withdraw_invitation": Row(get=NO_WAY, post=RUNS, kind="invitation"),
    # Whoever holds the link needs no account; without saying yes or no nothing happens.
    "accounts:invitation": Row(get=RECORD, post=RECORD, kind="link"),
    "home:about": PUBLIC,
    "home:privacy": PUBLIC,
    "home:site_map": PUBLIC,
    "home:robots": PUBLIC,
    "home:accessibility": PUBLIC,
    "home:desk": DESK,
    "home:own_offer": DESK,
    "home:preferences": Row(get=staff("Y"), post=staff("Y")),
    # Whoever holds no link of a mail finds nothing there, signed in or not.
    "home:still_right": Row(get="M", post="M", kind="token"),
    "home:stop_digest": Row(get="M", post="M", kind="token"),
    "home:start": DESK,
    "home:first_day": Row(get=RUNS, post=RUNS, kind="network"),
    "home:outbox": Row(get="M", post="X"),
    "account_login": SIGN_IN,
    "account_logout": SIGN_IN,
    "account_request_login_code": SIGN_IN,
    "account_confirm_login_code": SIGN_IN,
    "account_reset_password": SIGN_IN,
    "account_reset_password_done": Row(get="P", post="X"),
    "account_reset_password_from_key": Row(get="P", post="P", kind="reset"),
    "account_reset_password_from_key_done": Row(get="P", post="X"),
    "account_inactive": Row(get="P", post="X"),
    "account_reauthenticate": SIGNED_IN_ONLY,
    "account_change_password": SIGNED_IN_ONLY,
    "account_set_password": SIGNED_IN_ONLY,
    # Fresh from signing in one is not asked again; here nobody is, so it leads to that page.
    "account_reauthenticate_by_mail": SIGNED_IN_ONLY,
    "mfa_reauthenticate": SIGNED_IN_ONLY,
    "mfa_reauthenticate_webauthn": SIGNED_IN_ONLY,
    "mfa_authenticate": SIGN_IN,
    "mfa_login_webauthn": SIGN_IN,
    "account_outside": Row(get="X", post="M"),
    "account_outside_back": Row(get="M", post="M"),
    "account_outside_end": Row(get=staff("X"), post=staff("Y"), kind="factor"),
    "mfa_index": DESK,
    "mfa_activate_totp": SIGNED_IN_ONLY,
    "mfa_deactivate_totp": Row(get=staff("M"), post=staff("M")),
    "mfa_add_webauthn": SIGNED_IN_ONLY,
    "mfa_remove_webauthn": Row(get=staff("Y"), post=staff("Y"), kind="factor"),
    "mfa_view_recovery_codes": Row(get=staff("Y"), post=staff("X")),
    "mfa_generate_recovery_codes": SIGNED_IN_ONLY,
    "account_end_session": Row(get=staff("X"), post=staff("M"), kind="session"),
    "account_end_other_sessions": Row(get=staff("X"), post=staff("Y")),
    "account_my_data": DESK,
    "account_leave": SIGNED_IN_ONLY,
    "api-1:guide": Row(get="X", post="P"),
    "openapi": PUBLIC,
    "api-1:api-root": Row(get=staff("M"), post=staff("M")),
}


def addresses(patterns: Any = None, prefix: str = "") -> Iterator[str]:
    """Return the name, with its namespace, of every address of the resolver."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern.url_patterns, prefix + space)
        else:
            yield prefix + str(pattern.name)


@dataclass(frozen=True)
class Town:
    """Two networks, one record of each kind for each letter of a row, and a person a role."""

    people: dict[str, User | None]
    keys: dict[str, tuple[Any, ...]]


def build_town() -> Town:
    gent = factories.a_network("gent", [factories.GENT])
    leuven = factories.a_network("leuven", [factories.LEUVEN])
    own, shared, other = (
        factories.an_organization(network, f"Organisation {name}")
        for name, network in (("own", gent), ("shared", leuven), ("other", leuven))
    )
    services = [
        factories.a_service(organization, f"Service {nis}", areas=[nis])
        for organization, nis in (
            (own, factories.GENT),
            (shared, factories.GENT),
            (other, factories.LEUVEN),
        )
    ]
    members = [factories.a_member("reader", network) for network in (gent, leuven, leuven)]
    partners = [factories.a_member("partner", network) for network in (gent, leuven, leuven)]
    memberships, partnerships = (
        [Membership.objects.get(user=one) for one in people] for people in (members, partners)
    )
    twin = factories.an_organization(gent, "Organisation own twin")
    another = factories.an_organization(leuven, "Organisation other twin")
    pairs = [a_pair(one, two) for one, two in ((own, twin), (own, shared), (other, another))]
    told = [a_suggestion(one) for one in (own, shared, other)]
    rounds = [a_round(one) for one in services]
    missing = uuid.uuid4()
    invitations = [factories.an_invitation(network) for network in (gent, leuven, leuven)]
    jobs = [an_import(network) for network in (gent, leuven, leuven)]
    deeds = [a_deed(service) for service in services]
    for network in (gent, leuven):
        change_logo(by=factories.a_user(), network=network, picture=LOGO, version=network.version)
    town = Town(
        people={
            "anonymous": None,
            "nobody": factories.a_user(),
            "former": former_coordinator(gent),
            "elsewhere": factories.a_member("coordinator", leuven),
            "partner": factories.a_partner(own),
            "administrator": factories.an_administrator(),
        }
        | {
            role: factories.a_member(role, gent)
            for role in ("reader", "facilitator", "professional", "coordinator")
        },
        keys={
            "service": (*(one.pk for one in services), missing),
            "organization": (own.pk, shared.pk, other.pk, missing),
            "hsds_list": (("3.0", "services"), ("3.1", "services")),
            "hsds_item": (
                *(("3.0", "services", one.pk) for one in services),
                ("3.0", "services", missing),
            ),
            "service_in_french": (*(one.pk for one in services), missing),
            "organization_in_french": (own.pk, shared.pk, other.pk, missing),
            "contact": (*(a_contact(one).pk for one in (own, shared, other)), missing),
            "language": ("fr",),
            "pair": (*(one.pk for one in pairs), missing),
            "proposal": (*(a_proposal(one).pk for one in services), missing),
            "draft": (*(("dienst", one.pk) for one in services), ("dienst", missing)),
            "service_version": (
                *((one.pk, deed.pk) for one, deed in zip(services, deeds, strict=True)),
                (missing, missing),
            ),
            "organization_version": (
                *((one.pk, last_deed_on(one).pk) for one in (own, shared, other)),
                (missing, missing),
            ),
            "change_set": (*(one.pk for one in deeds), missing),
            "membership": (*(one.pk for one in memberships), missing),
            "partnership": (*(one.pk for one in partnerships), missing),
            "suggestion": (*(one.pk for one in told), missing),
            "campaign": (*(one.request.campaign_id for one in rounds), missing),
            "asked": (*(one.request_id for one in rounds), missing),
            "asked_item": (*(one.pk for one in rounds), missing),
            "invitation": (*(one.pk for one in invitations), missing),
            "link": (*map(factories.a_link_of, invitations), "0" * 43),
            "import_job": (*(one.pk for one in jobs), missing),
            "need": (*(factories.a_need(one).pk for one in (gent, leuven, leuven)), missing),
            "network": ("gent", "leuven", "leuven", "nowhere"),
            "theme": ("sleep", "eating", "debts", "no-such-theme"),
            "colours": ("gent", "leuven", "leuven", "nowhere"),
            "logo": ("gent", "leuven", "leuven", "nowhere"),
        },
    )
    files = [
        ExportFile.objects.create(by=asker, what="services", form="csv", language="nl").pk
        for asker in (town.people["coordinator"], *two_others(leuven))
    ]
    town.keys["export_file"] = (*files, missing)
    for person in filter(None, town.people.values()):
        person.set_password("a password of their own")
        person.save()
    return town


def a_contact(organization: Organization) -> Contact:
    return add_contact(
        by=None,
        organization=organization,
        values={
            "name": "An Peeters",
            "title": "",
            "department": "",
            "phone": "1712",
            "email": "",
            "purpose": "inschrijven",
            "is_public": False,
        },
    )


def a_pair(one: Organization, two: Organization) -> LikelyPair:
    first, second = sorted((one.pk, two.pk))
    networks = {"network": one.network, "other_network": two.network}
    pair = LikelyPair(kind="organization", first_id=first, second_id=second, score=60, **networks)
    with recorded(by=None, network=one.network, deed="test"):
        pair.save()
    return pair


def a_suggestion(organization: Organization) -> Suggestion:
    network = organization.network
    suggestion = Suggestion(network=network, organization=organization, kind="hours", text="Dicht")
    with recorded(by=None, network=network, deed="test"):
        suggestion.save()
    return suggestion


def a_round(service: Service) -> FreshnessItem:
    """A running round that asks about one service, of an organisation without an address."""
    network = service.organization.network
    campaign = FreshnessCampaign(network=network, started_at=timezone.now())
    request = FreshnessRequest(campaign=campaign, name=service.organization.name)
    item = FreshnessItem(request=request, service=service)
    with recorded(by=None, network=network, deed="test"):
        for record in (campaign, request, item):
            record.save()
    return item


def an_import(network: LocalNetwork) -> ImportJob:
    job = ImportJob(network=network, file_name="lijst.csv")
    job.keep_table(Table(("naam",), [TableRow(2, ("Een",))], "utf-8", ";"))
    job.save()
    return job


def two_others(network: LocalNetwork) -> list[User]:
    return [factories.a_member("coordinator", network) for _ in range(2)]


def a_deed(service: Service) -> ChangeSet:
    with recorded(by=None, network=service.organization.network, deed="service.change") as recorder:
        service.summary = "Changed"
        service.save()
    return recorder.change_set


def a_proposal(service: Service) -> Proposal:
    facts = replace(service_facts(service), languages=frozenset({"tr"}))
    return propose_service_change(by=None, service=service, facts=facts)


def last_deed_on(record: Organization) -> ChangeSet:
    return ChangeSet.objects.filter(changes__object_id=record.pk).latest("at")


def former_coordinator(network: LocalNetwork) -> User:
    user = factories.a_member("coordinator", network)
    with recorded(by=None, network=network, deed="test"):
        membership = Membership.objects.get(user=user)
        membership.ended_on = membership.started_on
        membership.save()
    return user


# Addresses that lead to one thing only, whoever asks; nobody has such a token.
ONE_OF_A_KIND: dict[str, list[Any]] = {
    "": [],
    "reset": ["1", "set-password"],
    "token": ["A" * 43],
    "token_and_item": ["x" * 43, uuid.UUID(int=7)],
    "factor": [7],
    "session": [uuid.UUID(int=7)],
    "one_theme": ["sleep"],
    "hsds": ["3.0"],
    "hsds_part": ["service"],
    "hsds_unknown": ["3.0/nothing"],
}


def asked(town: Town, name: str, kind: str) -> list[str]:
    """Return the addresses of one row: one for each kind of object."""
    if kind in ONE_OF_A_KIND:
        return [reverse(name, args=ONE_OF_A_KIND[kind])]
    french = {"service_in_french": ["fr"], "organization_in_french": ["fr"]}
    more = ({"colours": [1], "logo": [LOGO_DIGEST]} | french).get(kind, [])
    keys = [key if isinstance(key, tuple) else (key,) for key in town.keys[kind]]
    return [reverse(name, args=[*key, *more]) for key in keys]


def signed_in(town: Town, role: str) -> Client:
    client = Client()
    person = town.people[role]
    if person is not None:
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def answer_of(client: Client, method: str, address: str) -> HttpResponse:
    if method == "POST" and address.startswith("/api/"):
        return client.post(address, {}, content_type="application/json")
    return client.get(address) if method == "GET" else client.post(address)


def letter(response: HttpResponse, expected: str) -> str:
    """Return what an answer says as a letter; P and Y differ only in who gets them."""
    if response.status_code == 302 and response.headers["Location"].startswith(LOGIN + "?next="):
        return "L"
    good = expected if expected in "PY" else "Y"
    letters = {200: good, 302: good, 303: good, 409: good, 422: good, 403: "N", 404: "M", 405: "X"}
    return letters.get(response.status_code, str(response.status_code))


def masked(response: HttpResponse, address: str) -> str:
    """Return the whole answer without what differs by nature: the address itself and tokens."""
    text = response.content.decode().replace(address, "ADDRESS")
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "TOKEN", text)
    return f"{response.status_code} {sorted(response.headers)} {text}"


def is_public(row: Row) -> bool:
    """Whether anybody may open it, or learns here that it is not there."""
    return set(row.expected("GET", "anonymous")) <= set("PM")


# What is fetched by a page or by a program, not read.
# The page to leave by shows on purpose that nothing of this site was read.
NO_PAGES = {
    "accounts:colours",
    "accounts:logo",
    "api-1.0.0:guide",
    "openapi",
    "directory:hsds",
    "directory:hsds_openapi",
    "directory:hsds_changes",
    "directory:hsds_list",
    "directory:hsds_item",
    "directory:hsds_profile",
    "directory:hsds_profile_part",
    "directory:hsds_unknown",
    "guide:leave",
    "guide:offline",
    "home:robots",
    "home:site_map",
}
FETCHED = r'(?:src|<link(?! rel="(?:canonical|alternate)")[^>]* href)="(?!/)[^"]*"'


built_town = standing(build_town)


@pytest.fixture
def town(built_town: Town, reference_data: None) -> Town:
    return built_town


def test_every_address_has_a_row() -> None:
    assert sorted(set(addresses()) - set(MATRIX)) == []


def test_every_row_has_an_address() -> None:
    assert sorted(set(MATRIX) - set(addresses())) == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", MATRIX)
def test_answer(town: Town, name: str, role: str) -> None:
    row = MATRIX[name]
    for method in ("GET", "POST"):
        expected = row.expected(method, role)
        # A fresh client for each: what one answer leaves to say may not colour the next.
        found = [
            answer_of(signed_in(town, role), method, address)
            for address in asked(town, name, row.kind)
        ]
        letters = [letter(one, wish) for one, wish in zip(found, expected, strict=True)]
        assert (method, "".join(letters)) == (method, expected)
        if role != "anonymous" and "M" in expected[:3]:
            other, missing = expected.index("M"), len(expected) - 1
            places = asked(town, name, row.kind)
            assert masked(found[other], places[other]) == masked(found[missing], places[missing])


@pytest.mark.parametrize("role", ROLES)
def test_adding_a_service_to_an_organisation(town: Town, role: str) -> None:
    row = Row(get=CHANGES, post=CHANGES)
    places = [
        f"{reverse('directory:add_service')}?organisatie={key}" for key in town.keys["organization"]
    ]
    for method in ("GET", "POST"):
        expected = row.expected(method, role)
        found = [answer_of(signed_in(town, role), method, address) for address in places]
        letters = [letter(one, wish) for one, wish in zip(found, expected, strict=True)]
        assert (method, "".join(letters)) == (method, expected)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("name", MATRIX)
def test_other_methods_are_refused(town: Town, name: str, method: str) -> None:
    for role in ("anonymous", "administrator"):
        client = signed_in(town, role)
        for address in asked(town, name, MATRIX[name].kind):
            assert client.generic(method, address).status_code == 405


@pytest.mark.parametrize("name", MATRIX)
def test_head_answers_like_get(town: Town, name: str) -> None:
    for role in ("anonymous", "coordinator"):
        client = signed_in(town, role)
        for address in asked(town, name, MATRIX[name].kind):
            assert client.head(address).status_code == client.get(address).status_code


@pytest.mark.parametrize("name", MATRIX)
def test_headers_of_every_address(town: Town, name: str) -> None:
    for address in asked(town, name, MATRIX[name].kind):
        headers = signed_in(town, "coordinator").get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]


def test_every_public_page_has_helplines_and_fetches_nothing_elsewhere(town: Town) -> None:
    public = [name for name, row in MATRIX.items() if is_public(row)]
    found = {
        address: problems_of(Client().get(address, follow=True))
        for name in public
        if name not in NO_PAGES
        for address in asked(town, name, MATRIX[name].kind)
    }
    assert len(found) > 40
    assert {address: problem for address, problem in found.items() if problem} == {}


def problems_of(page: HttpResponse) -> list[str]:
    """Return what a page has that no public page may have, and what it lacks."""
    if not page.headers["Content-Type"].startswith("text/html"):
        return [page.headers["Content-Type"]]
    html = page.content.decode()
    lines = ('href="tel:112"', 'href="tel:1712"', 'href="tel:1813"')
    return [
        *(line for line in lines if line not in html),
        *re.findall(
            r'(?:src|<link(?! rel="(?:canonical|alternate)")[^>]* href)="(?!/)[^"]*"', html
        ),
        *re.findall(r'<script(?![^>]* src=)|<style|\sstyle="|\son\w+="', html),
    ]
