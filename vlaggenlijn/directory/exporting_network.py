"""Everything of one network, to take along when it leaves: a zip that needs no Vlaggenlijn to read.

Which rows belong to a network is written out per table, so that a new table is a decision: a test
fails as long as it stands in neither list.
"""

import csv
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, StringIO
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import (
    Change,
    ChangeSet,
    LocalNetwork,
    Membership,
    NetworkLogo,
    User,
    snapshot,
)
from vlaggenlijn.common.spreadsheets_writing import escaped
from vlaggenlijn.directory.exporting_files import exported
from vlaggenlijn.directory.models import ExportFile

What = ExportFile.What

# By table: the ways from a row to the network; a row belongs to it when one of them leads there.
TABLES: dict[str, tuple[str, ...]] = {
    "accounts.LocalNetwork": ("pk",),
    "accounts.NetworkArea": ("network",),
    "directory.Organization": ("network",),
    "directory.OrganizationIdentifier": ("organization__network",),
    "directory.OrganizationConcept": ("organization__network",),
    "directory.Location": ("organization__network",),
    "directory.Address": ("location__organization__network",),
    "directory.Accessibility": ("location__organization__network",),
    "directory.Contact": ("organization__network",),
    "directory.Service": ("organization__network",),
    "directory.ServiceAtLocation": ("service__organization__network",),
    "directory.ServiceTranslation": ("service__organization__network",),
    "directory.OrganizationTranslation": ("organization__network",),
    "directory.Suggestion": ("network",),
    "directory.ServiceConcept": ("service__organization__network",),
    "directory.ServiceArea": ("service__organization__network",),
    "directory.ServiceCapacity": ("service__organization__network",),
    "directory.Language": ("service__organization__network",),
    "directory.CostOption": ("service__organization__network",),
    "directory.Phone": (
        "organization__network",
        "service__organization__network",
        "service_at_location__service__organization__network",
    ),
    "directory.Schedule": (
        "organization__network",
        "service__organization__network",
        "service_at_location__service__organization__network",
    ),
    "directory.LocalNote": ("network",),
    "directory.Stewardship": ("membership__network",),
    "directory.ImportMapping": ("network",),
    "directory.DataSource": ("network",),
    "directory.SourceRecord": ("source__network",),
    "taxonomy.OwnWord": ("network",),
    "taxonomy.OwnConcept": ("network",),
    "needs.Need": ("network",),
    "needs.Indicator": ("network",),
    "coverage.WhatIf": ("network",),
    "coverage.TravelTimes": ("network",),
    "coverage.AreaFile": ("network",),
    "agenda.Activity": ("network",),
    "agenda.ActivityConcept": ("activity__network",),
    "agenda.Occurrence": ("activity__network",),
    "agenda.Feed": ("network",),
    "agenda.ActivitySource": ("network",),
    "agenda.UitApproval": ("activity__network",),
    "needs.Trace": ("network",),
    "partnership.Partner": ("network",),
    "partnership.Group": ("network",),
    "partnership.Seat": ("group__network",),
    "partnership.Meeting": ("group__network",),
    "partnership.Attendance": ("meeting__group__network",),
    "partnership.AgendaPoint": ("meeting__group__network",),
    "partnership.Task": ("network",),
    "partnership.Undertaking": ("network",),
    "partnership.Share": ("undertaking__network",),
    "partnership.TakenUp": ("undertaking__network",),
    "partnership.Topic": ("network",),
    "partnership.PlacedNeed": ("topic__network",),
    "partnership.FundingSource": ("network",),
    "partnership.MoneyLine": ("source__network",),
    "partnership.Consultation": ("network",),
    "partnership.Observation": ("asked__consultation__network",),
    "partnership.Handbook": ("network",),
    "partnership.HandbookStep": ("handbook__network",),
    "partnership.HandbookVersion": ("handbook__network",),
    "week.Campaign": ("network",),
    "week.CampaignTopic": ("campaign__network",),
    "week.Emphasis": ("campaign__network",),
    "week.TimelineStep": ("campaign__network",),
    "week.CampaignActivity": ("campaign__network",),
    "week.BuntingMetres": ("campaign__network",),
    "week.CampaignPicture": ("campaign__network",),
    "week.Evaluation": ("entry__campaign__network",),
    "dialogue.Series": ("network",),
    "dialogue.Hat": ("series__network",),
    "dialogue.Question": ("series__network",),
    "dialogue.Table": ("series__network",),
    "dialogue.Code": ("series__network",),
    "dialogue.Finding": ("series__network",),
    "dialogue.Recommendation": ("series__network",),
    "dialogue.RecommendationFinding": ("recommendation__series__network",),
    "dialogue.ReportPart": ("series__network",),
    "dialogue.Camp": ("network",),
    "dialogue.CampSlot": ("camp__network",),
    "dialogue.CampRoom": ("camp__network",),
    "dialogue.CampSession": ("camp__network",),
    "dialogue.CampReport": ("session__camp__network",),
}
SPREADSHEETS = (
    (What.ORGANIZATIONS, "directory.Organization", "organisations"),
    (What.SERVICES, "directory.Service", "services"),
)
# Columns that stand sealed (who hosts and who takes notes at a camp): nobody elsewhere has the key,
# and who asks for everything of a network has not thereby a right to read them.
SEALED = "sealed_"
# What is not taken along, and why.
LEFT_OUT = {
    "accounts.Membership": "written out on its own, with names and addresses of mail",
    "accounts.Invitation": "an address of somebody who has not said yes",
    "directory.FreshnessCampaign": "who was asked when, with their addresses; of no use elsewhere",
    "directory.FreshnessRequest": "as the campaign",
    "directory.FreshnessItem": "as the campaign",
    "directory.FreshnessRhythm": "a switch of this installation",
    "directory.LikelyPair": "is found again in the records themselves",
    "directory.Proposal": "of people of other networks too; what was taken over is in the history",
    "needs.Vote": "what one person finds; the network sees sums only",
    "partnership.TableInvitation": "an address and the words of somebody who was asked",
    "partnership.Asked": "addresses of who was asked; what they see is taken along",
    "week.KitMail": "who was mailed a link of this installation",
    "week.EvaluationRequest": "who was asked when; what they told is taken along",
    "week.Ballot": "what one partner chose; the result is taken along",
    "dialogue.SeriesFacilitator": "who is named; people do not move along",
    "dialogue.Participant": "people of other organisations; read by who is named only",
    "dialogue.Answer": "sealed, what one participant answered",
    "dialogue.Reflection": "sealed, what one participant notes",
    "dialogue.Quote": "sealed; read by who is named for its series only",
    "dialogue.HatTime": "goes with a talk that is over",
    "dialogue.Coding": "about quotes, and goes with them",
    "dialogue.Memo": "sealed; read by who is named for its series only",
    "dialogue.FindingQuote": "about quotes, and goes with them",
    "directory.Helpline": "belongs to the platform, not to a network",
}


