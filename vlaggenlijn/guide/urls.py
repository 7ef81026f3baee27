from django.urls import path

from vlaggenlijn.guide import asked_views, views

app_name = "guide"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("antwoord/", views.answer, name="answer"),
    path("mijn-lijst/", views.shortlist, name="shortlist"),
    path("werk/gevraagd/", asked_views.asked, name="asked"),
]
