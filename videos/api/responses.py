"""How API answers to anonymous reads may be kept, and how often they may be asked for."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import conditional_page

from accounts.api_auth import API_LIMIT
from core.ratelimit import Limit, parse_limit, rate_limited

__all__ = ["API_LIMIT", "SEARCH_LIMIT", "public_read"]
SEARCH_LIMIT = parse_limit("search", settings.SEARCH_RATE)


def public_read(
    max_age_s: int, *, limit: Limit = API_LIMIT
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """For `ninja.decorators.decorate_view`: rate limit, ETag with conditional GET, Cache-Control.

    Only for operations whose answer is the same for everybody. Refusals are never kept. The answer
    still varies with the language, since a problem's sentence does.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response: HttpResponse = view(request, *args, **kwargs)
            if response.status_code == 200:
                patch_cache_control(response, public=True, max_age=max_age_s)
            else:
                patch_cache_control(response, no_store=True)
            patch_vary_headers(response, ["Accept-Language"])
            return response

        return rate_limited(limit)(conditional_page(kept))

    return decorate
