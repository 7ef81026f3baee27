from django.urls import path

from vlaggenlijn.needs import figure_views, views

app_name = "needs"
urlpatterns = [
    path("werk/noden/", views.board, name="board"),
    path("werk/noden/<slug:slug>/nieuw/", views.add, name="add"),
    path("werk/noden/<slug:slug>/stemmen/", views.vote, name="vote"),
    path("werk/noden/<uuid:pk>/", views.edit, name="edit"),
    path("werk/noden/<uuid:pk>/bord/", views.archive, name="archive"),
    path("werk/cijfers/", figure_views.figures, name="figures"),
    path("werk/cijfers/<uuid:pk>/", figure_views.indicator, name="indicator"),
    path("werk/cijfers/<uuid:pk>/weg/", figure_views.archive, name="archive_series"),
    path("werk/cijfers/<slug:slug>/inlezen/", figure_views.import_series, name="import_series"),
]
