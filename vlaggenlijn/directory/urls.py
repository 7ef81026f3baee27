from django.urls import path, re_path

from vlaggenlijn.directory import followed_pages
from vlaggenlijn.directory.views import (
    areas_work,
    atom,
    booklets_work,
    bringing_in_work,
    bulk_work,
    contacts_work,
    deeds_work,
    drafts_work,
    duplicates_work,
    exports_work,
    first_services_work,
    freshness,
    freshness_work,
    hsds,
    imports_work,
    lpdc,
    notes_work,
    organizations_work,
    out_of_reach_work,
    people_work,
    personal_work,
    proposals_work,
    public,
    quick_work,
    services_work,
    sources_work,
    stewardships_work,
    suggestions,
    suggestions_work,
    themes_work,
    translation_files_work,
    translations_work,
    versions_work,
    workspace,
)

app_name = "directory"
SOURCES = {"pages": sources_work.PAGES}

PUBLIC = [
    path("aanbod/<uuid:pk>/", public.service, name="service"),
    path("organisatie/<uuid:pk>/", public.organization, name="organization"),
    path("data/diensten.jsonld", lpdc.public_services, name="lpdc"),
    path("aanbod.atom", atom.feed, name="feed"),
    path("hulplijnen/", public.helplines, name="helplines"),
    path("aanbod/<uuid:pk>/klopt-niet/", suggestions.suggest_service, name="suggest_service"),
    path(
        "organisatie/<uuid:pk>/klopt-niet/",
        suggestions.suggest_organization,
        name="suggest_organization",
    ),
    path("meld/", suggestions.suggest_anything, name="suggest_anything"),
    path("meld/bedankt/", suggestions.suggested, name="suggested"),
    path("actueel/bedankt/", freshness.freshness_thanks, name="freshness_thanks"),
    path("actueel/<str:token>/", freshness.freshness, name="freshness"),
    path("actueel/<str:token>/nieuwe-link/", freshness.freshness_renew, name="freshness_renew"),
    path(
        "actueel/<str:token>/niet-voor-mij/", freshness.freshness_pass_on, name="freshness_pass_on"
    ),
    path("actueel/<str:token>/<uuid:pk>/", freshness.freshness_change, name="freshness_change"),
]

# HSDS says /services, without a slash at the end; with one it answers too.
VERSION = r"^hsds/(?P<version>3\.0|3\.1)/"
LISTS = r"(?P<name>services|organizations|service_at_locations|taxonomies|taxonomy_terms)"
HSDS = [
    path("hsds/profile/", hsds.profile_overview, name="hsds_profile"),
    path("hsds/profile/<slug:name>.json", hsds.profile_part, name="hsds_profile_part"),
    re_path(VERSION + r"$", hsds.about, name="hsds"),
    re_path(VERSION + r"openapi\.json$", hsds.openapi, name="hsds_openapi"),
    re_path(VERSION + r"changes/?$", hsds.changes, name="hsds_changes"),
    re_path(VERSION + LISTS + r"/?$", hsds.collection, name="hsds_list"),
    re_path(VERSION + LISTS + r"/(?P<pk>[^/]+)/?$", hsds.item, name="hsds_item"),
    re_path(r"^hsds/(?P<rest>.*)$", hsds.unknown, name="hsds_unknown"),
]

