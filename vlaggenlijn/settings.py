"""All settings, from the environment only; docs/operations.md explains each one."""

import os
import sys
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from vlaggenlijn.common.databases import database_from_url
from vlaggenlijn.common.environment import (
    Setting,
    SettingError,
    check_provider,
    number,
    read_settings,
    secret,
    text,
    words,
    yes_no,
)

PACKAGE = Path(__file__).resolve().parent

DECLARED = (
    Setting("SECRET_KEY", secret, None, "a secret of at least 50 characters that signs sessions."),
    Setting("SEALING_KEY", text, "", "the keys that seal private notes, the current one first."),
    Setting("DATABASE_URL", text, "sqlite:///var/vlaggenlijn.sqlite3", "where the data lives."),
    Setting("HOSTS", words, "localhost,127.0.0.1,[::1]", "host names that are answered."),
    Setting("ORIGINS", words, "", "https addresses that forms may come from, when behind a proxy."),
    Setting("HTTPS", yes_no, "1", "whether visitors come over https."),
    Setting("BEHIND_PROXY", yes_no, "0", "whether a proxy sets X-Forwarded-Proto itself."),
    Setting("DEBUG", yes_no, "0", "error pages for developers; never in service."),
    Setting("DEMO", yes_no, "0", "demo data, demo sign-in and a mail outbox page."),
    Setting("VAR", text, "var", "the folder for collected static files."),
    Setting("ENCODER", yes_no, "1", "whether the sentence encoder is used where it is installed."),
    Setting("MAIL_FROM", text, "vlaggenlijn@localhost", "the sender of mails."),
    Setting("MAIL_HOST", text, "localhost", "the mail server."),
    Setting("MAIL_PORT", number, "25", "the port of the mail server."),
    Setting("MAIL_USER", text, "", "the user name at the mail server."),
    Setting("MAIL_PASSWORD", text, "", "the password at the mail server."),
    Setting("MAIL_TLS", yes_no, "0", "whether STARTTLS is used towards the mail server."),
    Setting("FEED_HOSTS", words, "", "hosts that may be followed; empty: all."),
    Setting("INSIDE_HOSTS", words, "", "hosts on your own network that may be asked all the same."),
    Setting("UIT_PUSH", yes_no, "0", "whether approved activities are sent to UiTdatabank."),
    Setting("UIT_ENTRY_URL", text, "https://io-test.uitdatabank.be", "its Entry API."),
    Setting("UIT_TOKEN_URL", text, "https://account-test.uitid.be/oauth/token", "its tokens."),
    Setting("UIT_CLIENT_ID", text, "", "the name of this site at publiq."),
    Setting("UIT_CLIENT_SECRET", text, "", "the secret of this site at publiq."),
    Setting("UIT_SEARCH_URL", text, "https://search.uitdatabank.be", "its Search API."),
    Setting("UIT_SEARCH_KEY", text, "", "the client id for searching; empty: no live search."),
    Setting("CHECK_LINKS", yes_no, "0", "whether websites of records are asked if they answer."),
    Setting("DEFAULT_NETWORK", text, "", "slug of the network that unknown host names show."),
    Setting(
        "REQUIRE_SECOND_FACTOR", yes_no, "0", "whether coordinators and administrators need one."
    ),
    Setting("OIDC_URL", text, "", "the issuer of an identity provider such as ACM/IDM."),
    Setting("OIDC_CLIENT_ID", text, "", "the name of this site at the identity provider."),
    Setting("OIDC_CLIENT_SECRET", text, "", "the secret of this site at the identity provider."),
    Setting("OIDC_NAME", text, "ACM/IDM", "what the sign-in button calls the identity provider."),
    Setting("OIDC_SCOPES", words, "openid,email", "what is asked of the identity provider."),
)


def _read() -> dict[str, Any]:
    try:
        values: dict[str, Any] = read_settings(DECLARED, os.environ)
        check_provider(values)
        values["DATABASE"] = database_from_url(values["DATABASE_URL"])
    except SettingError as problem:
        sys.exit(str(problem))
    return values


_SET = _read()

SECRET_KEY = _SET["SECRET_KEY"]
SEALING_KEY = _SET["SEALING_KEY"]
DEBUG = _SET["DEBUG"]
DEMO = _SET["DEMO"]
CHECK_LINKS = _SET["CHECK_LINKS"]
ALLOWED_HOSTS = list(_SET["HOSTS"])
CSRF_TRUSTED_ORIGINS = list(_SET["ORIGINS"])
FEED_HOSTS, INSIDE_HOSTS = list(_SET["FEED_HOSTS"]), list(_SET["INSIDE_HOSTS"])
UIT_PUSH, UIT_SEARCH_KEY = _SET["UIT_PUSH"], _SET["UIT_SEARCH_KEY"]
UIT_CLIENT_ID, UIT_CLIENT_SECRET = _SET["UIT_CLIENT_ID"], _SET["UIT_CLIENT_SECRET"]
UIT_ENTRY_URL, UIT_TOKEN_URL, UIT_SEARCH_URL = (
    _SET[name].rstrip("/") for name in ("UIT_ENTRY_URL", "UIT_TOKEN_URL", "UIT_SEARCH_URL")
)
DEFAULT_NETWORK = _SET["DEFAULT_NETWORK"]
VAR = Path(_SET["VAR"])
ENCODER = _SET["ENCODER"]
DATABASES = {"default": _SET["DATABASE"]}

