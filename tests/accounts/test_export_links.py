"""The originals of a person's videos: led to by links that end with the copy, and sent by who can send them."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import requests
from django.conf import settings as conf
from django.test import Client
from django.utils import timezone

from accounts.models import Channel, DataExport, User
from accounts.models.export import KEPT
from accounts.services import exporting
from accounts.services.deletion import request_deletion
from accounts.services.export_zip import write_zip
from accounts.views import data
from core.adapters.object_store import object_store
from piyakast.settings.object_stores import django_storage
from tests.accounts.copies import links, made
from tests.accounts.life import clip, life
from tests.factories import VideoFactory
from tests.object_stores.fixtures import S3Server, s3, s3_server
from tests.videos.pipeline import store_source
from tests.videos.shelf import shelve
from videos.models import Source, Transcode, Video

__all__ = ["clip", "life", "s3", "s3_server"]
pytestmark = pytest.mark.django_db


def test_originals_are_led_to_and_not_copied(
    life: tuple[User, Client], clip: Path, sign_in: Any, stranger: User
) -> None:
    user, _client = life
    export, bundle = made(user)
    film = Source.objects.get(video__title="Not yet transcoded")
    assert clip.read_bytes() not in b"".join(bundle.read(name) for name in bundle.namelist())
    [link] = [each for each in links(bundle) if film.video.public_id in each]
    assert link.endswith(f"/{film.video.public_id}-clip.mp4")
    page = bundle.read("index.html").decode()
    assert link in page
    assert "Not yet transcoded" in page
    assert "broadcast" not in page

    answer: Any = Client().get(link)  # nobody signed in: a program that fetches over night
    assert answer.getvalue() == clip.read_bytes()
    assert answer["Content-Disposition"] == 'attachment; filename="clip.mp4"'
    assert answer["Cache-Control"] == "private, no-store"
    rest: Any = Client().get(link, headers={"Range": "bytes=100-"})
    assert (rest.status_code, rest.getvalue()) == (206, clip.read_bytes()[100:])

    theirs = store_source(VideoFactory().channel, clip)
    other, _bundle = made(stranger)
    for forged in (
        link.replace(film.video.public_id, theirs.video.public_id),
        link.replace(str(export.public_id), str(other.public_id)),
        "x/".join(link.rsplit("/", 1)),
    ):
        assert sign_in(user).get(forged).status_code == 404, forged


def test_links_end_with_the_copy_with_the_video_and_with_the_person(
    creator: User, channel: Channel, clip: Path, sign_in: Any, stranger: User
) -> None:
    client = sign_in(creator)
    video = store_source(channel, clip).video

    def fresh() -> tuple[DataExport, str]:
        export, bundle = made(creator)
        [link] = links(bundle)
        assert Client().get(link).status_code == 200
        return export, link

    # A newer copy takes the place of one made before.
    _old, first = fresh()
    export, link = fresh()
    assert Client().get(first).status_code == 404
    assert list(object_store().list_prefix("exports/")) == [export.storage_key]
    # Its owner ends it.
    end = f"/settings/data/export/{export.public_id}/end/"
    assert sign_in(stranger).post(end).status_code == 404
    assert Client().get(link).status_code == 200
    assert "lead nowhere" in client.post(end, follow=True).text
    assert Client().get(link).status_code == 404
    for part in ("", "files/"):
        assert client.get(f"/settings/data/export/{export.public_id}/{part}").status_code == 404
    assert list(object_store().list_prefix("exports/")) == []
    client.post(end)
    # What was ended still counts among what was asked for within the hour.
    with pytest.raises(exporting.TooSoon):
        exporting.request_export(user=creator)
    # Its days are over.
    export, link = fresh()
    DataExport.objects.filter(pk=export.pk).update(created_at=timezone.now() - KEPT)
    assert Client().get(link).status_code == 404
    # The video is thrown away, and brought back.
    _export, link = fresh()
    Video.objects.filter(pk=video.pk).update(state=Video.State.DELETED)
    assert Client().get(link).status_code == 404
    Video.objects.filter(pk=video.pk).update(state=Video.State.DRAFT)
    # The file is gone, and back.
    key = video.sources.get().storage_key
    object_store().delete(key)
    assert Client().get(link).status_code == 404
    object_store().put_file(key, clip, content_type="video/mp4")
    assert Client().get(link).status_code == 200
    # The person leaves.
    request_deletion(user=creator)
    assert Client().get(link).status_code == 404


def test_a_copy_that_is_deleted_while_it_is_packed_is_none(
    creator: User, sign_in: Any, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    client = sign_in(creator)

    def delete_meanwhile(target: Path, export: DataExport) -> None:
        write_zip(target, export)
        assert client.delete(f"/api/v1/me/exports/{export.public_id}").status_code == 204

    monkeypatch.setattr(exporting, "write_zip", delete_meanwhile)
    export = DataExport.objects.create(user=creator)
    for _again in range(2):
        exporting.build_export(export_id=export.pk)
    export.refresh_from_db()
    assert (export.ready_at, export.storage_key) == (None, "")
    assert list(object_store().list_prefix("exports/")) == []
    assert mailoutbox == []
    # One that was asked for earlier and is packed later leaves no second copy beside it.
    monkeypatch.setattr(exporting, "write_zip", write_zip)
    slow, quick = (DataExport.objects.create(user=creator) for _each in range(2))
    exporting.build_export(export_id=quick.pk)
    exporting.build_export(export_id=slow.pk)
    assert [each.pk for each in DataExport.objects.alive()] == [slow.pk]


def test_originals_are_listed_page_by_page(
    creator: User, channel: Channel, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def uploaded(number: int) -> Source:
        video = VideoFactory(channel=channel, title=f"Film {number}")
        return Source.objects.create(
            video=video, storage_key=f"s/{number}", filename=f"{number}.mp4", size_bytes=number
        )

    for number in range(1, 6):
        uploaded(number)
    broadcast = uploaded(6)
    Transcode.objects.create(source=broadcast, engine="live", prefix="media/x/")
    export, bundle = made(creator)
    assert [link.rpartition("-")[2] for link in links(bundle)] == [f"{n}.mp4" for n in range(1, 6)]

    monkeypatch.setattr(data, "PAGE", 3)
    client, address = sign_in(creator), f"/settings/data/export/{export.public_id}/files/"
    first = client.get(address).text
    assert [f"Film {n}" in first for n in range(1, 7)] == [True, True, True, False, False, False]
    [after] = [part.partition('"')[0] for part in first.split("?after=")[1:]]
    last = client.get(address, {"after": after}).text
    assert [f"Film {n}" in last for n in range(1, 7)] == [False, False, False, True, True, False]
    assert ">Next page<" not in last
    assert "Delete the copy" in client.get("/settings/data/").text


def test_no_byte_passes_through_the_site_where_others_can_send_it(
    creator: User, channel: Channel, clip: Path, sign_in: Any, settings: Any
) -> None:
    source = store_source(channel, clip)
    export, bundle = made(creator)
    settings.MEDIA_ACCEL_PREFIX = "/_stored/"
    zipped = sign_in(creator).get(f"/settings/data/export/{export.public_id}/")
    assert zipped["X-Accel-Redirect"] == f"/_stored/{export.storage_key}"
    assert zipped["Content-Disposition"] == 'attachment; filename="piyakast-data.zip"'
    film = Client().get(links(bundle)[0])
    assert film["X-Accel-Redirect"] == f"/_stored/{source.storage_key}"
    assert zipped.content == film.content == b""


def test_an_object_store_sends_zip_and_originals_itself(
    s3: S3Server, creator: User, channel: Channel, clip: Path, sign_in: Any, settings: Any
) -> None:
    chosen = {name: getattr(conf, name) for name in dir(conf) if name.isupper()}
    settings.STORAGES = settings.STORAGES | {"default": django_storage(chosen)}
    shelve(channel)
    store_source(channel, clip)
    export, bundle = made(creator)
    assert [name for name in bundle.namelist() if name.startswith(("captions/", "thumbnails/"))]
    led = sign_in(creator).get(f"/settings/data/export/{export.public_id}/")
    assert led.status_code == 302
    zipped = requests.get(led["Location"], timeout=60)
    assert zipfile.ZipFile(io.BytesIO(zipped.content)).namelist() == bundle.namelist()
    lost, kept = links(bundle)
    film = requests.get(Client().get(kept)["Location"], timeout=60)
    assert film.content == clip.read_bytes()
    assert film.headers["Content-Disposition"] == 'attachment; filename="clip.mp4"'
    assert (
        Client().get(lost).status_code == 404
    )  # shelved without a file: nobody is sent to the bucket's own words