WORKSPACE = [
    path("werk/aanbod/", services_work.services, name="services"),
    path("werk/aanbod/nieuw/", services_work.add_service, name="add_service"),
    path("werk/themas/", themes_work.themes, name="themes"),
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
    path("werk/aanbod/<uuid:pk>/ster/", personal_work.star, name="star"),
    path("werk/aanbod/<uuid:pk>/voor-mij/", personal_work.for_myself, name="for_myself"),
    path("werk/aanbod/<uuid:pk>/snel/", quick_work.quick_change, name="quick_change"),
    path("werk/favorieten/", personal_work.favourites, name="favourites"),
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
    path("werk/onbereikbaar/", out_of_reach_work.unreachable, name="unreachable"),
    path("werk/dubbels/", duplicates_work.duplicates, name="duplicates"),
    path("werk/dubbels/zoek/", duplicates_work.look_for_duplicates, name="look_for_duplicates"),
    path("werk/dubbels/lijkt-op/", duplicates_work.alike, name="alike"),
    path("werk/dubbels/<uuid:pk>/", duplicates_work.merge_pair, name="merge_pair"),
    path(
        "werk/dubbels/<uuid:pk>/beslis/", duplicates_work.decide_duplicate, name="decide_duplicate"
    ),
    path("werk/leden/<uuid:pk>/beeindig/", people_work.end_membership, name="end_membership"),
    path("werk/netwerk/<slug:slug>/uitnodigen/", people_work.invite, name="invite"),
    path("werk/netwerk/<slug:slug>/gebied/", areas_work.areas, name="areas"),
    path(
        "werk/netwerk/<slug:slug>/eerste-aanbod/",
        first_services_work.first_services,
        name="first_services",
    ),
    path("werk/importeren/", imports_work.imports, name="imports"),
    path("werk/bronnen/", followed_pages.listed, SOURCES, name="sources"),
    path("werk/bronnen/<slug:slug>/nieuw/", followed_pages.add, SOURCES, name="add_source"),
    path("werk/bron/<uuid:pk>/", sources_work.source, name="source"),
    path("werk/bron/<uuid:pk>/wijzigen/", followed_pages.edit, SOURCES, name="edit_source"),
    path("werk/bron/<uuid:pk>/lezen/", followed_pages.read, SOURCES, name="read_source"),
    path("werk/bron/<uuid:pk>/volgen/", followed_pages.stop, SOURCES, name="follow_source"),
    path("werk/bron/<uuid:pk>/bekijken/", sources_work.look, name="look_source"),
    path("werk/bron/<uuid:pk>/termen/", sources_work.terms, name="source_terms"),
    path("werk/bron/keuze/<uuid:pk>/", sources_work.settle, name="settle_source"),
    path("werk/importeren/systeem/", bringing_in_work.bring, name="bring_in"),
    path("werk/importeren/<uuid:pk>/termen/", bringing_in_work.terms, name="import_terms"),
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
    path("werk/boekje/", booklets_work.booklet, name="booklet"),
    path("werk/hulplijnen/", workspace.verify_helplines, name="verify_helplines"),
]

TRANSLATIONS = [
    path("werk/vertalingen/", translations_work.translations, name="translations"),
    path(
        "werk/vertalingen/invoer/",
        translation_files_work.import_translations,
        name="import_translations",
    ),
    path(
        "werk/vertalingen/uitvoer/<slug:language>/",
        translation_files_work.export_translations,
        name="export_translations",
    ),
    path(
        "werk/aanbod/<uuid:pk>/vertaling/<slug:language>/",
        translations_work.translate_service,
        name="translate_service",
    ),
    path(
        "werk/organisaties/<uuid:pk>/vertaling/<slug:language>/",
        translations_work.translate_organization,
        name="translate_organization",
    ),
]

CONTACTS = [
    path("werk/contactpersonen/", contacts_work.contacts, name="contacts"),
    path("werk/contactpersonen/<uuid:pk>/", contacts_work.edit_contact, name="edit_contact"),
    path(
        "werk/contactpersonen/<uuid:pk>/nog-juist/",
        contacts_work.confirm_contact,
        name="confirm_contact",
    ),
    path(
        "werk/contactpersonen/<uuid:pk>/verwijder/",
        contacts_work.remove_contact,
        name="remove_contact",
    ),
    path(
        "werk/organisaties/<uuid:pk>/contactpersonen/",
        contacts_work.organization_contacts,
        name="organization_contacts",
    ),
    path(
        "werk/aanbod/<uuid:pk>/contactpersonen/",
        contacts_work.service_contacts,
        name="service_contacts",
    ),
]

MESSAGES = [
    path("werk/meldingen/", suggestions_work.suggestions, name="suggestions"),
    path("werk/meldingen/<uuid:pk>/", suggestions_work.suggestion, name="suggestion"),
    path(
        "werk/meldingen/<uuid:pk>/antwoord/",
        suggestions_work.answer_suggestion,
        name="answer_suggestion",
    ),
    path(
        "werk/meldingen/<uuid:pk>/heropen/",
        suggestions_work.reopen_suggestion,
        name="reopen_suggestion",
    ),
    path("werk/meldingen/<uuid:pk>/neem-over/", suggestions_work.take_over, name="take_over"),
]

FRESHNESS = [
    path("werk/actueel/", freshness_work.campaigns, name="campaigns"),
    path("werk/actueel/netwerk/<slug:slug>/", freshness_work.start_campaign, name="start_campaign"),
    path("werk/actueel/netwerk/<slug:slug>/vanzelf/", freshness_work.set_rhythm, name="set_rhythm"),
    path("werk/actueel/ronde/<uuid:pk>/", freshness_work.campaign, name="campaign"),
    path(
        "werk/actueel/ronde/<uuid:pk>/sluit/", freshness_work.close_campaign, name="close_campaign"
    ),
    path("werk/actueel/gebeld/<uuid:pk>/", freshness_work.mark_called, name="mark_called"),
    path("werk/actueel/gevraagd/<uuid:pk>/mail/", freshness_work.mail_again, name="mail_again"),
]

urlpatterns = [*PUBLIC, *HSDS, *WORKSPACE, *TRANSLATIONS, *CONTACTS, *MESSAGES, *FRESHNESS]