INSTALLED_APPS = [
    "vlaggenlijn.home",
    "vlaggenlijn.coverage",
    "vlaggenlijn.dialogue",
    "vlaggenlijn.week",
    "vlaggenlijn.guide",
    "vlaggenlijn.partnership",
    "vlaggenlijn.agenda",
    "vlaggenlijn.needs",
    "vlaggenlijn.directory",
    "vlaggenlijn.taxonomy",
    "vlaggenlijn.accounts",
    "vlaggenlijn.places",
    "vlaggenlijn.common",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "vlaggenlijn.common.middleware.refuse_trace",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "vlaggenlijn.guide.going_back.kept_after_a_cookie",
    # Within what every answer passes, around all that works one out.
    "vlaggenlijn.guide.again.answers_again",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "vlaggenlijn.accounts.middleware.visitor",
    "vlaggenlijn.accounts.middleware.session_of_staff",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "vlaggenlijn.accounts.late_forms.give_back_late_forms",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "vlaggenlijn.accounts.middleware.second_factor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "vlaggenlijn.common.middleware.safe_methods_do_not_write",
    "vlaggenlijn.taxonomy.middleware.words_held",
]

ROOT_URLCONF = "vlaggenlijn.urls"
WSGI_APPLICATION = "vlaggenlijn.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "vlaggenlijn.accounts.context.network",
                "vlaggenlijn.directory.context.helplines",
                "vlaggenlijn.home.navigation.navigation",
            ],
            # Each icon is drawn once.
            "libraries": {"lucide": "vlaggenlijn.common.icons"},
        },
    },
]
FORM_RENDERER = "vlaggenlijn.common.forms.FieldRenderer"

# People ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:desk"
LOGOUT_REDIRECT_URL = "guide:ask"
ACCOUNT_ADAPTER = "vlaggenlijn.accounts.sign_in.InvitedPeopleOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; it makes both ways known
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# Whoever asks for a code with an unknown address sees the same page and gets no mail.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {"reset_password": "vlaggenlijn.accounts.sign_in_forms.ResetPassword"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = False if DEBUG else {}
# The limits on signing in count visitors, not the proxy, and count for all web workers together.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _SET["BEHIND_PROXY"] else 0
CACHES = {
    "default": {
        "BACKEND": "vlaggenlijn.common.counters.SharedCounters",
        "LOCATION": (VAR / "cache").resolve(),
        # Far more than one night of guessing needs: what is full forgets at random.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
PASSWORD_RESET_TIMEOUT = 60 * 60
MFA_ADAPTER = "vlaggenlijn.accounts.second_factor.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones differ by half a minute
MFA_FORMS = {
    "activate_totp": "vlaggenlijn.accounts.sign_in_forms.ActivateApp",
    "add_webauthn": "vlaggenlijn.accounts.sign_in_forms.AddPasskey",
    "authenticate": "vlaggenlijn.accounts.sign_in_forms.AppCode",
    "reauthenticate": "vlaggenlijn.accounts.sign_in_forms.AppCodeAgain",
    "login_webauthn": "vlaggenlijn.accounts.sign_in_forms.PasskeySignIn",
    "authenticate_webauthn": "vlaggenlijn.accounts.sign_in_forms.PasskeyProof",
    "reauthenticate_webauthn": "vlaggenlijn.accounts.sign_in_forms.PasskeyProofAgain",
}
REQUIRE_SECOND_FACTOR = _SET["REQUIRE_SECOND_FACTOR"]
SOCIALACCOUNT_ADAPTER = "vlaggenlijn.accounts.outside.InvitedFromOutside"
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_URL = _SET["OIDC_URL"].rstrip("/")
OIDC_NAME = _SET["OIDC_NAME"]
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "outside",
                "name": OIDC_NAME,
                "client_id": _SET["OIDC_CLIENT_ID"],
                "secret": _SET["OIDC_CLIENT_SECRET"],
                "settings": {"server_url": OIDC_URL, "scope": list(_SET["OIDC_SCOPES"])},
            }
        ]
        if OIDC_URL
        else [],
    }
}
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "vlaggenlijn.accounts.late_forms.form_without_token"

# Languages ------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [
    ("nl", "Nederlands"),
    ("fr", "Français"),
    ("en", "English"),
    ("tr", "Türkçe"),
    ("ar", "العربية"),
]
WORKSPACE_LANGUAGES = ("nl", "fr", "en")
# Nobody who grew up with these languages has read the texts of this release yet; each page in them
# says so. Take a language out when a native reader has approved its catalogue and thesaurus.
UNREAD_LANGUAGES = ("tr", "ar")
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_I18N = True
USE_TZ = True

# Files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000

# Mail and background work ---------------------------------------------------------------------
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _SET["MAIL_FROM"]
EMAIL_BACKEND = (
    "vlaggenlijn.common.outbox.OutboxBackend"
    if DEMO
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST = _SET["MAIL_HOST"]
EMAIL_PORT = _SET["MAIL_PORT"]
EMAIL_HOST_USER = _SET["MAIL_USER"]
EMAIL_HOST_PASSWORD = _SET["MAIL_PASSWORD"]
EMAIL_USE_TLS = _SET["MAIL_TLS"]
EMAIL_TIMEOUT = 20
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Safety ---------------------------------------------------------------------------------------
ORIGIN_OF_OIDC = ["/".join(OIDC_URL.split("/")[:3])] if OIDC_URL else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # A form that leads to the identity provider is the only one that may leave this site.
        "form-action": [SELF, *ORIGIN_OF_OIDC],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
# "no-referrer" would turn the Origin of staff forms into "null"; pages with a worry on them set
# the stricter value themselves (guide.views).
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SET["HTTPS"]
SECURE_SSL_REDIRECT = _SET["HTTPS"]
SECURE_HSTS_SECONDS = 31_536_000 if _SET["HTTPS"] else 0
if _SET["BEHIND_PROXY"]:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS: list[str] = []

# The access log is the proxy's; ours keeps no addresses of visitors and no query strings.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # The worker sets its own loggers to tell of every task; here only what went wrong is read.
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "WARNING"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
