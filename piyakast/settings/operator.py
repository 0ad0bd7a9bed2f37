"""Pages of whoever runs the site, which its own pages link to."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from piyakast.settings.environment import env


def shown(name: str, address: str, *, mail: bool = False) -> str:
    """`address` as it may stand in a link: anything else, such as a script, would run for everybody."""
    parts = urlsplit(address)
    is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    is_own = address.startswith("/") and not address.startswith(("//", "/\\"))
    is_mail = mail and parts.scheme == "mailto" and "@" in parts.path
    if address and not (is_web or is_own or is_mail):
        also = ", or mailto:help@example.com" if mail else ""
        raise ImproperlyConfigured(
            f"{name} is not an address. Write it like https://example.com/page or /page{also}."
        )
    return address


SITE_TERMS_URL = shown("SITE_TERMS_URL", env.str("SITE_TERMS_URL", default=""))
SITE_PRIVACY_URL = shown("SITE_PRIVACY_URL", env.str("SITE_PRIVACY_URL", default=""))
SITE_CONTACT_URL = shown("SITE_CONTACT_URL", env.str("SITE_CONTACT_URL", default=""), mail=True)
