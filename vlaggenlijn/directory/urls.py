from django.urls import path

from vlaggenlijn.directory.views import (
    bulk_work,
    deeds_work,
    drafts_work,
    notes_work,
    organizations_work,
    proposals_work,
    public,
    services_work,
    stewardships_work,
    versions_work,
    workspace,
)

app_name = "directory"

PUBLIC = [
    path("aanbod/<uuid:pk>/", public.service, name="service"),
    path("organisatie/<uuid:pk>/", public.organization, name="organization"),
    path("hulplijnen/", public.helplines, name="helplines"),
]

WORKSPACE = [
    path("werk/aanbod/", services_work.services, name="services"),
    path("werk/aanbod/nieuw/", services_work.add_service, name="add_service"),
    path("werk/aanbod/<uuid:pk>/", services_work.edit_service, name="edit_service"),
    path(
        "werk/aanbod/<uuid:pk>/geschiedenis/", services_work.service_history, name="service_history"
    ),
    path("werk/aanbod/<uuid:pk>/bevestig/", services_work.confirm_service, name="confirm_service"),
    path(
        "werk/aanbod/<uuid:pk>/deze-week-gesloten/",
        services_work.close_service_this_week,
        name="close_service_this_week",
    ),
    path("werk/aanbod/<uuid:pk>/archiveer/", services_work.archive_service, name="archive_service"),
    path("werk/aanbod/<uuid:pk>/notitie/", notes_work.note, name="note"),
    path("werk/organisaties/", organizations_work.organizations, name="organizations"),
    path("werk/organisaties/nieuw/", organizations_work.add_organization, name="add_organization"),
    path(
        "werk/organisaties/<uuid:pk>/",
        organizations_work.edit_organization,
        name="edit_organization",
    ),
    path(
        "werk/organisaties/<uuid:pk>/geschiedenis/",
        organizations_work.organization_history,
        name="organization_history",
    ),
    path(
        "werk/organisaties/<uuid:pk>/archiveer/",
        organizations_work.archive_organization,
        name="archive_organization",
    ),
    path(
        "werk/aanbod/<uuid:pk>/versie/<uuid:deed>/",
        versions_work.service_version,
        name="service_version",
    ),
    path(
        "werk/organisaties/<uuid:pk>/versie/<uuid:deed>/",
        versions_work.organization_version,
        name="organization_version",
    ),
    path("werk/concept/<slug:kind>/<uuid:pk>/", drafts_work.draft, name="draft"),
    path("werk/aanbod/<uuid:pk>/voorstel/", proposals_work.propose_service, name="propose_service"),
    path(
        "werk/organisaties/<uuid:pk>/voorstel/",
        proposals_work.propose_organization,
        name="propose_organization",
    ),
    path("werk/voorstellen/", proposals_work.proposals, name="proposals"),
    path("werk/voorstel/<uuid:pk>/", proposals_work.proposal, name="proposal"),
    path("werk/aanbod/samen/", bulk_work.bulk_services, name="bulk_services"),
    path("werk/organisaties/samen/", bulk_work.bulk_organizations, name="bulk_organizations"),
    path("werk/wijzigingen/", deeds_work.change_sets, name="change_sets"),
    path("werk/wijziging/<uuid:pk>/", deeds_work.change_set, name="change_set"),
    path("werk/leden/<uuid:pk>/organisaties/", stewardships_work.stewardships, name="stewardships"),
    path("werk/hulplijnen/", workspace.verify_helplines, name="verify_helplines"),
]

urlpatterns = [*PUBLIC, *WORKSPACE]
