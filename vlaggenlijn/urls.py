"""Every address of the site; each room lists its own. URLs are Dutch, they are part of the face."""

from allauth.account import views as sign_in
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, include, path, reverse_lazy

from vlaggenlijn.accounts.views import outside, safety
from vlaggenlijn.accounts.views import sign_in as ours
from vlaggenlijn.guide.api import api, openapi

OPEN_API = ("guide",)

api_patterns, api_app, api_namespace = api.urls
for pattern in api_patterns:
    if isinstance(pattern, URLPattern) and pattern.name in OPEN_API:
        login_not_required(pattern.callback)

# allauth's own list has doors we do not open (signing up, other addresses of one person).
account_patterns = [
    path("login/", ours.Login.as_view(), name="account_login"),
    path("logout/", sign_in.logout, name="account_logout"),
    path("code/", ours.RequestCode.as_view(), name="account_request_login_code"),
    path("code/invoeren/", ours.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("sleutel/", ours.PasskeyLogin.as_view(), name="mfa_login_webauthn"),
    path("extra/", factors.authenticate, name="mfa_authenticate"),
    path("extern/", outside.start, name="account_outside"),
    path("extern/terug/", outside.back, name="account_outside_back"),
    path("extern/<int:pk>/weg/", outside.end, name="account_outside_end"),
    path("opnieuw/", sign_in.reauthenticate, name="account_reauthenticate"),
    path("opnieuw/code/", ours.confirm_by_mail, name="account_reauthenticate_by_mail"),
    path("opnieuw/app/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("opnieuw/sleutel/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
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

safety_patterns = [
    path("", safety.safety, name="mfa_index"),
    path("app/", app.activate_totp, name="mfa_activate_totp"),
    path("app/weg/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("sleutel/", ours.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "sleutel/<int:pk>/weg/",
        passkeys.RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index")),
        name="mfa_remove_webauthn",
    ),
    path("reservecodes/", safety.recovery_codes, name="mfa_view_recovery_codes"),
    path("reservecodes/nieuw/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("sessies/stop/", safety.end_other_sessions, name="account_end_other_sessions"),
    path("sessies/<uuid:pk>/stop/", safety.end_session, name="account_end_session"),
    path("gegevens/", safety.my_data, name="account_my_data"),
    path("verwijderen/", safety.leave, name="account_leave"),
]

urlpatterns = [
    path("", include("vlaggenlijn.guide.urls")),
    path("", include("vlaggenlijn.directory.urls")),
    path("", include("vlaggenlijn.accounts.urls")),
    path("", include("vlaggenlijn.taxonomy.urls")),
    path("", include("vlaggenlijn.agenda.urls")),
    path("", include("vlaggenlijn.needs.urls")),
    path("", include("vlaggenlijn.partnership.urls")),
    path("", include("vlaggenlijn.coverage.urls")),
    path("", include("vlaggenlijn.week.urls")),
    path("", include("vlaggenlijn.dialogue.urls")),
    path("", include("vlaggenlijn.home.urls")),
    path("account/", include(account_patterns)),
    path("account/veiligheid/", include(safety_patterns)),
    path("api/openapi.json", openapi, name="openapi"),
    path("api/", (api_patterns, api_app, api_namespace)),
]

handler403 = "vlaggenlijn.home.views.forbidden"
