"""A deployed site. Refuses to start without what it needs to be safe."""

from django.core.exceptions import ImproperlyConfigured

from piyakast.settings.base import *

if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set; make one with "
        "`python -c 'import secrets; print(secrets.token_urlsafe(64))'`."
    )
if not env.str("DATABASE_URL", default=""):
    raise ImproperlyConfigured("DATABASE_URL is not set.")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# Probes, monitoring and nginx's questions come from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^internal/", r"^metrics$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
