"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest

THEMES = frozenset({"system", "light", "dark"})


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name and address, and the theme to start with."""
    theme = request.COOKIES.get("theme", "")
    return {
        "SITE_NAME": settings.SITE_NAME,
        "SITE_URL": settings.SITE_URL,
        "THEME": theme if theme in THEMES else "system",
    }
