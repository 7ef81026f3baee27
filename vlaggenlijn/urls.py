"""Every address of the site; each room lists its own. URLs are Dutch, they are part of the face."""

from allauth.account import views as sign_in
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, include, path

from vlaggenlijn.guide.api import api, openapi

OPEN_API = ("guide",)

api_patterns, api_app, api_namespace = api.urls
for pattern in api_patterns:
    if isinstance(pattern, URLPattern) and pattern.name in OPEN_API:
        login_not_required(pattern.callback)

# allauth's own list has doors we do not open (signing up, other addresses of one person).
account_patterns = [
    path("login/", sign_in.login, name="account_login"),
    path("logout/", sign_in.logout, name="account_logout"),
    path("code/", sign_in.request_login_code, name="account_request_login_code"),
    path("code/invoeren/", sign_in.confirm_login_code, name="account_confirm_login_code"),
    path("opnieuw/", sign_in.reauthenticate, name="account_reauthenticate"),
    path("wachtwoord/", sign_in.password_change, name="account_change_password"),
    path("wachtwoord/instellen/", sign_in.password_set, name="account_set_password"),
    path("inactief/", sign_in.account_inactive, name="account_inactive"),
    path("wachtwoord/vergeten/", sign_in.password_reset, name="account_reset_password"),
    path(
        "wachtwoord/vergeten/verstuurd/",
        sign_in.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "wachtwoord/nieuw/<slug:uidb36>-<str:key>/",
        sign_in.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord/nieuw/klaar/",
        sign_in.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

urlpatterns = [
    path("", include("vlaggenlijn.guide.urls")),
    path("", include("vlaggenlijn.directory.urls")),
    path("", include("vlaggenlijn.accounts.urls")),
    path("", include("vlaggenlijn.home.urls")),
    path("account/", include(account_patterns)),
    path("api/openapi.json", openapi, name="openapi"),
    path("api/", (api_patterns, api_app, api_namespace)),
]

handler403 = "vlaggenlijn.home.views.forbidden"
