"""Tags for browser code: the stylesheet, the import map, icons."""

import json
from functools import cache, lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.stylesheet import stylesheet_url

register = template.Library()
VENDORED = {
    "hls.js": "vendor/hls/hls.js",
    "media-chrome": "vendor/media-chrome/media-chrome.js",
}


@register.simple_tag
def stylesheet() -> str:
    """The address of the site's stylesheet."""
    return stylesheet_url()


@register.simple_tag
def import_map() -> SafeString:
    """The JSON that maps `piyakast/…` to our modules, by their hashed names where there are any."""
    return _hashed_map() if hasattr(staticfiles_storage, "hashed_files") else _plain_map()


def _plain_map() -> SafeString:
    imports = {"piyakast/": static("js/")} | {name: static(path) for name, path in VENDORED.items()}
    return mark_safe(json.dumps({"imports": imports}))  # noqa: S308  (our own paths)


@cache
def _hashed_map() -> SafeString:
    root = Path(settings.BASE_DIR) / "static"
    imports = {name: static(path) for name, path in VENDORED.items()}
    for file in sorted((root / "js").rglob("*.js")):
        name = file.relative_to(root).as_posix()
        imports[f"piyakast/{name.removeprefix('js/')}"] = static(name)
        # Relative imports between modules resolve to the plain name first.
        imports[f"{settings.STATIC_URL}{name}"] = static(name)
    return mark_safe(json.dumps({"imports": imports}))  # noqa: S308  (our own paths)


@register.simple_tag
@lru_cache(maxsize=1_000)
def icon(name: str, classes: str = "") -> SafeString:
    """One icon of the sprite, hidden from screen readers: the text beside it speaks."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        static("icons/sprite.svg"),
        name,
    )
