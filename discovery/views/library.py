"""The library: history with resume, and what was put aside. For signed-in people, about themselves."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.pagination import Page
from core.problems import Problem
from discovery.queries import library as queries
from discovery.services.library import forget_watched, remove_from_later
from discovery.views.grid import address, grid_response, start_over


@require_safe
@login_required
def library(request: HttpRequest) -> HttpResponse:
    """What one watched, latest first."""
    return _own_list(request, queries.history, "discovery/library.html", remove_from="history")


@require_safe
@login_required
def later(request: HttpRequest) -> HttpResponse:
    """What one put aside, latest first."""
    return _own_list(request, queries.watch_later, "discovery/later.html", remove_from="later")


def _own_list(
    request: HttpRequest, rows_of: Callable[..., Page], template: str, *, remove_from: str
) -> HttpResponse:
    try:
        page = rows_of(request.user, request.GET.get("cursor"))
    except Problem:
        return start_over(request)
    return grid_response(
        request,
        template,
        {
            "videos": [row.video for row in page.items],
            "more": page.next_cursor and address(request, cursor=page.next_cursor),
            "eager": 4,
            "remove_from": remove_from,
        },
    )


@require_POST
@login_required
def forget(request: HttpRequest) -> HttpResponse:
    """Forget one watched video (`video`), or all of them."""
    assert request.user.is_authenticated  # noqa: S101  (tells the type checker)
    public_id = request.POST.get("video") or None
    forget_watched(viewer=request.user, public_id=public_id)
    if public_id is None:
        messages.success(request, _("Your watch history is empty now."))
    else:
        messages.success(request, _("Removed from your history."))
    return redirect("library")


@require_POST
@login_required
def forget_later(request: HttpRequest) -> HttpResponse:
    """Take one video (`video`) off the list."""
    assert request.user.is_authenticated  # noqa: S101  (tells the type checker)
    remove_from_later(viewer=request.user, public_id=request.POST.get("video", ""))
    messages.success(request, _("Removed from “Watch later”."))
    return redirect("later")
