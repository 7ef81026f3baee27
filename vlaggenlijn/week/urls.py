from django.urls import path

from vlaggenlijn.week.outward_urls import urlpatterns as outward
from vlaggenlijn.week.programme_urls import urlpatterns as of_the_programme
from vlaggenlijn.week.views import bunting, carrying, programme, steps, voting, work

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
    path(f"{WORK}<uuid:pk>/stappen/", steps.timeline, name="timeline"),
    path(f"{WORK}<uuid:pk>/stap/", steps.add, name="add_timeline_step"),
    path(f"{WORK}stap/<uuid:pk>/", steps.edit, name="edit_timeline_step"),
    path(f"{WORK}stap/<uuid:pk>/weg/", steps.remove, name="remove_timeline_step"),
    path(f"{WORK}stap/<uuid:pk>/onthouden/", carrying.lesson, name="lesson"),
    path(f"{WORK}<uuid:pk>/activiteit/", work.propose, name="propose"),
    path(f"{WORK}activiteit/<uuid:pk>/nakijken/", work.review, name="review"),
    path(f"{WORK}activiteit/<uuid:pk>/opnieuw/", work.back_in, name="propose_again"),
    path(f"{WORK}activiteit/<uuid:pk>/weg/", work.take_out, name="withdraw"),
    path(f"{WORK}<uuid:pk>/stemming/", voting.voting, name="voting"),
    path(f"{WORK}<uuid:pk>/stemming/stem/", voting.cast, name="cast"),
    path(f"{WORK}<uuid:pk>/stemming/lijst/", voting.add_emphasis, name="add_emphasis"),
    path(f"{WORK}<uuid:pk>/stemming/weg/", voting.remove_emphasis, name="remove_emphasis"),
    path(f"{WORK}<uuid:pk>/stemming/openen/", voting.open_vote, name="open_vote"),
    path(f"{WORK}<uuid:pk>/stemming/kiezen/", voting.choose, name="choose_emphasis"),
    path(f"{WORK}<uuid:pk>/vlaggenlijn/", bunting.bunting, name="bunting"),
    path(f"{WORK}<uuid:pk>/vlaggenlijn/nieuw/", bunting.add, name="add_bunting"),
    path(f"{WORK}vlaggenlijn/<uuid:pk>/", bunting.edit, name="edit_bunting"),
    path("week/", programme.newest, name="public"),
    *of_the_programme,
    *outward,
]
