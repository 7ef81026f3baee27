"""Addresses of what a campaign prints, tells and harvests; part of those of the room."""

from django.urls import path

from vlaggenlijn.week.views import (
    evaluating,
    printing,
    programme,
    reporting,
    telling,
    told_by_link,
)

WORK = "werk/week/<uuid:pk>/"
urlpatterns = [
    path("week/<uuid:pk>/programma/", programme.programme, name="programme"),
    path("week/<uuid:pk>/oogst/", programme.harvest, name="harvest"),
    path(f"{WORK}evaluatie/", evaluating.evaluations, name="evaluations"),
    path("werk/week/activiteit/<uuid:pk>/evaluatie/", evaluating.evaluate, name="evaluate"),
    path("werk/week/evaluatie/<uuid:pk>/onthouden/", evaluating.learn, name="learn"),
    path("week/evaluatie/<str:token>/", told_by_link.mine, name="told_by_link"),
    path("week/evaluatie/<str:token>/<uuid:pk>/", told_by_link.evaluate, name="evaluate_by_link"),
    path(f"{WORK}verslag/", reporting.report, name="report"),
    path(f"{WORK}verslag/pdf/", reporting.ask_for_report, name="ask_for_report"),
    path(f"{WORK}verslag/verslag.docx", reporting.report_docx, name="report_docx"),
    path(f"{WORK}bedanken/", reporting.thank, name="thank"),
    path("week/verslag/<str:token>/", told_by_link.report, name="report_by_link"),
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
