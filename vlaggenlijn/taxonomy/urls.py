from django.urls import path

from vlaggenlijn.taxonomy import views

app_name = "taxonomy"
urlpatterns = [
    path("skos/", views.schemes, name="skos"),
    path("skos/<slug:slug>", views.schemes, name="skos_scheme"),
    path("skos/<slug:slug>.<slug:form>", views.schemes, name="skos_file"),
]
