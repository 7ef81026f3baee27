"""Addresses of what a campaign hands to others: kits, the widget; part of those of the room."""

from django.urls import path

from vlaggenlijn.week.views import kit_links, kits, pictures, widget

WORK = "werk/week/<uuid:pk>/"
KIT = "week/pakket/<str:token>/"
urlpatterns = [
    path(f"{WORK}pakketten/", kits.kits, name="kits"),
    path(f"{WORK}beelden/", pictures.pictures, name="pictures"),
    path("werk/week/foto/<uuid:pk>.png", pictures.picture_at_work, name="picture_at_work"),
    path("werk/week/foto/<uuid:pk>/weg/", pictures.remove, name="remove_picture"),
    path("week/foto/<uuid:pk>.png", pictures.picture, name="picture"),
    path(f"{WORK}widget/", widget.widget_lines, name="widget_lines"),
    path("week/widget/<slug:slug>/", widget.widget, name="widget"),
    path(KIT, kit_links.kit, name="kit"),
    path(f"{KIT}kaartjes.pdf", kit_links.cards, name="kit_cards"),
    path(f"{KIT}affiche.pdf", kit_links.poster, name="kit_poster"),
    path(f"{KIT}beeld/<str:canvas>.png", kit_links.picture, name="kit_picture"),
]
