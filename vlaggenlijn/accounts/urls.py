from django.urls import path

from vlaggenlijn.accounts.views import invitations, networks, people

app_name = "accounts"
urlpatterns = [
    path("kleuren/<slug:slug>/<int:version>.css", networks.colours, name="colours"),
    path("logo/<slug:slug>/<slug:digest>.png", networks.logo, name="logo"),
    path("werk/netwerk/", networks.networks, name="networks"),
    path("werk/netwerk/nieuw/", networks.add_network, name="add_network"),
    path("werk/netwerk/<slug:slug>/", networks.network, name="network"),
    path("werk/netwerk/<slug:slug>/logo/", networks.change_logo, name="change_logo"),
    path("werk/netwerk/<slug:slug>/leden/", people.members, name="members"),
    path("werk/netwerk/<slug:slug>/contact/", networks.contact, name="contact"),
    path("werk/netwerk/<slug:slug>/adres/", networks.host, name="host"),
    path(
        "werk/uitnodigingen/<uuid:pk>/opnieuw/", people.resend_invitation, name="resend_invitation"
    ),
    path(
        "werk/uitnodigingen/<uuid:pk>/intrekken/",
        people.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("account/uitnodiging/<str:token>/", invitations.invitation, name="invitation"),
]
