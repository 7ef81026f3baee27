from django.urls import path

from vlaggenlijn.accounts import views

app_name = "accounts"
urlpatterns = [
    path("kleuren/<slug:slug>/<int:version>.css", views.colours, name="colours"),
    path("logo/<slug:slug>/<slug:digest>.png", views.logo, name="logo"),
    path("werk/netwerk/", views.networks, name="networks"),
    path("werk/netwerk/<slug:slug>/", views.network, name="network"),
    path("werk/netwerk/<slug:slug>/logo/", views.change_logo, name="change_logo"),
    path("werk/netwerk/<slug:slug>/leden/", views.members, name="members"),
    path("werk/leden/<uuid:pk>/beeindig/", views.end_membership, name="end_membership"),
]
