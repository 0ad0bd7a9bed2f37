"""Nobody without the right sees a word, picture, address or trace of a stream: every address is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from accounts.models import Channel, User
from live.models import Marker, Stream
from live.services.pictures import upload_picture
from tests.live.broadcasts import go_live, soon
from tests.live.factories import StreamFactory
from tests.live.pictures import orange
from tests.site.exhibits import body_of
from tests.site.forgetting import forget_all_but_sessions
from tests.site.routes import routes

pytestmark = pytest.mark.django_db

# Who may watch: "all", "key" (whoever has the address), "password", "owner" (the owner and staff), "nobody".
SHAPES: dict[str, tuple[str, dict[str, Any]]] = {
    "public": ("all", {}),
    "unlisted": ("key", {"privacy": "unlisted"}),
    "password": ("password", {"privacy": "password"}),
    "private": ("owner", {"privacy": "private"}),
    "test": ("owner", {"is_test": True}),
    "removed": ("nobody", {"state": "removed"}),
}
METHODS = ("get", "post", "put", "patch", "delete")
# Whom the studio lets in does not depend on what the stream is: these stand for all when somebody would change it.
CHANGED = {"public", "private", "removed"}


@dataclass
class Show:
    """One stream on air with words that are found nowhere else."""

    shape: str
    audience: str
    stream: Stream
    session: str

    @property
    def secrets(self) -> list[str]:
        return [f"zq{self.shape}title", f"zq{self.shape}words", f"zq{self.shape}tag", self.session]

    def is_for(self, actor: str) -> bool:
        if self.audience == "nobody":
            return False
        return self.audience in {"all", "key"} or actor in {"owner", "staff"}


@pytest.fixture
def shows(channel: Channel) -> list[Show]:
    """A stream of every privacy, all on air and with a picture."""
    made = []
    for shape, (audience, facts) in SHAPES.items():
        stream = StreamFactory(
            channel=channel,
            title=f"zq{shape}title",
            description=f"zq{shape}words",
            tags=[f"zq{shape}tag"],
        )
        if shape == "password":
            stream.set_password("sesame")
            stream.save()
        upload_picture(stream=stream, data=orange())
        session = go_live(stream)
        Stream.objects.filter(pk=stream.pk).update(**facts)
        stream.refresh_from_db()
        made.append(Show(shape, audience, stream, str(session.public_id)))
    return made


@pytest.fixture
def actors(creator: User, stranger: User, moderator: User, sign_in: Any) -> dict[str, Client]:
    everybody = {"owner": creator, "stranger": stranger, "staff": moderator}
    return {"anonymous": Client()} | {name: sign_in(user) for name, user in everybody.items()}


def addresses(kind: str, show: Show) -> Iterator[str]:
    fill = {
        "<publicid:public_id>": show.stream.public_id,
        "<slug:version>": "0123456789ab",
        "<int:marker_id>": "1",
    }
    for pattern in routes(kind):
        for name, value in fill.items():
            pattern = pattern.replace(name, value)  # noqa: PLW2901
        assert "<" not in pattern
        yield f"/{pattern}"


def test_one_stream_is_shown_to_whom_it_is_for(
    shows: list[Show], actors: dict[str, Client]
) -> None:
    for show in shows:
        for address in addresses("stream", show):
            for actor, client in actors.items():
                answer = client.get(address)
                text = body_of(answer)
                where = (show.shape, actor, address, answer.status_code)
                if show.is_for(actor):
                    assert answer.status_code in {200, 401, 405}, where
                    continue
                locked = show.audience == "password"
                # A method that is not allowed, or signing in first, says the same of every stream.
                assert answer.status_code in (
                    {200, 403, 404, 401, 405} if locked else {404, 401, 405}
                ), where
                for secret in show.secrets:
                    assert secret not in text, (*where, secret)
                assert f"/{show.session}/" not in text, where


def test_what_is_hidden_looks_like_what_never_was(shows: list[Show]) -> None:
    client = Client()
    for show in shows:
        if show.audience not in {"owner", "nobody"}:
            continue
        for address in addresses("stream", show):
            never = address.replace(show.stream.public_id, "abcdefghijk")
            hidden, absent = client.get(address), client.get(never)
            assert hidden.status_code == absent.status_code, address
            assert hidden.headers.get("Vary") == absent.headers.get("Vary"), address
            assert hidden.headers.get("Cache-Control") == absent.headers.get("Cache-Control")


def test_lists_show_only_what_anybody_may_find(
    shows: list[Show], actors: dict[str, Client]
) -> None:
    for waiting in (False, True):
        if waiting:
            Stream.objects.exclude(state="removed").update(state="waiting", starts_at=soon(days=1))
            Stream.objects.get(title="zqpublictitle").broadcasts.update(live_at=soon(days=-2))
        seen = set()
        for pattern in routes("list"):
            address = "/" + pattern.replace("<handle:handle>", "creator").replace("<handle>", "creator").replace("<int:number>", "1")  # fmt: skip
            for query in ("", "?show=upcoming", "?q=zq"):
                for actor in ("anonymous", "stranger"):
                    forget_all_but_sessions()
                    text = body_of(actors[actor].get(address + query))
                    seen |= {show.shape for show in shows if show.secrets[0] in text}
        assert seen == {"public"}


def test_ones_own_pages_show_nothing_of_others(
    shows: list[Show], actors: dict[str, Client]
) -> None:
    for pattern in routes("own"):
        if "<" in pattern:
            continue
        text = body_of(actors["stranger"].get(f"/{pattern}"))
        assert not [s for show in shows for s in show.secrets if s in text], pattern


def test_the_studio_is_the_owners_alone(shows: list[Show], actors: dict[str, Client]) -> None:
    Marker.objects.create(pk=1, broadcast=shows[0].stream.broadcasts.get(), at_s=1)
    before = list(Stream.objects.order_by("pk").values())
    for show in shows:
        for address in addresses("stream studio", show):
            for actor in ("anonymous", "stranger", "staff"):
                for method in METHODS if show.shape in CHANGED else ("get",):
                    # Programs are told the same as people, without a whole page around it.
                    options: dict[str, Any] = (
                        {}
                        if method == "get"
                        else {
                            "data": b"{}",
                            "content_type": "application/json",
                            "headers": {"accept": "application/json"},
                        }
                    )
                    answer = getattr(actors[actor], method)(address, **options)
                    where = (actor, method, address, answer.status_code)
                    assert answer.status_code in {302, 401, 403, 404, 405, 422, 400}, where
                    text = body_of(answer)
                    assert not [secret for secret in show.secrets if secret in text], where
    assert list(Stream.objects.order_by("pk").values()) == before


def test_a_stream_behind_a_password(shows: list[Show], stranger: User, sign_in: Any) -> None:
    show = next(each for each in shows if each.shape == "password")
    address = show.stream.get_absolute_url()
    client: Client = sign_in(stranger)
    assert "This stream needs a password" in client.get(address).content.decode()
    assert client.post(address, {"password": "wrong"}).status_code == 403
    assert client.post(address, {"password": "sesame"}).status_code == 302
    page = client.get(address)
    assert "zqpasswordtitle" in page.content.decode()
    assert "og:title" not in page.content.decode()  # others' previews tell nobody
    playback = client.get(f"/api/v1/live/{show.stream.public_id}/playback").json()
    assert show.session in playback["master_url"]
    assert "/hls/p/" not in playback["master_url"]
    show.stream.set_password("another")
    show.stream.save()
    assert "This stream needs a password" in client.get(address).content.decode()
    tries = [client.post(address, {"password": "guess"}) for _try in range(12)]
    answer = tries[-1]
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
