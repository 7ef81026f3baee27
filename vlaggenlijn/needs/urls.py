from django.urls import path

from vlaggenlijn.needs import views

app_name = "needs"
urlpatterns = [
    path("werk/noden/", views.board, name="board"),
    path("werk/noden/<slug:slug>/nieuw/", views.add, name="add"),
    path("werk/noden/<slug:slug>/stemmen/", views.vote, name="vote"),
    path("werk/noden/<uuid:pk>/", views.edit, name="edit"),
    path("werk/noden/<uuid:pk>/bord/", views.archive, name="archive"),
]