def rows_of_network(label: str, network: LocalNetwork) -> "QuerySet[Any]":
    """Return the rows of one table that belong to a network, in a fixed order."""
    leads = Q()
    for way in TABLES[label]:
        leads |= Q(**{way: network.pk})
    rows: QuerySet[Any] = (
        apps.get_model(label)._base_manager.filter(leads).distinct().order_by("pk")
    )
    return rows


def network_zip(network: LocalNetwork, user: User) -> bytes:
    """Return the zip: JSON of every table, spreadsheets to look at, the logo, and what is what."""
    target = BytesIO()
    ids: set[Any] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        files: dict[str, int] = {}

        def put(name: str, rows: Iterable[Mapping[str, Any]]) -> None:
            made = list(rows)
            archive.writestr(name, _json(made))
            files[name] = len(made)

        for label in TABLES:
            rows = [_unsealed(snapshot(row)) for row in rows_of_network(label, network)]
            ids |= {row["id"] for row in rows}
            put(f"json/{label.lower()}.json", rows)
        put("json/accounts.membership.json", _memberships(network))
        put("json/history.json", _history(network, ids))
        for what, label, name in SPREADSHEETS:
            kept = list(rows_of_network(label, network).order_by("name", "pk"))
            content = exported(what, [one.pk for one in kept], "csv", user)
            archive.writestr(f"csv/{name}.csv", content)
        archive.writestr("csv/people.csv", _people_csv(network))
        logo = NetworkLogo.objects.filter(network=network).first()
        if logo:
            archive.writestr("logo.png", bytes(logo.content))
        archive.writestr("README.txt", _readme(network, files, has_logo=bool(logo)))
    return target.getvalue()


