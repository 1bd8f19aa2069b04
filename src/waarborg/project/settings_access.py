"""Settings of access: accounts, sessions, the second factor. Read by settings.py, after everything it defines."""

from waarborg.kernel.addresses import Inside
from waarborg.project import environment
from waarborg.project.secret_key import secret_key

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["waarborg.access.backends.PasswordBackend"]
PASSWORD_HASHERS = ["waarborg.access.hashers.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ENCRYPTION_KEYS = environment.read("WAARBORG_ENCRYPTION_KEY") or [secret_key()]

SESSION_ENGINE = "waarborg.access.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# An upper bound only, access.rules.lifetime.LONGEST: the policy of the organisation ends a session long before.
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_NAME = "waarborg_session"
SESSION_IDLE_MINUTES = 60
SESSION_ABSOLUTE_HOURS = 12
# The longest for which a customer can open its content to our staff in one go.
SUPPORT_GRANT_HOURS = 72
# A demonstration is walked into by one-time links, without a telephone at hand.
STAFF_SECOND_FACTOR = not environment.flag("WAARBORG_DEMO")
SECOND_FACTOR_FOR_ALL = environment.text("WAARBORG_SECOND_FACTOR") == "all"
# Addresses that work as the login role, outside any tenant: they touch installation tables only.
UNSCOPED_PATHS = (
    "/accounts/",
    "/health",
    "/metrics",
    "/static/",
    "/live/",
    "/api/",
    "/hooks/",
    "/heartbeat/",
    "/backup/",
    "/place/",
    "/v1/",
    "/.well-known/",
    "/status/subscribe/",
    "/status/unsubscribe/",
    "/oauth/token",
    "/oauth/userinfo",
    "/oauth/revoke",
    "/oauth/keys",
)
# Programs come in by a token (access.bearer); this they may read without one.
API_OPEN_PATHS = ("/api/v1/openapi.json",)
# Hosts that organisations' sign-in services may have inside our own network (plumbing/outward.py); nothing else may.
INSIDE_HOSTS = {one.lower() for one in environment.read("WAARBORG_INSIDE_HOSTS")}  # type: ignore[attr-defined]
# What probes may reach of our own network, and how long raw results are kept.
PROBE_INSIDE: Inside = environment.read("WAARBORG_PROBE_INSIDE")  # type: ignore[assignment]
PROBE_DAYS: int = environment.read("WAARBORG_PROBE_DAYS")  # type: ignore[assignment]
# From how many percent longer than in the month before on a customer is spoken to.
DISCUSS_RISE: int = environment.read("WAARBORG_DISCUSS_RISE")  # type: ignore[assignment]
TRUSTED_PROXIES = environment.read("WAARBORG_TRUSTED_PROXIES")

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SERVICE_NAME = "Waarborg"

ACCOUNT_ADAPTER = "waarborg.access.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# Attempts are counted in our own table (access_attempts), shared by the workers.
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "waarborg.access.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODE_COUNT = 10
