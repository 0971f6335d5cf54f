"""Settings of the site: one file, the environment only. docs/reference/settings.md lists every variable.

`TENIR_ENV` is `development` (the default: demonstration, tests, a developer's machine) or `production`, which refuses
to start with a missing or unsafe setting and says which, in one line.
"""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from tenir import __version__
from tenir.config import environment

env = environment.read()
PRODUCTION = env.production
DEBUG = False  # never: an error page with settings and data in it must not exist, even on a developer's machine

# True under `tenir demo` alone, never in production: the demonstration accounts can sign in nowhere else.
DEMONSTRATION = env.demonstration

DATA_FOLDER = env.data_folder
SECRET_KEY = env.secret_key
ALLOWED_HOSTS = env.allowed_hosts
# `.example.org` in ALLOWED_HOSTS means every name below it; the form check writes the same with a star.
CSRF_TRUSTED_ORIGINS = [f"https://{'*' if host[0] == '.' else ''}{host}" for host in ALLOWED_HOSTS if PRODUCTION]
TENIR_VERSION = __version__
SITE_ADDRESS = env.site_address
PORT = env.port
PG_BIN = env.pg_bin

INSTALLED_APPS = [
    "tenir.core.web",
    "tenir.core.journal",
    "tenir.core.places",
    "tenir.core.people",
    "tenir.core.search",
    "tenir.core.operations",
    "tenir.modules.territories",
    "tenir.modules.indicators",
    "tenir.modules.commitments",
    "tenir.modules.documents",
    "tenir.modules.localisation",
    "tenir.modules.governance",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "tenir.core.web.powers.PowersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tenir.core.operations.logs.RequestLogMiddleware",
    "tenir.core.web.api.door.ApiDoorMiddleware",
    # Before sessions: a public page that did not change is answered without opening one.
    "tenir.core.web.publication.PublicationMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tenir.core.people.token_door.TokenMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tenir.core.people.visits.LastVisitMiddleware",
    "tenir.core.web.readonly.LookingNeverWritesMiddleware",
    "tenir.core.journal.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "tenir.config.urls"
WSGI_APPLICATION = "tenir.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).resolve().parent.parent / "core/web/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tenir.core.web.context.site",
            ],
            "builtins": [
                "tenir.core.web.templatetags.components",
                "tenir.core.web.templatetags.fields",
                "tenir.core.web.templatetags.figures",
                "tenir.core.web.templatetags.french",
                "tenir.core.web.templatetags.glossary",
                "tenir.core.web.templatetags.signs",
                "tenir.core.web.templatetags.tables",
            ],
        },
    }
]
FORM_RENDERER = "tenir.core.web.forms.Renderer"

DATABASES = {"default": env.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Shared by all processes, so that sign-in limits hold whichever worker answers.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "operations_cache",
        # Django keeps 300 entries by default: anybody could push the counters of wrong passwords out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Rendered public pages, keyed by the journal's head: a stale one is never found, only unused.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        # A few hundred addresses are what people read; more would let odd query strings fill the memory.
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["tenir.core.people.backends.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tenir.core.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are opened by invitation, never by the person
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds: the time that mail takes in an administration
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_PREVENT_ENUMERATION = True
# Nobody gets a letter because a stranger typed their address; `people/mail.py` keeps both answers as fast.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Django's own: allauth's would keep a second copy of each address in a table of its own.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 2 * 3600
ACCOUNT_FORMS = {
    "login": "tenir.core.people.sign_in_forms.SignIn",
    "request_login_code": "tenir.core.people.sign_in_forms.RequestCode",
    "confirm_login_code": "tenir.core.people.sign_in_forms.ConfirmCode",
    "reset_password": "tenir.core.people.sign_in_forms.RequestReset",
    "reset_password_from_key": "tenir.core.people.sign_in_forms.Reset",
    "user_token": "tenir.core.people.sign_in_forms.UserToken",
    "change_password": "tenir.core.people.sign_in_forms.ChangePassword",
    "reauthenticate": "tenir.core.people.sign_in_forms.Reauthenticate",
}
# Per address of the network (`ip`), per account or address typed (`key`), per signed-in account (`user`).
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/5m/key",
    "confirm_login_code": "20/m/ip,10/5m/key",
    "openid": "20/m/ip",
    "passkey": "20/m/ip",
    "second_proof": "5/5m/key",
    "reset_password": "20/m/ip,5/5m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
# How many proxies of ours stand before the site: 0, and what a visitor claims in X-Forwarded-For is not believed;
# 1 behind nginx, and the address that nginx added is taken (docs/reference/settings.md).
ALLAUTH_TRUSTED_PROXY_COUNT = env.trusted_proxies
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True  # SESSION_COOKIE_AGE, whichever the way in
ACCOUNT_CHANGE_EMAIL = False
# What follows the password of those who act for the State or a local authority (`people/second_proof.py`).
STAFF_SECOND_PROOF = env.staff_second_proof
# The OpenID Connect provider through which one may come in, or None (`people/openid.py`).
OPENID = env.openid
# Where addresses that visitors type are looked for (`modules/localisation`); empty: nowhere.
GEOCODER = env.geocoder
# What lies under the maps that one can move (`modules/territories/maps.py`), or None: nothing is asked of anybody.
MAP_TILES = env.map_tiles

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tenir.core.web.views.expired_form"
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
# The health probe of a load balancer speaks plain HTTP on the loopback.
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, *([env.map_tiles.origin] if env.map_tiles else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # A form that leads to the provider: browsers hold its redirection to this rule too.
        "form-action": [SELF, *([env.openid.origin] if env.openid else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = env.static_folder
MEDIA_ROOT = DATA_FOLDER / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = False

EMAIL_BACKEND = env.email_backend
EMAIL_FILE_PATH = DATA_FOLDER / "mails"
EMAIL_HOST = env.email_host
EMAIL_PORT = env.email_port
EMAIL_HOST_USER = env.email_user
EMAIL_HOST_PASSWORD = env.email_password
EMAIL_USE_TLS = env.email_tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.email_from
SERVER_EMAIL = env.email_from

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# No file that is sent is ever written to a temporary file.
FILE_UPLOAD_HANDLERS = ["tenir.core.web.uploads.InMemory"]
LOGGING_CONFIG = "tenir.core.operations.logs.configure"
LOGGING = {"level": env.log_level, "json": PRODUCTION}
ADMINS: list[tuple[str, str]] = []  # no error mails: they would carry form values
SILENCED_SYSTEM_CHECKS: list[str] = []