def _unsealed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row without what stands sealed."""
    return {name: value for name, value in values.items() if not name.startswith(SEALED)}


def _json(rows: list[Mapping[str, Any]]) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def _memberships(network: LocalNetwork) -> Iterator[dict[str, Any]]:
    for row in Membership.objects.begun().for_network(network).order_by("pk"):
        yield snapshot(row) | {"name": row.user.name, "email": row.user.email}


def _people_csv(network: LocalNetwork) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([_("name"), _("e-mail"), _("role"), _("started on"), _("ended on")])
    for row in Membership.objects.begun().for_network(network).order_by("user__email", "pk"):
        cells = [row.user.name, row.user.email, str(row.get_role_display())]
        days = [day.isoformat() if day else "" for day in (row.started_on, row.ended_on)]
        writer.writerow([*map(escaped, cells), *days])
    return text.getvalue().encode("utf-8-sig")


def _history(network: LocalNetwork, ids: set[Any]) -> Iterator[dict[str, Any]]:
    """Yield every change of a record that is taken along; of people of other networks no name."""
    members = dict(Membership.objects.for_network(network).values_list("user_id", "user__name"))
    rows = Change.objects.filter(object_id__in=_kept_ids(network)).select_related("change_set")
    for row in rows.order_by("id").iterator(chunk_size=2000):
        if row.object_id in ids:
            deed: ChangeSet = row.change_set
            yield {
                "deed": deed.deed,
                "deed_id": deed.pk,
                "at": deed.at,
                "reason": deed.reason,
                "by": members.get(deed.by_id, "") if deed.by_id else "",
                "model": row.model,
                "object_id": row.object_id,
                "before": row.before and _unsealed(row.before),
                "after": row.after and _unsealed(row.after),
            }


def _kept_ids(network: LocalNetwork) -> "QuerySet[Any]":
    """Return the ids of all rows of a network as one subquery."""
    first, *others = [rows_of_network(label, network).order_by().values("pk") for label in TABLES]
    return first.union(*others, all=True)


def _readme(network: LocalNetwork, files: Mapping[str, int], *, has_logo: bool) -> str:
    lines = [
        _("Everything of the network “%(name)s”, taken out of Vlaggenlijn.")
        % {"name": network.name},
        "",
        _("csv/organisations.csv, csv/services.csv: to open in Excel or LibreOffice."),
        _("csv/people.csv: who works or worked in the network, with their role."),
        _("json/: every table, one file each, with every field as it is stored:"),
        *(f"  {name}: {count}" for name, count in files.items()),
        _("json/history.json: every change of these records: when, what, before and after."),
        *([_("logo.png: the logo of the network.")] if has_logo else []),
        "",
        _("A field that ends in _id holds the id of a row in another file. Names of tables and"
          " fields are those of the Human Services Data Specification (HSDS) where it has one."),
        _("Names that stand sealed are left out, here and in the history: who hosts a session of a"
          " camp, and who takes notes there."),
        _("This file holds personal data (people.csv, notes, history). Keep it where only those"
          " who need it can read it, and remove what you do not need."),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"
