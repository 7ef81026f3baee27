"""Who gets what answer: organisations, services and all that keeps them true."""

from dataclasses import replace
from typing import Any

from django.utils import timezone

from tests import factories
from tests.permissions.shapes import (
    ANSWERS,
    CHANGES,
    DESK,
    IMPORTS,
    NO_WAY,
    NOTES,
    OWN_FILE,
    PUBLIC,
    PUBLIC_FORM,
    RECORD,
    ROUNDS,
    RUNS,
    SEES,
    Row,
    staff,
)
from tests.permissions.town import Town
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, User, recorded
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

ROWS = {
    "directory:service": Row(get=RECORD, post="XXXX", kind="service"),
    "directory:organization": Row(get=RECORD, post="XXXX", kind="organization"),
    "directory:helplines": PUBLIC,
    "directory:feed": PUBLIC,
    "directory:lpdc": PUBLIC,
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
    "directory:unreachable": DESK,
    "directory:duplicates": DESK,
    "directory:look_for_duplicates": Row(
        get=staff("X"), post=staff("N", elsewhere="Y", coordinator="Y", administrator="Y")
    ),
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
    "directory:sources": DESK,
    "directory:add_source": Row(get=RUNS, post=RUNS, kind="network"),
    "directory:source": Row(get=IMPORTS, post=NO_WAY, kind="data_source"),
    "directory:edit_source": Row(get=IMPORTS, post=IMPORTS, kind="data_source"),
    "directory:source_terms": Row(get=IMPORTS, post=IMPORTS, kind="data_source"),
    "directory:read_source": Row(get=NO_WAY, post=IMPORTS, kind="data_source"),
    "directory:follow_source": Row(get=NO_WAY, post=IMPORTS, kind="data_source"),
    "directory:look_source": Row(get=NO_WAY, post=IMPORTS, kind="data_source"),
    "directory:settle_source": Row(get=NO_WAY, post=IMPORTS, kind="source_record"),
    "directory:bring_in": Row(
        get=staff("N", elsewhere="Y", coordinator="Y", administrator="Y"),
        post=staff("N", elsewhere="Y", coordinator="Y", administrator="Y"),
    ),
    "directory:import_terms": Row(get=IMPORTS, post=IMPORTS, kind="import_job"),
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
    # The guide holds public pages only; whoever sees a network may have it printed.
    "directory:booklet": Row(get=staff("Y"), post=staff("Y")),
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
}


def objects(town: Town) -> dict[str, tuple[Any, ...]]:
    return records_of(town) | told_of(town) | versions_of(town) | files_of(town)


def records_of(town: Town) -> dict[str, tuple[Any, ...]]:
    missing = town.missing
    organizations = (*(one.pk for one in town.organizations), missing)
    services = (*(one.pk for one in town.services), missing)
    return {
        "service": services,
        "organization": organizations,
        "service_in_french": services,
        "organization_in_french": organizations,
        "draft": tuple(("dienst", key) for key in services),
        "hsds_list": (("3.0", "services"), ("3.1", "services")),
        "hsds_item": tuple(("3.0", "services", key) for key in services),
        "contact": (*(a_contact(one).pk for one in town.organizations), missing),
        "pair": (*(one.pk for one in pairs_of(town)), missing),
        "language": ("fr",),
    }


def pairs_of(town: Town) -> list[LikelyPair]:
    (gent, leuven), (own, shared, other) = town.networks, town.organizations
    twin = factories.an_organization(gent, "Organisation own twin")
    another = factories.an_organization(leuven, "Organisation other twin")
    return [a_pair(one, two) for one, two in ((own, twin), (own, shared), (other, another))]


def told_of(town: Town) -> dict[str, tuple[Any, ...]]:
    """What was said of records, and rounds that ask after them."""
    missing, rounds = town.missing, [a_round(one) for one in town.services]
    return {
        "proposal": (*(a_proposal(one).pk for one in town.services), missing),
        "suggestion": (*(a_suggestion(one).pk for one in town.organizations), missing),
        "campaign": (*(one.request.campaign_id for one in rounds), missing),
        "asked": (*(one.request_id for one in rounds), missing),
        "asked_item": (*(one.pk for one in rounds), missing),
    }


def versions_of(town: Town) -> dict[str, tuple[Any, ...]]:
    missing, deeds = town.missing, [a_deed(service) for service in town.services]
    return {
        "change_set": (*(one.pk for one in deeds), missing),
        "service_version": (
            *((one.pk, deed.pk) for one, deed in zip(town.services, deeds, strict=True)),
            (missing, missing),
        ),
        "organization_version": (
            *((one.pk, last_deed_on(one).pk) for one in town.organizations),
            (missing, missing),
        ),
    }


def files_of(town: Town) -> dict[str, tuple[Any, ...]]:
    missing, leuven = town.missing, town.networks[1]
    sources = [factories.a_data_source(home, str(at)) for at, home in enumerate(town.homes)]
    pairs = zip(sources, town.organizations, strict=True)
    return {
        "data_source": (*(one.pk for one in sources), missing),
        "source_record": (*(factories.a_source_record(*one).pk for one in pairs), missing),
        "import_job": (*(an_import(network).pk for network in town.homes), missing),
        "export_file": (
            *(
                ExportFile.objects.create(by=asker, what="services", form="csv", language="nl").pk
                for asker in (town.people["coordinator"], *two_others(leuven))
            ),
            missing,
        ),
    }


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
