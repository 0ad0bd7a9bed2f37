"""Who may watch a stream. Every page, socket, picture and answer about one stream asks here.

`tickets.access_mark` must change whenever the answer for somebody would.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.utils.crypto import salted_hmac

from core.ratelimit import Limit, visitor
from core.unlocking import Session, WrongPassword, count_try, has_unlocked, remember_unlocked
from live.models import Stream
from videos.models import Video
from videos.services.access import Verdict

SHELF = "unlocked_streams"
# Guessing a password costs a guesser, not the viewers of the same household.
PASSWORD_TRIES = Limit("stream-password", 10, 300)


def may_watch(user: Any, stream: Stream, unlocked: bool = False) -> Verdict:
    """Judge whether `user` (may be anonymous) may watch `stream`, whose channel and owner are joined.

    "not-found" means that its existence must not be known to them either. `unlocked` says that they gave the right
    password (see `is_unlocked`).
    """
    if stream.state == Stream.State.REMOVED:
        return Verdict(False, "not-found")
    if stream.is_owned_by(user) or getattr(user, "is_staff", False):
        return Verdict(True, "ok")
    if not stream.channel.owner.is_active or stream.is_test:
        return Verdict(False, "not-found")
    if stream.privacy == Video.Privacy.PRIVATE:
        return Verdict(False, "not-found")
    if stream.privacy == Video.Privacy.PASSWORD and not unlocked:
        return Verdict(False, "password")
    return Verdict(True, "ok")


def is_describable(stream: Stream) -> bool:
    """Whether anybody who has the address may see it, so that previews tell nobody a secret."""
    return may_watch(AnonymousUser(), stream).allowed


def get_watchable(request: HttpRequest, public_id: str) -> Stream:
    """The stream with its channel and owner, in one query.

    Raises Http404 for what must not be known to exist. A stream behind a password is returned locked or not: ask
    `may_watch` before showing anything of it.
    """
    # Asked in any case: whether the session was read shows in the answer's Vary, which would tell a hidden stream
    # from none.
    user = request.user if request.user.is_authenticated else AnonymousUser()
    stream = find_stream(public_id)
    if stream is None or may_watch(user, stream).reason == "not-found":
        raise Http404
    return stream


def find_stream(public_id: str) -> Stream | None:
    """The stream with its channel and owner, whoever asks."""
    return Stream.objects.select_related("channel__owner").filter(public_id=public_id).first()


def is_unlocked(session: Session, stream: Stream) -> bool:
    """Whether this session gave the password that the stream has now."""
    return has_unlocked(session, SHELF, stream.public_id, _password_mark(stream))


def unlock_stream(session: Session, stream: Stream, password: str) -> bool:
    """Open the stream for this session if the password is right; says whether it is."""
    if not stream.check_password(password):
        return False
    remember_unlocked(session, SHELF, stream.public_id, _password_mark(stream))
    return True


def open_with_password(request: HttpRequest, stream: Stream, password: str) -> None:
    """`unlock_stream` for somebody who may be guessing. Raises `WrongPassword` and `TooManyTries`."""
    count_try(PASSWORD_TRIES, stream.public_id, visitor(request))
    if not unlock_stream(request.session, stream, password):
        raise WrongPassword


def _password_mark(stream: Stream) -> str:
    # Changing the password changes the mark, so that old sessions are locked out.
    return salted_hmac("live.unlock", f"{stream.public_id}:{stream.password}").hexdigest()[:32]
