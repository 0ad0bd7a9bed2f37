"""How the admin looks."""

from django.templatetags.static import static

from piyakast.settings.environment import SITE_NAME

# The site's yellow, from light to dark, as the theme wants it.
PRIMARY = {
    "50": "oklch(98% .03 90)",
    "100": "oklch(95.5% .05 90)",
    "200": "oklch(92% .09 89)",
    "300": "oklch(88% .13 88)",
    "400": "oklch(84% .16 86)",
    "500": "oklch(79% .165 83)",
    "600": "oklch(56% .12 76)",
    "700": "oklch(48% .105 75)",
    "800": "oklch(40% .085 74)",
    "900": "oklch(33% .06 80)",
    "950": "oklch(24% .04 85)",
}


UNFOLD = {
    "SITE_TITLE": SITE_NAME,
    "SITE_HEADER": SITE_NAME,
    "SITE_URL": "/",
    "SITE_ICON": lambda _request: static("icons/logo.svg"),
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda _request: static("icons/logo.svg")}
    ],
    "STYLES": [lambda _request: static("css/pages/admin.css")],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "SHOW_LANGUAGES": True,
    "COLORS": {"primary": PRIMARY},
    "BORDER_RADIUS": "10px",
}
