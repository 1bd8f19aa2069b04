"""Django's settings. What differs between installations comes from typed environment variables (environment.py)."""

import importlib.util
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from waarborg.project import database_address, environment
from waarborg.project.domains import DOMAINS
from waarborg.project.secret_key import secret_key

environment.check_all()


def _domain(name: str) -> list[str]:
    """A domain counts as soon as it has an application; absent ones are left out."""
    there = (Path(__file__).resolve().parents[1] / name / "apps.py").is_file()
    return [f"waarborg.{name}"] if there else []


def _module(name: str) -> list[str]:
    """A middleware or processor by its dotted path, left out while its module is not there."""
    return [name] if importlib.util.find_spec(name.rpartition(".")[0]) else []


SECRET_KEY = secret_key()
DEBUG = environment.flag("WAARBORG_DEBUG")
DEMO = environment.flag("WAARBORG_DEMO")
_offset = environment.read("WAARBORG_NOW")
CLOCK_OFFSET = _offset if isinstance(_offset, timedelta) else timedelta(0)

PUBLIC_URL = environment.text("WAARBORG_URL") or f"http://127.0.0.1:{environment.number('WAARBORG_PORT')}"
# Where visitors read how things are: a host of its own, or the same.
STATUS_URL = environment.text("WAARBORG_STATUS_URL") or PUBLIC_URL
_own_hosts = {urlsplit(one).netloc.rsplit(":", 1)[0] for one in (PUBLIC_URL, STATUS_URL)}
ALLOWED_HOSTS = sorted({*environment.read("WAARBORG_HOSTS"), *_own_hosts})  # type: ignore[misc]
CSRF_TRUSTED_ORIGINS = sorted({PUBLIC_URL, STATUS_URL})
_https = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    *(app for name in DOMAINS for app in _domain(name)),
    "waarborg.project",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "waarborg.plumbing.observability.requests.observe",
    "waarborg.access.middleware.behind_proxies",
    "waarborg.project.security_headers.security_headers",
    # Before anything that reads a session: on that host there is none.
    "waarborg.project.status_host.status_only",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "waarborg.access.middleware.signed_in",
    # Last: everything after it, rendering included, works in the tenant's scope; sessions are read before, saved after.
    "waarborg.access.middleware.scope",
    # The same for programs, which have no session.
    "waarborg.access.bearer.bearer",
    "waarborg.plumbing.web.sent.sent",
]

ROOT_URLCONF = "waarborg.project.urls"
WSGI_APPLICATION = "waarborg.project.wsgi.application"

_CONTEXT = [
    "django.template.context_processors.i18n",
    "django.contrib.messages.context_processors.messages",
    "waarborg.plumbing.web.page.page",
    "waarborg.access.context.signed_in",
    "waarborg.plumbing.web.menus.menu",
    "waarborg.plumbing.brand.brand",
]
TEMPLATES = [
    {
        "BACKEND": "waarborg.plumbing.web.pages.Pages",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "waarborg.plumbing.web.pages.environment", "context_processors": _CONTEXT},
    },
    # The texts of mails.
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]

FORM_RENDERER = "waarborg.plumbing.web.forms.Renderer"

DATABASES = {
    "default": database_address.settings_for(database_address.APP_LOGIN),
    "owner": database_address.settings_for(database_address.OWNER_LOGIN),
}
DATABASES["default"]["OPTIONS"]["options"] = (
    "-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s -c lock_timeout=10s"
)
# A page's statements are the same each time: the server keeps their plans instead of making them again.
DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 3}
DATABASES["owner"]["OPTIONS"]["options"] = "-c lock_timeout=10s"
DATABASES["owner"]["CONN_MAX_AGE"] = 0
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "waarborg_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = environment.data_folder() / "static"
STATIC_MANIFEST = environment.flag("WAARBORG_STATIC_MANIFEST")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage."
        + ("ManifestStaticFilesStorage" if STATIC_MANIFEST else "StaticFilesStorage")
    },
}
DATA_FOLDER = environment.data_folder()
MEDIA_ROOT = DATA_FOLDER / "files"
UPLOAD_LIMIT = environment.number("WAARBORG_UPLOAD_MB") * 1024 * 1024
# A message of metrics, as it is sent and unpacked: about 50,000 points.
OTLP_LIMIT = 20 * 1024 * 1024
# The dispatcher has already read and limited the whole body; Django's own limit is for what is not a file.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# More than a form takes (support/forms.py), so that the form can say how many that is.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000

CSRF_FAILURE_VIEW = "waarborg.plumbing.problems.form_expired"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
# Of our own proxies only: access.middleware.behind_proxies takes away what others write there. A host is told by Host.
USE_X_FORWARDED_HOST = USE_X_FORWARDED_PORT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_HSTS_SECONDS = 31536000 if _https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING_CONFIG = None
LOG_LEVEL = environment.text("WAARBORG_LOG_LEVEL")
METRICS_TOKEN = environment.text("WAARBORG_METRICS_TOKEN")

if importlib.util.find_spec("waarborg.project.settings_access"):
    from waarborg.project.settings_access import *
if importlib.util.find_spec("waarborg.project.settings_plumbing"):
    from waarborg.project.settings_plumbing import *
