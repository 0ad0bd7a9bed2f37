"""JSON-LD inside a page, so written that nothing in it can end the script element."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(data: dict[str, Any]) -> SafeString:
    """`data` as a `<script type="application/ld+json">` element.

    A browser does not run it, so the CSP needs no nonce for it. `<`, `>` and `&` are written as
    JSON escapes, which means the same to a reader and nothing to the HTML parser.
    """
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    # Safe: the text holds no character that HTML could read as markup.
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
