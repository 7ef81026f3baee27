"""Addresses of what a campaign prints, tells and harvests; part of those of the room."""

from django.urls import path

from vlaggenlijn.week.views import printing, programme, telling

WORK = "werk/week/<uuid:pk>/"
urlpatterns = [
    path("week/<uuid:pk>/programma/", programme.programme, name="programme"),
    path(f"{WORK}druk/", printing.print_page, name="print"),
    path(f"{WORK}druk/programma.pdf", printing.programme_pdf, name="programme_pdf"),
    path(f"{WORK}druk/programma/", printing.ask_for_paper, name="ask_for_paper"),
    path("werk/week/bestand/<uuid:pk>/", printing.paper_file, name="paper_file"),
    path(f"{WORK}druk/affiche.pdf", printing.poster, name="poster"),
    path(f"{WORK}druk/kaartjes.pdf", printing.cards, name="cards"),
    path(f"{WORK}druk/teksten/", telling.texts, name="texts"),
    path(f"{WORK}druk/beeld/<str:canvas>.png", telling.campaign_picture, name="campaign_picture"),
    path(
        "week/beeld/<uuid:pk>/<str:canvas>.png", telling.activity_picture, name="activity_picture"
    ),
]
