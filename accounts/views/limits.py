"""The page for somebody who tried too often."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# The longest window of the limits that end on this page. Guessing passwords has a longer one,
# which is said at the form, where what was typed is not lost.
WAIT_S = 60


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Says when to come back, to people and in the header."""
    response = render(request, "429.html", {"minutes": WAIT_S // 60}, status=429)
    response["Retry-After"] = str(WAIT_S)
    return response
