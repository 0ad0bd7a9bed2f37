"""How messages leave, and who they are from."""

from piyakast.settings.environment import VAR_DIR, env

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
