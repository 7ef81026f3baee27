from django.urls import path

from vlaggenlijn.guide import views

app_name = "guide"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("antwoord/", views.answer, name="answer"),
    path("mijn-lijst/", views.shortlist, name="shortlist"),
]
