"""Who keeps which rooms."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import User
from chat.models import Room
from chat.protocol.acts import Act
from chat.queries.standing import NOBODY, Standing, standings
from chat.ranks import Rank
from chat.services.acts import perform
from core.problems import Problem


@dataclass(frozen=True)
class Keeper:
    """Somebody who keeps order, and the room they look at."""

    user: User
    room: Room
    standing: Standing

    @property
    def owns(self) -> bool:
        """Whether it is theirs: moderators and the overlay are the owner's alone (and staff's)."""
        return self.standing.rank >= Rank.STAFF


def signed_in(request: HttpRequest) -> User:
    """The user of a view behind `login_required`."""
    assert isinstance(request.user, User)  # noqa: S101  (behind login_required)
    return request.user


def keeper(request: HttpRequest, public_id: str, *, owning: bool = False) -> Keeper:
    """The room, for who keeps order there; for anybody else there is none."""
    user = signed_in(request)
    room = Room.objects.with_place().filter(public_id=public_id).first()
    if room is None:
        raise Http404
    found = Keeper(user, room, standings(room.channel, [user.pk]).get(user.pk, NOBODY))
    if found.standing.rank < Rank.MODERATOR or (owning and not found.owns):
        raise Http404
    return found


def act_and_return(request: HttpRequest, kept: Keeper, act: Act, part: str) -> HttpResponse:
    """Do it, say what was done or why not, and go back to that part of the page."""
    try:
        said = perform(room_id=kept.room.pk, user_id=kept.user.pk, act=act)
    except Problem as problem:
        messages.error(request, str(problem.detail))
    else:
        if said:
            messages.success(request, str(said))
    return back_to(kept.room, part)


def back_to(room: Room, part: str = "") -> HttpResponse:
    """The page of the room's settings, at one of its parts."""
    response = redirect("studio-chat-room", public_id=room.public_id)
    if part:
        response["Location"] += f"#{part}"
    return response
