"""The admin's own content policy. See docs/decisions/0015-admin-content-policy.md."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

ADMIN_DIRECTIVES = {
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
}


class AdminPolicyMiddleware:
    """Loosens the policy where the admin's theme needs it: under its address, for staff, nowhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(reverse("admin:index")) and getattr(
            request.user, "is_staff", False
        ):
            response._csp_replace = ADMIN_DIRECTIVES  # type: ignore[attr-defined]
        return response
