from django.urls import path

from vlaggenlijn.guide import leaving_views, offline_views, theme_views, views

app_name = "guide"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("antwoord/", views.answer, name="answer"),
    path("mijn-lijst/", views.shortlist, name="shortlist"),
    path("mijn-lijst/zonder-netwerk.js", offline_views.offline, name="offline"),
    path("weg/", leaving_views.leave, name="leave"),
    path("thema/", theme_views.themes, name="themes"),
    path("thema/<slug:slug>/", theme_views.theme, name="theme"),
]
