from django.urls import path

from vlaggenlijn.directory.views import (
    exports_work,
    imports_work,
    notes_work,
    organizations_work,
    public,
    services_work,
    stewardships_work,
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
    path("werk/leden/<uuid:pk>/organisaties/", stewardships_work.stewardships, name="stewardships"),
    path("werk/importeren/", imports_work.imports, name="imports"),
    path("werk/importeren/<uuid:pk>/", imports_work.import_job, name="import_job"),
    path("werk/importeren/<uuid:pk>/kolommen/", imports_work.columns, name="import_columns"),
    path("werk/importeren/<uuid:pk>/blad/", imports_work.sheet, name="import_sheet"),
    path("werk/importeren/<uuid:pk>/keuzes/", imports_work.decide, name="import_decide"),
    path("werk/importeren/<uuid:pk>/vernieuw/", imports_work.renew, name="import_renew"),
    path("werk/importeren/<uuid:pk>/schrijf/", imports_work.write, name="import_write"),
    path("werk/importeren/<uuid:pk>/vergeet/", imports_work.forget, name="import_forget"),
    path("werk/importeren/<uuid:pk>/fouten/", imports_work.wrong_rows, name="import_wrong_rows"),
    path("werk/exporteren/", exports_work.exports, name="exports"),
    path(
        "werk/exporteren/organisaties/",
        exports_work.export_organizations,
        name="export_organizations",
    ),
    path("werk/exporteren/aanbod/", exports_work.export_services, name="export_services"),
    path(
        "werk/exporteren/netwerk/<slug:slug>/", exports_work.export_network, name="export_network"
    ),
    path("werk/exporteren/bestand/<uuid:pk>/", exports_work.export_file, name="export_file"),
    path("werk/hulplijnen/", workspace.verify_helplines, name="verify_helplines"),
]

urlpatterns = [*PUBLIC, *WORKSPACE]
