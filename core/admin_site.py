"""The admin's site: signs in like everybody else, under a content policy that its widgets can live with.

See docs/decisions/0015-admin-content-policy.md.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import secure_admin_login
from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.apps import apps
from django.http import HttpRequest, HttpResponse
from unfold.sites import UnfoldAdminSite

from core.admin_page import PageAdmin
from core.admin_words import NOTHING

# Its menus are written in Alpine, which evaluates attributes, and carry style attributes. Scripts still
# come from this site alone, and no inline script runs.
POLICY = {
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
}


# Behind all others: mail, then rights.
LAST = {"core": 1000, "auth": 1001}


class AdminSite(UnfoldAdminSite):
    """Unfold's site with our sign-in (its rate limits and second factor), and for staff our policy."""

    empty_value_display = NOTHING

    def admin_view(self, view: Any, cacheable: bool = False) -> Callable[..., HttpResponse]:
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def relaxed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response: HttpResponse = guarded(request, *args, **kwargs)
            # Whoever is turned away keeps the site's own policy.
            if getattr(request.user, "is_staff", False):
                response._csp_replace = POLICY  # type: ignore[attr-defined]
            return response

        return relaxed

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Our apps as they build on each other, from people on; then what runs the site, and rights."""
        order = [config.label for config in apps.get_app_configs()]
        found: list[Any] = super().get_app_list(request, app_label)
        return sorted(
            found, key=lambda app: LAST.get(app["app_label"], order.index(app["app_label"]))
        )

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With what waits for whoever looks."""
        pages = [page for page in self._registry.values() if isinstance(page, PageAdmin)]
        found = [page.waiting() for page in pages if page.has_view_permission(request)]
        waits = [each for each in found if each]
        answer: HttpResponse = super().index(request, {**(extra_context or {}), "waits": waits})
        return answer

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # Django's own form knows neither the second step nor the limits on guessing.
        answer: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return answer
