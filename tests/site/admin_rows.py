"""One row of everything that the admin shows, and the addresses of its pages."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db.models import Model
from django.urls import reverse
from PIL import Image

from accounts.models import Channel
from chat.models import Delivery, Emote, Entry, Hook, LogEntry, Moderator, Sanction
from chat.services.bots import make_bot
from core.mail.models import OutgoingMail
from piyakast.administration import site
from tests.chat.factories import RoomFactory
from tests.factories import VideoFactory
from tests.live.broadcasts import go_live
from tests.live.factories import StreamFactory
from tests.videos.transcoding.laid_out import lay_out_film
from videos.models import Caption, Chunk, Transcode, Upload


def fill_admin(channel: Channel, folder: Path, settings: LazySettings) -> Transcode:
    """Make a row of every registered model; the run has a chunk that failed."""
    settings.TRANSCODE_ENGINE = "fake"
    run = lay_out_film(channel, folder, seconds=12)
    Chunk.objects.filter(pk=run.chunks.earliest("pk").pk).update(
        state=Chunk.State.FAILED,
        attempts=4,
        failures=4,
        worker="worker-7@host",
        stderr_tail="Error while decoding stream #0:0",
    )
    video = VideoFactory(channel=channel, title="Otters")
    Caption.objects.create(video=video, language="en", label="English", storage_key="captions/x")
    Upload.objects.create(
        owner=channel.owner,
        video=video,
        filename="otters.mp4",
        content_type="video/mp4",
        size_bytes=10,
        part_bytes=10,
        storage_key="sources/x",
        store_upload_id="x",
    )
    Group.objects.create(name="Moderators")
    OutgoingMail.objects.create(
        state=OutgoingMail.State.REFUSED,
        raw=b"To: viewer@example.com\n\nOtters!",
        failure="550 No such mailbox",
    )
    stream = StreamFactory(channel=channel, title="Otters, live")
    go_live(stream)
    _fill_chat(channel)
    return run


def _fill_chat(channel: Channel) -> None:
    room = RoomFactory(stream__channel=channel)
    person = channel.owner
    Entry.objects.create(room=room, seq=1, author=person, client_id="1", text="Otters!")
    Sanction.objects.create(channel=channel, user=person, made_by=person, reason="Too many otters")
    Moderator.objects.create(channel=channel, user=person)
    LogEntry.objects.create(room=room, actor=person, action="clear")
    picture = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(picture, "WEBP")
    otter = ContentFile(picture.getvalue(), name="otter.webp")
    Emote.objects.create(channel=channel, code="otter", picture=otter)
    make_bot(channel=channel, name="Otterbot", scopes=["say"])
    hook = Hook.objects.create(
        channel=channel, url="https://otters.example/hook", kinds=["message"]
    )
    Delivery.objects.create(hook=hook, body={"room": room.public_id, "events": []}, answer="HTTP 500")  # fmt: skip


def registered() -> Iterator[tuple[type[Model], str]]:
    """Every model of the admin, and how its addresses are called."""
    for model in site._registry:
        yield model, f"admin:{model._meta.app_label}_{model._meta.model_name}"


def addresses() -> Iterator[str]:
    """Every list, add and change page, and those around them."""
    yield reverse("admin:index")
    yield reverse("admin:password_change")
    for model, name in registered():
        newest = model._default_manager.order_by("-pk").first()
        assert newest is not None, f"{model} has no row in this test"
        yield reverse("admin:app_list", args=[model._meta.app_label])
        yield reverse(f"{name}_changelist")
        yield reverse(f"{name}_add")
        for page in ("change", "history", "delete"):
            yield reverse(f"{name}_{page}", args=[newest.pk])
