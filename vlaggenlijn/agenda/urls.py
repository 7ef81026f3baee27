from django.urls import path

from vlaggenlijn.agenda.views import public, registering, work

app_name = "agenda"
urlpatterns = [
    path("agenda/", public.agenda, name="agenda"),
    path("agenda/<int:year>/<int:number>/", public.month, name="month"),
    path("agenda.ics", public.feed, name="feed"),
    path("agenda/<uuid:pk>/", public.activity, name="activity"),
    path("agenda/<uuid:pk>.ics", public.activity_feed, name="activity_feed"),
    path("agenda/inschrijven/<uuid:pk>/", registering.register, name="register"),
    path("agenda/inschrijving/<str:token>/", registering.registration, name="registration"),
    path("werk/agenda/", work.activities, name="activities"),
    path("werk/agenda/<slug:slug>/nieuw/", work.add, name="add"),
    path("werk/agenda/<uuid:pk>/", work.work, name="work"),
    path("werk/agenda/<uuid:pk>/wijzigen/", work.edit, name="edit"),
    path("werk/agenda/<uuid:pk>/stand/", work.set_state, name="set_state"),
    path("werk/agenda/keer/<uuid:pk>/", work.occurrence, name="occurrence"),
    path("werk/agenda/keer/<uuid:pk>/inschrijvingen/", work.registrations, name="registrations"),
    path("werk/agenda/inschrijving/<uuid:pk>/weg/", work.cancel, name="cancel"),
]
