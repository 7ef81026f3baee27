from django.urls import path

from vlaggenlijn.dialogue.views import findings, notes, seats, series, tables

app_name = "dialogue"
SERIES, TABLE = "werk/dialoog/reeks/<uuid:pk>", "werk/dialoog/tafel/<uuid:pk>"
FINDING = "werk/dialoog/bevinding/<uuid:pk>"
urlpatterns = [
    path("werk/dialoog/", series.all_series, name="all_series"),
    path("werk/dialoog/<slug:slug>/nieuw/", series.add, name="add_series"),
    path(f"{SERIES}/", series.board, name="series"),
    path(f"{SERIES}/wijzigen/", series.edit, name="edit_series"),
    path(f"{SERIES}/mensen/", series.people, name="facilitators"),
    path(f"{SERIES}/genodigden/", series.addressees, name="addressees"),
    path(f"{SERIES}/uitnodigen/", series.invite, name="invite"),
    path(f"{SERIES}/herinneren/", series.remind, name="remind"),
    path(f"{SERIES}/tafel/", tables.add, name="add_table"),
    path(f"{SERIES}/oefenen/", tables.rehearse, name="rehearse"),
    path(f"{SERIES}/vragen/", series.questions, name="questions"),
    path("werk/dialoog/vraag/<uuid:pk>/", series.question, name="question"),
    path("werk/dialoog/hoed/<uuid:pk>/", series.hat, name="hat"),
    path(f"{TABLE}/", tables.table, name="table"),
    path(f"{TABLE}/wijzigen/", tables.edit, name="edit_table"),
    path(f"{TABLE}/aanwezig/", tables.presence, name="presence"),
    path(f"{TABLE}/vooraf/", tables.beforehand, name="beforehand"),
    path(f"{TABLE}/nalezen/", tables.ask_to_check, name="ask_to_check"),
    path(f"{TABLE}/notities/", notes.room, name="room"),
    path(f"{TABLE}/notities/sturen/", notes.send, name="send_quotes"),
    path(f"{TABLE}/notities/terug/", notes.take_back, name="take_back"),
    path(f"{TABLE}/gesprek/", notes.moderate, name="moderate"),
    path(f"{SERIES}/citaten/", findings.quotes, name="quotes"),
    path(f"{SERIES}/bevindingen/", findings.findings, name="findings"),
    path(f"{SERIES}/advies/", findings.recommend, name="recommend"),
    path(f"{FINDING}/", findings.finding, name="finding"),
    path(f"{FINDING}/citaten/", findings.choose_quotes, name="choose_quotes"),
    path(f"{FINDING}/citaten/erbij/", findings.backing, name="backing"),
    path(f"{FINDING}/nood/", findings.adopt, name="adopt"),
    path(f"{FINDING}/weg/", findings.remove, name="remove_finding"),
    path("werk/dialoog/advies/<uuid:pk>/", findings.recommendation, name="recommendation"),
    path("dialoog/<str:token>/", seats.seat, name="seat"),
    path("dialoog/<str:token>/verontschuldigd/", seats.excuse, name="excuse"),
    path("dialoog/<str:token>/vragen/", seats.input_form, name="input_form"),
    path("dialoog/<str:token>/hoeden/", seats.reflect, name="reflect"),
    path("dialoog/<str:token>/nalezen/", seats.check, name="check"),
    path("dialoog/<str:token>/nalezen/<uuid:pk>/", seats.check_one, name="check_one"),
    path("dialoog/<str:token>/toestemming/", seats.consent, name="consent"),
]
