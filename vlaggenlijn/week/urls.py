from django.urls import path

from vlaggenlijn.week.programme_urls import urlpatterns as of_the_programme
from vlaggenlijn.week.views import carrying, work

app_name = "week"
WORK = "werk/week/"
urlpatterns = [
    path(WORK, work.campaigns, name="campaigns"),
    path(f"{WORK}<slug:slug>/nieuw/", work.add_campaign, name="add_campaign"),
    path(f"{WORK}<uuid:pk>/", work.campaign, name="campaign"),
    path(f"{WORK}<uuid:pk>/wijzigen/", work.edit_campaign, name="edit_campaign"),
    path(f"{WORK}<uuid:pk>/stand/", work.set_state, name="set_state"),
    path(f"{WORK}<uuid:pk>/tijdlijn/", work.start_timeline, name="start_timeline"),
    path(f"{WORK}<uuid:pk>/volgende/", carrying.carry_over, name="carry_over"),
    path(f"{WORK}stap/<uuid:pk>/onthouden/", carrying.lesson, name="lesson"),
    path(f"{WORK}<uuid:pk>/activiteit/", work.propose, name="propose"),
    path(f"{WORK}activiteit/<uuid:pk>/nakijken/", work.review, name="review"),
    *of_the_programme,
]
