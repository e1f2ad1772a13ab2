"""All settings of one installation, read from the environment; no secret has a default."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal import embedded

ROOT = Path(__file__).resolve().parent.parent
DATA = embedded.data_dir()


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


DEMO = flag("BANSO_DEMO")
DEBUG = flag("BANSO_DEBUG")
SECRET_KEY = os.environ.get("BANSO_SECRET_KEY") or (
    embedded.secret_key(DATA) if embedded.is_embedded() else ""
)
if not SECRET_KEY:
    raise ImproperlyConfigured("Set BANSO_SECRET_KEY: with real servers no secret is made up.")
ALLOWED_HOSTS = os.environ.get("BANSO_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("BANSO_ORIGINS", "").split(",") if o]
SITE_URL = os.environ.get("BANSO_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
IS_HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "pgtrigger",
    "pghistory",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "accounts",
    "confidentiality",
    "councils",
    "programmes",
    "portal",
]

MIDDLEWARE = [
    "portal.health.answer_probes",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.private_by_default",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.end_old_sessions",
    "portal.middleware.speak_the_readers_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.middleware.WrongInputIs422",
    "portal.middleware.second_factor_first",
    "confidentiality.middleware.act_as_the_reader",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.navigation.frame",
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "portal.templatetags.portal_tags",
                "portal.templatetags.kept",
                "portal.templatetags.once",
                "portal.templatetags.punctuation",
            ],
            "loaders": _LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _LOADERS)],
        },
    }
]
FORM_RENDERER = "portal.forms.PortalRenderer"

# One process, one login: web is banso_app, worker banso_worker, migrations banso_migrate.
DATABASE_LOGIN = os.environ.get("BANSO_DB_LOGIN") or embedded.default_login()
_URLS = {
    "banso_app": os.environ.get("DATABASE_URL"),
    "banso_worker": os.environ.get("WORKER_DATABASE_URL"),
    "banso_migrate": os.environ.get("MIGRATE_DATABASE_URL"),
}
if _URLS["banso_app"]:
    if not _URLS.get(DATABASE_LOGIN):
        raise ImproperlyConfigured(
            f"DATABASE_URL is set, so the address for {DATABASE_LOGIN} must be set too."
        )
    _DATABASE = embedded.from_url(_URLS[DATABASE_LOGIN])
    if DATABASE_LOGIN == "banso_migrate":
        _DATABASE.setdefault("OPTIONS", {})["assume_role"] = "banso_owner"
else:
    _DATABASE = embedded.addresses(DATA).database(DATABASE_LOGIN)
DATABASES = {"default": {**_DATABASE, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}

REDIS_URL = os.environ.get("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL or embedded.addresses(DATA).redis_url(1),
        "KEY_PREFIX": "banso",
        "OPTIONS": {"socket_timeout": 3, "socket_connect_timeout": 3},
    }
}
CELERY_BROKER_URL = REDIS_URL or embedded.addresses(DATA).celery_url(0)

STORAGES = {
    "default": {
        "BACKEND": os.environ.get("BANSO_STORAGE", "django.core.files.storage.FileSystemStorage"),
        "OPTIONS": {} if "BANSO_STORAGE" in os.environ else {"location": DATA / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [ROOT / "static"]
WHITENOISE_USE_FINDERS = True
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
UPLOAD_LIMIT_BYTES = 50 * 1024 * 1024
DISCLOSURE_DAYS = 30  # within which a planned publication is decided; afterwards it may be published

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
USE_I18N = True

# Rights to act only (ADR 0003): never a list of items, no anonymous holder, no methods on the person.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False

# Sign-in: by invitation only, e-mail and password, then passkey or one-time code.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "family_name", "given_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "accounts.sign_in.InvitationOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Counted in the cache all processes share: five wrong passwords or codes close an account's door for ten minutes.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/600s/key",
    "reset_password": "20/m/ip,5/h/key",
    "public_comment": "10/600s/ip,60/d/ip",  # sent without signing in; an office shares one address
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(flag("BANSO_BEHIND_TLS_PROXY"))
ACCOUNT_FORMS = {
    "login": "accounts.sign_in_forms.LoginForm",
    "reauthenticate": "accounts.sign_in_forms.ReauthenticateForm",
    "reset_password": "accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.sign_in_forms.ResetPasswordKeyForm",
    "change_password": "accounts.sign_in_forms.ChangePasswordForm",
}
MFA_FORMS = {
    "authenticate": "accounts.sign_in_forms.AuthenticateForm",
    "reauthenticate": "accounts.sign_in_forms.ReauthenticateByCodeForm",
    "activate_totp": "accounts.sign_in_forms.ActivateTOTPForm",
    "add_webauthn": "accounts.sign_in_forms.AddWebAuthnForm",
    "edit_webauthn": "accounts.sign_in_forms.EditWebAuthnForm",
}
MFA_ADAPTER = "accounts.sign_in.SealedSeeds"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_ALLOW_UNVERIFIED_EMAIL = (
    True  # whoever registers a person vouches for the address; the invitation proves it
)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
MFA_TOTP_ISSUER = "伴走 Banso"
SECOND_FACTOR_IS_COMPULSORY = not DEMO
USERSESSIONS_TRACK_ACTIVITY = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_NAME = "__Host-banso" if IS_HTTPS else "banso"
CSRF_COOKIE_NAME = "__Host-banso-csrf" if IS_HTTPS else "banso-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = IS_HTTPS and not flag("BANSO_BEHIND_TLS_PROXY", True)
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
if flag("BANSO_BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["confidentiality.api.DenyAll"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["confidentiality.api.Session"],
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "confidentiality.api.answer_problem",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": _("伴走 API"),
    "DESCRIPTION": _(
        "画面と同じ操作を、同じ権限と同じ記録で行う。見えるものは、画面と同じくデータベースが決める。"
    ),
    "VERSION": "1.0.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
}
API_CALLS_A_MINUTE = int(os.environ.get("BANSO_API_CALLS_A_MINUTE", "600"))

EMAIL_BACKEND = os.environ.get(
    "BANSO_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if "EMAIL_HOST" in os.environ
    else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
_mail_security = os.environ.get("EMAIL_SECURITY", "")
if _mail_security not in ("", "starttls", "tls"):
    raise ImproperlyConfigured("EMAIL_SECURITY is starttls, tls or nothing.")
if EMAIL_HOST_PASSWORD and not _mail_security:
    raise ImproperlyConfigured("Set EMAIL_SECURITY: a password for the mail host is not sent in the clear.")
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail_security == "starttls", _mail_security == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("BANSO_FROM", "banso@localhost")

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # names in them stay off the wire
MESSAGE_TAGS = {20: "info", 25: "ok", 30: "warn", 40: "err"}  # the kinds of notes the stylesheet knows
SITE_NAME = _("伴走")
# Rights are asked of our own direct-key models (ADR 0003), so guardian's backend is left out on purpose.
SILENCED_SYSTEM_CHECKS = ["fields.W342", "guardian.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"one_line": {"()": "portal.logs.OneLine"}},
    "loggers": {"django.security.DisallowedHost": {"filters": ["one_line"]}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
