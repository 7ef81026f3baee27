from django.urls import path

from vlaggenlijn.coverage import file_views, views, what_if_views

app_name = "coverage"
urlpatterns = [
    path("werk/spreiding/", views.gaps, name="gaps"),
    path("werk/spreiding/bestand/", views.file, name="file"),
    path("werk/spreiding/raad/", views.council_page, name="council"),
    path("werk/spreiding/raad/pdf/", views.council_paper, name="council_pdf"),
    path("werk/spreiding/stel-dat/", what_if_views.what_if, name="what_if"),
    path("werk/spreiding/voorstellen/", what_if_views.proposals, name="proposals"),
    path("werk/spreiding/voorstel/<uuid:pk>/", what_if_views.proposal, name="proposal"),
    path(
        "werk/spreiding/voorstel/<uuid:pk>/wijzigen/",
        what_if_views.edit_story,
        name="edit_proposal",
    ),
    path("werk/spreiding/voorstel/<uuid:pk>/delen/", what_if_views.share, name="share"),
    path(
        "werk/spreiding/voorstel/<uuid:pk>/niet-delen/",
        what_if_views.end_sharing,
        name="end_sharing",
    ),
    path("werk/spreiding/voorstel/<uuid:pk>/weg/", what_if_views.archive, name="archive_proposal"),
    path("werk/spreiding/<slug:slug>/reistijden/", file_views.travel_times, name="travel_times"),
    path(
        "werk/spreiding/reistijden/<uuid:pk>/weg/",
        file_views.archive_travel_times,
        name="archive_travel_times",
    ),
    path(
        "werk/spreiding/reistijden/<uuid:pk>/codes/",
        file_views.carry_travel_times,
        name="carry_travel_times",
    ),
    path("werk/spreiding/<slug:slug>/gebieden/", file_views.own_areas, name="own_areas"),
    path(
        "werk/spreiding/gebieden/<uuid:pk>/weg/",
        file_views.archive_own_areas,
        name="archive_own_areas",
    ),
    path("voorstel/<str:token>/", what_if_views.shared, name="shared"),
]
