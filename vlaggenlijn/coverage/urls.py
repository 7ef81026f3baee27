from django.urls import path

from vlaggenlijn.coverage import views

app_name = "coverage"
urlpatterns = [
    path("werk/spreiding/", views.gaps, name="gaps"),
    path("werk/spreiding/bestand/", views.file, name="file"),
]
