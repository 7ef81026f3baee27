from django.urls import path

from vlaggenlijn.guide import leaving_views, offline_views, theme_views, views, work_views

app_name = "guide"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("antwoord/", views.answer, name="answer"),
    path("mijn-lijst/", views.shortlist, name="shortlist"),
    path("mijn-lijst/zonder-netwerk.js", offline_views.offline, name="offline"),
    path("weg/", leaving_views.leave, name="leave"),
    path("thema/", theme_views.themes, name="themes"),
    path("thema/<slug:slug>/", theme_views.theme, name="theme"),
    path("werk/gids/", work_views.work, name="work"),
    path("werk/gids/vergelijk/", work_views.compare, name="compare"),
    path("werk/gids/checklist/", work_views.checklists, name="checklists"),
    path("werk/gids/checklist/<slug:slug>/", work_views.checklist, name="checklist"),
    path("werk/gids/blad/<uuid:pk>/", work_views.sheets, name="sheets"),
    path("werk/gids/blad/<uuid:pk>/<slug:language>/", work_views.sheet, name="sheet"),
    path(
        "werk/gids/blad/<uuid:pk>/<slug:language>/pdf/",
        work_views.sheet_as_pdf,
        name="sheet_as_pdf",
    ),
]
