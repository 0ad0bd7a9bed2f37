"""The admin's site: signs in like everybody else, under a content policy that its widgets can live with."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import secure_admin_login
from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from unfold.sites import UnfoldAdminSite

# Its menus are written in Alpine, which evaluates attributes, and carry style attributes. Scripts still
# come from this site alone, and no inline script runs.
POLICY = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
}


class AdminSite(UnfoldAdminSite):
    """Unfold's site with our policy and our sign-in (its rate limits and second factor)."""

    def admin_view(self, view: Any, cacheable: bool = False) -> Callable[..., HttpResponse]:
        relaxed: Callable[..., HttpResponse] = csp_replace(POLICY)(
            super().admin_view(view, cacheable)
        )
        return relaxed

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        answer: HttpResponse = csp_replace(POLICY)(secure_admin_login(super().login))(
            request, extra_context
        )
        return answer
