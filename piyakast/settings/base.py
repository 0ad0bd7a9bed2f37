"""What every environment shares. Every variable read here is listed in .env.example and docs/settings.md."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, SELF
from django.utils.translation import gettext_lazy as _

from piyakast.settings.administration import admin_theme
from piyakast.settings.object_stores import django_storage, store_origins
from piyakast.settings.sign_in import social_providers

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(os.environ.get("PIYAKAST_VAR_DIR") or BASE_DIR / "var")

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

SITE_NAME = env.str("SITE_NAME", default="PIYAKast")
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

INSTALLED_APPS = [
    "daphne",
    "core",
    "accounts",
    "videos",
    "discovery",
    "unfold.apps.BasicAppConfig",
    "core.admin_config.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "channels",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.headless",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.kakao",
    "allauth.socialaccount.providers.naver",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "anymail",
    "django_prometheus",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "core.shared_answers.SharedAnswersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "core.security_headers.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.PreferencesMiddleware",
    "accounts.middleware.LeavingForProviderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.errors.ErrorsMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "piyakast.urls"
ASGI_APPLICATION = "piyakast.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "core.context_processors.site",
            ],
        },
    }
]

# --- Data -------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default="postgresql://piyakast@127.0.0.1/piyakast")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": 0,
    "OPTIONS": {
        "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", default=8), "timeout": 30}
    },
}
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
REDIS_CACHE_URL = env.str("REDIS_CACHE_URL", default=REDIS_URL)
REDIS_BROKER_URL = env.str("REDIS_BROKER_URL", default=REDIS_URL)
REDIS_CHANNELS_URL = env.str("REDIS_CHANNELS_URL", default=REDIS_URL)

CACHES = {
    "default": {
        "BACKEND": "core.adapters.redis_cache.SturdyRedisCache",
        "LOCATION": REDIS_CACHE_URL,
        "KEY_PREFIX": "piyakast",
        "OPTIONS": {
            # Redis down means slower, not broken.
            "IGNORE_EXCEPTIONS": True,
            "SOCKET_CONNECT_TIMEOUT": 2,
            "SOCKET_TIMEOUT": 2,
        },
    }
}
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        # redis-py 8 closes idle sockets after 5 s unless told not to; an idle WebSocket must live.
        "CONFIG": {"hosts": [{"address": REDIS_CHANNELS_URL, "socket_timeout": None}]},
    }
}

CELERY_BROKER_URL = REDIS_BROKER_URL
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 6 * 3600}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_ROUTES = {
    "core.send_email": {"queue": "mail"},
    "core.sweep_mail": {"queue": "mail"},
    "videos.transcode.*": {"queue": "transcode"},
}
CELERY_BEAT_SCHEDULE: dict[str, object] = {}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")

# --- Files ------------------------------------------------------------------------------------
STORAGE_BACKEND = env.str("STORAGE_BACKEND", default="disk")  # disk, s3, gcs
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Set where nginx stands before us and may read MEDIA_ROOT: the internal location's prefix, e.g. /_stored/
MEDIA_ACCEL_PREFIX = env.str("MEDIA_ACCEL_PREFIX", default="")
# How long presigned addresses of an object store live.
MEDIA_URL_AGE_S = env.int("MEDIA_URL_AGE_S", default=6 * 3600)

# --- Object stores ----------------------------------------------------------------------------
# S3 and what speaks its protocol. Without keys the machine's own role is used.
S3_BUCKET = env.str("S3_BUCKET", default="")
S3_REGION = env.str("S3_REGION", default="")
S3_ENDPOINT_URL = env.str("S3_ENDPOINT_URL", default="")
# Where browsers reach the same endpoint, if that is another address.
S3_PUBLIC_ENDPOINT_URL = env.str("S3_PUBLIC_ENDPOINT_URL", default=S3_ENDPOINT_URL)
S3_ACCESS_KEY_ID = env.str("S3_ACCESS_KEY_ID", default="")
S3_SECRET_ACCESS_KEY = env.str("S3_SECRET_ACCESS_KEY", default="")
S3_ADDRESSING_STYLE = env.str("S3_ADDRESSING_STYLE", default="auto")  # auto, virtual, path
# SHA-256 of every part is checked by the store; off for servers that do not know it.
S3_CHECKSUMS = env.bool("S3_CHECKSUMS", default=True)
# A CloudFront distribution before the bucket, and the key pair that signs its addresses.
S3_CDN_DOMAIN = env.str("S3_CDN_DOMAIN", default="")
CLOUDFRONT_KEY_ID = env.str("CLOUDFRONT_KEY_ID", default="")
CLOUDFRONT_PRIVATE_KEY = env.str("CLOUDFRONT_PRIVATE_KEY", default="", multiline=True)
# Google Cloud Storage. Without a key file the machine's own account is used, and signs through IAM.
GCS_BUCKET = env.str("GCS_BUCKET", default="")
GCS_PROJECT = env.str("GCS_PROJECT", default="")
GCS_CREDENTIALS_FILE = env.str("GCS_CREDENTIALS_FILE", default="")
GCS_SIGNER_EMAIL = env.str("GCS_SIGNER_EMAIL", default="")
GCS_ENDPOINT_URL = env.str("GCS_ENDPOINT_URL", default="")
# Pictures that Django keeps (avatars, banners) lie in the same place, and browsers may reach it.
STORAGES["default"] = django_storage(globals())
STORE_ORIGINS = store_origins(globals())

# --- Scratch ----------------------------------------------------------------------------------
SCRATCH_DIR = Path(env.str("SCRATCH_DIR", default=str(VAR_DIR / "scratch")))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Larger request bodies wait on disk: parts of uploads are many at once, and memory stays flat.
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

# --- People -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# E-mail is unique by a functional constraint (any case), which this check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapters.signing_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "accounts.adapters.signing_in.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.LoginForm",
    "signup": "accounts.forms.sign_in.SignupForm",
    "request_login_code": "accounts.forms.sign_in.RequestLoginCodeForm",
    "reset_password": "accounts.forms.sign_in.ResetPasswordForm",
    "add_email": "accounts.forms.sign_in.AddEmailForm",
    "change_email": "accounts.forms.sign_in.ChangeEmailForm",
    "reauthenticate": "accounts.forms.sign_in.ReauthenticateForm",
    "change_password": "accounts.forms.sign_in.ChangePasswordForm",
    "set_password": "accounts.forms.sign_in.SetPasswordForm",
    "reset_password_from_key": "accounts.forms.sign_in.ResetPasswordKeyForm",
}
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
# Eight digits: a phone shows its number pad, and three tries at a time find one in 30 million.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
# What a person tries to guess is counted for five minutes, everything else for one: pages/429 says so.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
MFA_ADAPTER = "accounts.adapters.signing_in.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {"add_webauthn": "accounts.forms.sign_in.AddPasskeyForm"}
USERSESSIONS_TRACK_ACTIVITY = False
HEADLESS_CLIENTS = ("app", "browser")
HEADLESS_SERVE_SPECIFICATION = False
SOCIALACCOUNT_PROVIDERS = social_providers(env)
SOCIALACCOUNT_FORMS = {"signup": "accounts.forms.sign_in.SocialSignupForm"}
SOCIALACCOUNT_QUERY_EMAIL = True
# Somebody else's word for an address never opens an account that is already here.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False

for name in ("sweep_exports", "sweep_leavers"):
    CELERY_BEAT_SCHEDULE[name] = {
        "task": f"accounts.{name}",
        "schedule": 600.0,
        "options": {"queue": "default", "expires": 600},
    }

UNFOLD = admin_theme(SITE_NAME)

# --- Language and time ------------------------------------------------------------------------
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
LANGUAGES = [("en", _("English")), ("ko", _("Korean"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["piyakast.formats"]
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Seoul")
USE_TZ = True

# --- Security ---------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:", *STORE_ORIGINS],
        "media-src": [SELF, "blob:", *STORE_ORIGINS],
        "connect-src": [SELF, *STORE_ORIGINS],
        "worker-src": [SELF, "blob:"],
        "font-src": [SELF],
        "frame-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "core.errors.csrf_failure"

# --- Mail -------------------------------------------------------------------------------------
SENDGRID_API_KEY = env.str("SENDGRID_API_KEY", default="")
ANYMAIL = {"SENDGRID_API_KEY": SENDGRID_API_KEY}
if env.str("SENDGRID_API_URL", default=""):
    ANYMAIL["SENDGRID_API_URL"] = env.str("SENDGRID_API_URL")
# Every message goes through a Celery task, which hands it to MAIL_TRANSPORT.
EMAIL_BACKEND = "core.mail.backend.QueuedBackend"
MAIL_TRANSPORT = env.str(
    "MAIL_TRANSPORT",
    default="anymail.backends.sendgrid.EmailBackend"
    if SENDGRID_API_KEY
    else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
# /dev/mail/ shows those files: only where nobody else can reach the site.
SHOW_DEV_MAIL = False
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="PIYAKast <noreply@localhost>")
if env.str("EMAIL_URL", default=""):
    smtp = env.email_url("EMAIL_URL")
    EMAIL_HOST, EMAIL_PORT = smtp["EMAIL_HOST"], smtp["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = smtp["EMAIL_HOST_USER"], smtp["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = smtp.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = smtp.get("EMAIL_USE_SSL", False)

CELERY_BEAT_SCHEDULE["sweep-mail"] = {
    "task": "core.sweep_mail",
    "schedule": 60.0,
    "options": {"queue": "mail", "expires": 60},
}

# --- Videos -----------------------------------------------------------------------------------
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=20 * 1024**3)
UPLOAD_PART_BYTES = env.int("UPLOAD_PART_BYTES", default=8 * 1024**2)
# The largest body of any request: a part, or a form with two pictures.
REQUEST_MAX_BYTES = max(UPLOAD_PART_BYTES + 1024**2, 20 * 1024**2)
UPLOAD_KEPT_S = env.int("UPLOAD_KEPT_S", default=24 * 3600)
# Per person, as requests per seconds: files begun, and parts (or addresses of parts).
UPLOAD_RATE = env.str("UPLOAD_RATE", default="300/3600")
UPLOAD_PART_RATE = env.str("UPLOAD_PART_RATE", default="3000/60")
CELERY_BEAT_SCHEDULE["sweep-uploads"] = {
    "task": "videos.sweep_uploads",
    "schedule": 600.0,
    "options": {"queue": "default", "expires": 600},
}
CELERY_BEAT_SCHEDULE["flush-views"] = {
    "task": "videos.flush_views",
    "schedule": 15.0,
    "options": {"queue": "default", "expires": 15},
}
CELERY_BEAT_SCHEDULE["sweep-deleted"] = {
    "task": "videos.sweep_deleted",
    "schedule": 300.0,
    "options": {"queue": "default", "expires": 300},
}
# How long a deleted video can be brought back before its files go.
VIDEO_DELETION_GRACE_S = env.int("VIDEO_DELETION_GRACE_S", default=7 * 24 * 3600)
# A video whose time has come is out at once; this tells what was cached before.
CELERY_BEAT_SCHEDULE["announce-published"] = {
    "task": "videos.announce_published",
    "schedule": 10.0,
    "options": {"queue": "default", "expires": 10},
}
# Rung for when videos have come out.
VIDEO_PUBLISHED_JOBS = ["discovery.recompute_trending"]
CELERY_BEAT_SCHEDULE["forget-view-batches"] = {
    "task": "videos.forget_view_batches",
    "schedule": 6 * 3600.0,
    "options": {"queue": "default", "expires": 3600},
}
UPLOAD_QUOTA_BYTES = env.int("UPLOAD_QUOTA_BYTES", default=200 * 1024**3)
UPLOAD_QUOTA_COUNT = env.int("UPLOAD_QUOTA_COUNT", default=10_000)
VIDEO_MAX_DURATION_S = env.int("VIDEO_MAX_DURATION_S", default=12 * 3600)
TRANSCODE_ENGINE = env.str("TRANSCODE_ENGINE", default="ffmpeg")  # ffmpeg, peertube, fake
TRANSCODE_ENCODER = env.str("TRANSCODE_ENCODER", default="libx264")
TRANSCODE_PRESET = env.str("TRANSCODE_PRESET", default="veryfast")
TRANSCODE_CHUNK_S = env.float("TRANSCODE_CHUNK_S", default=40)
TRANSCODE_THREADS = env.int("TRANSCODE_THREADS", default=0)
TRANSCODE_ATTEMPTS = env.int("TRANSCODE_ATTEMPTS", default=4)
TRANSCODE_LOST_WORKERS = env.int("TRANSCODE_LOST_WORKERS", default=20)
TRANSCODE_HEARTBEAT_S = env.float("TRANSCODE_HEARTBEAT_S", default=2)
TRANSCODE_SILENCE_S = env.float("TRANSCODE_SILENCE_S", default=60)
TRANSCODE_SWEEP_S = env.float("TRANSCODE_SWEEP_S", default=20)
CELERY_BEAT_SCHEDULE["sweep-transcodes"] = {
    "task": "videos.sweep_transcodes",
    "schedule": TRANSCODE_SWEEP_S,
    "options": {"queue": "default", "expires": TRANSCODE_SWEEP_S},
}
# Files that no row knows are looked for rarely: it lists the whole store.
CELERY_BEAT_SCHEDULE["sweep-storage"] = {
    "task": "videos.sweep_storage",
    "schedule": 6 * 3600.0,
    "options": {"queue": "default", "expires": 3600},
}
# A worker claims nothing while its scratch disk has less room than this.
SCRATCH_LEAST_FREE_BYTES = env.int("SCRATCH_LEAST_FREE_BYTES", default=200 * 1024**2)
FFMPEG_BINARY = env.str("FFMPEG_BINARY", default="")

# --- PeerTube (TRANSCODE_ENGINE=peertube) ------------------------------------------------------
# Where we connect to, and the host name that the instance calls itself by (`Host` header).
PEERTUBE_URL = env.str("PEERTUBE_URL", default="").rstrip("/")
PEERTUBE_HOST = env.str("PEERTUBE_HOST", default=urlsplit(PEERTUBE_URL).netloc)
PEERTUBE_USER = env.str("PEERTUBE_USER", default="")
PEERTUBE_PASSWORD = env.str("PEERTUBE_PASSWORD", default="")
# 0 takes the account's first channel.
PEERTUBE_CHANNEL_ID = env.int("PEERTUBE_CHANNEL_ID", default=0)
# The heights that the instance is configured to make.
PEERTUBE_RESOLUTIONS: list[int] = [
    int(height)
    for height in env.list("PEERTUBE_RESOLUTIONS", default=["240", "360", "480", "720", "1080"])
]
# Where browsers get the media from: the instance's public address, and its object storage if it has one.
PEERTUBE_ORIGINS: list[str] = env.list(
    "PEERTUBE_ORIGINS", default=[f"https://{PEERTUBE_HOST}"] if PEERTUBE_HOST else []
)
PEERTUBE_CHUNK_BYTES = env.int("PEERTUBE_CHUNK_BYTES", default=16 * 1024**2)
PEERTUBE_POLL_S = env.float("PEERTUBE_POLL_S", default=10)
# So long without a new rendition, and what is there is taken for all there will be.
PEERTUBE_PATIENCE_S = env.float("PEERTUBE_PATIENCE_S", default=2 * 3600)
for directive in ("connect-src", "media-src"):
    CONTENT_SECURITY_POLICY["DIRECTIVES"][directive] += PEERTUBE_ORIGINS

# --- Metrics ----------------------------------------------------------------------------------
# /metrics answers these addresses (networks too), and whoever sends this bearer token.
METRICS_ALLOWED_IPS: list[str] = env.list("METRICS_ALLOWED_IPS", default=["127.0.0.1", "::1"])
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# --- Admin ------------------------------------------------------------------------------------
UNFOLD = {
    "SITE_TITLE": SITE_NAME,
    "SITE_HEADER": SITE_NAME,
    "SITE_SYMBOL": "smart_display",
    "SHOW_LANGUAGES": True,
    "STYLES": [lambda _request: f"{STATIC_URL}css/pages/admin.css"],
}

# --- Discovery --------------------------------------------------------------------------------
TRENDING_CACHE_S = env.int("TRENDING_CACHE_S", default=10 * 60)
TRENDING_HALF_LIFE_H = env.float("TRENDING_HALF_LIFE_H", default=24)
VIDEO_CACHE_S = env.int("VIDEO_CACHE_S", default=60 * 60)
SEARCH_CACHE_S = env.int("SEARCH_CACHE_S", default=60)
# Requests per seconds, for each signed-in user or address.
API_RATE = env.str("API_RATE", default="600/60")
SEARCH_RATE = env.str("SEARCH_RATE", default="120/60")
CELERY_BEAT_SCHEDULE["trending"] = {"task": "discovery.recompute_trending", "schedule": 5 * 60}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "daphne": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "django.channels.server": {"level": "WARNING"},
    },
}
