from django.urls import path

from vlaggenlijn.agenda.views import feeds_work, public, registering, uit_work, work
from vlaggenlijn.directory import followed_pages

app_name = "agenda"
FEEDS = {"pages": feeds_work.PAGES}
urlpatterns = [
    path("agenda/", public.agenda, name="agenda"),
    path("agenda/<int:year>/<int:number>/", public.month, name="month"),
    path("agenda.ics", public.feed, name="feed"),
    path("agenda/<uuid:pk>/", public.activity, name="activity"),
    path("agenda/<uuid:pk>.ics", public.activity_feed, name="activity_feed"),
    path("agenda/inschrijven/<uuid:pk>/", registering.register, name="register"),
    path("agenda/inschrijving/<str:token>/", registering.registration, name="registration"),
    path("werk/agenda/", work.activities, name="activities"),
    path("werk/agenda/kalenders/", followed_pages.listed, FEEDS, name="feeds"),
    path("werk/agenda/<slug:slug>/kalender/", followed_pages.add, FEEDS, name="add_feed"),
    path("werk/agenda/kalender/<uuid:pk>/", feeds_work.feed, name="followed"),
    path(
        "werk/agenda/kalender/<uuid:pk>/wijzigen/",
        followed_pages.edit,
        FEEDS,
        name="edit_feed",
    ),
    path("werk/agenda/kalender/<uuid:pk>/lezen/", followed_pages.read, FEEDS, name="read_feed"),
    path(
        "werk/agenda/kalender/<uuid:pk>/volgen/",
        followed_pages.stop,
        FEEDS,
        name="set_followed",
    ),
    path("werk/agenda/uitdatabank/", uit_work.overview, name="uitdatabank"),
    path("werk/agenda/<slug:slug>/uitdatabank/", uit_work.bring_in, name="uit_import"),
    path("werk/agenda/<slug:slug>/uitdatabank.jsonld", uit_work.all_files, name="uit_files"),
    path("werk/agenda/activiteit/<uuid:pk>/uitdatabank/", uit_work.approve, name="uit_approve"),
    path("werk/agenda/<uuid:pk>.jsonld", uit_work.event_file, name="uit_file"),
    path("werk/agenda/bron/<uuid:pk>/", feeds_work.settle, name="settle"),
    path("werk/agenda/<slug:slug>/nieuw/", work.add, name="add"),
    path("werk/agenda/<uuid:pk>/", work.work, name="work"),
    path("werk/agenda/<uuid:pk>/wijzigen/", work.edit, name="edit"),
    path("werk/agenda/<uuid:pk>/stand/", work.set_state, name="set_state"),
    path("werk/agenda/keer/<uuid:pk>/", work.occurrence, name="occurrence"),
    path("werk/agenda/keer/<uuid:pk>/inschrijvingen/", work.registrations, name="registrations"),
    path("werk/agenda/inschrijving/<uuid:pk>/weg/", work.cancel, name="cancel"),
]
