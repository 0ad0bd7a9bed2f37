"""Who is asking: the signed-in user of a request."""

from django.http import HttpRequest

from accounts.models import User


def user_of(request: HttpRequest) -> User:
    """The signed-in user behind `login_required`."""
    assert isinstance(request.user, User)  # noqa: S101  (the decorator saw to it)
    return request.user
