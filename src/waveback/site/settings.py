"""Settings: everything that differs between installations comes from the environment."""

import os
from urllib.parse import urlsplit

from waveback.ground.sqlite.library import use_sound_sqlite
from waveback.site import databases, paths

DATA_DIR = paths.data_dir()
KEY_FILE = paths.key_dir() / "master.key"
KEY_PASSPHRASE = os.environ.get("KEY_PASSPHRASE", "")
USE_KEYRING = os.environ.get("USE_KEYRING", "1") == "1"
SECRET_KEY = paths.secret("secret.key")

DEBUG = False
HOST = os.environ.get("HOST", "127.0.0.1")
PORT = int(os.environ.get("PORT", "8000"))
# The address that people type. With https:// cookies become __Host- ones and HSTS is sent.
ORIGIN = os.environ.get("ORIGIN", f"http://localhost:{PORT}").rstrip("/")
HTTPS = ORIGIN.startswith("https://")
ALLOWED_HOSTS = [urlsplit(ORIGIN).hostname or "localhost", "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [ORIGIN]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "waveback.people",  # before allauth: its templates stand in for theirs
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "waveback.ground.vault",
    "waveback.ground.ledger",
    "waveback.ground.web",
    "waveback.ground.jobs",
    "waveback.steps.policy",
    "waveback.steps.boundaries",
    "waveback.steps.confidentiality",
    "waveback.steps.client_leads",
    "waveback.steps.discussion",
    "waveback.steps.document",
    "waveback.steps.revisit",
    "waveback.exchange",
    "waveback.phone",
    "waveback.rehearsal",
    "waveback.desk",
]

MIDDLEWARE = [
    "waveback.ground.web.middleware.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "waveback.people.middleware.MemberMiddleware",
    "waveback.people.middleware.IdleLockMiddleware",
    "waveback.ground.web.middleware.ErrorPages",
]
CSRF_FAILURE_VIEW = "waveback.ground.web.errors.csrf_failed"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

ROOT_URLCONF = "waveback.site.urls"
WSGI_APPLICATION = "waveback.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

SQLITE_VERSION = use_sound_sqlite() if not os.environ.get("DATABASE_URL") else None
DATABASES = databases.both(os.environ.get("DATABASE_URL"), os.environ.get("KEYS_URL"), DATA_DIR)
DATABASE_ROUTERS = ["waveback.site.databases.Router"]

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "waveback.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # no mail is sent: whoever holds the claim link vouches for the address
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"login": "waveback.people.account_forms.SignInForm"}
ACCOUNT_RATE_LIMITS = {
    "claim": "20/m/ip",
    "phone_pair": "10/m/ip",
    "phone_inbox": "120/m/key",
}
MFA_ADAPTER = "waveback.people.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
# Browsers treat http://localhost as secure; the check of the origin is only left out there.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

SESSION_COOKIE_NAME = "__Host-waveback" if HTTPS else "waveback"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-waveback-csrf" if HTTPS else "waveback-csrf"
PHONE_COOKIE_NAME = "__Host-waveback-phone" if HTTPS else "waveback-phone"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60

LANGUAGE_CODE = "en"
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["waveback.ground.web.uploads.InMemory"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 40 * 1024 * 1024

# Work off the request: the queue is a table of ours, the worker a process that lives while there is work (ground.jobs).
JOBS_WORKER = "waveback.site.worker"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Below ERROR it names the address of every page that was not found: somebody may have typed anything there.
    "loggers": {
        "django.request": {"level": "ERROR"},
        # At DEBUG it prints a page's whole context, names and notes included, when a template lacks a word.
        "django.template": {"level": "INFO"},
    },
}
