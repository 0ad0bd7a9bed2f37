"""The answer to somebody who tried too often: allauth's limits in the site's own form."""

from django.http import HttpRequest, HttpResponse

from accounts.adapters.sign_in_limits import seconds_to_wait
from core.errors import answer_problem
from core.problems import too_many_requests as refusal


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Says when to come back, to people and in the header."""
    return answer_problem(request, refusal(seconds_to_wait(request)))
