"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest

THEMES = frozenset({"system", "light", "dark"})


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name and address, its operator's pages, and the theme to start with: the account's, else the cookie's."""
    theme = request.COOKIES.get("theme", "")
    # Asking for request.user costs queries: only a request that carries a session may have one.
    if settings.SESSION_COOKIE_NAME in request.COOKIES and hasattr(request, "user"):
        theme = getattr(request.user, "theme", theme)
    return {
        "SITE_NAME": settings.SITE_NAME,
        "SITE_URL": settings.SITE_URL,
        "TERMS_URL": settings.SITE_TERMS_URL,
        "PRIVACY_URL": settings.SITE_PRIVACY_URL,
        "CONTACT_URL": settings.SITE_CONTACT_URL,
        "THEME": theme if theme in THEMES else "system",
    }
