"""A client that lies, repeats itself or asks for too much is refused in a sentence and harms nobody."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.models import User
from core.ratelimit import parse_limit
from tests.asking import PLAIN
from tests.videos.uploading.conftest import DATA, PART, Uploader, pieces
from tests.videos.uploading.site import Site
from videos.api import uploads as api
from videos.models import Upload

RTL = "\u202e"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/pass\x00wd.mp4", "passwd.mp4"),
        ("C:\\Users\\me\\film.mp4", "film.mp4"),
        (f"holiday{RTL}4pm.exe.mp4", "holiday4pm.exe.mp4"),
        ("가을 🍁 여행.mp4", "가을 🍁 여행.mp4"),
        ("a" * 990 + ".mp4", "a" * 251 + ".mp4"),
        ("한글.mp4", "한글.mp4"),  # decomposed, as macOS names files
        ("<script>alert(1)</script>.mp4", "script>.mp4"),
        ("\r\nX: y.mp4", "X: y.mp4"),
    ],
)
def test_names_are_words_and_never_paths(uploader: Uploader, name: str, kept: str) -> None:
    assert uploader.create(name=name).status_code == 201
    upload = Upload.objects.get()
    assert upload.filename == kept
    assert upload.video.title
    assert len(upload.video.title) <= 120
    folder, _slash, file = upload.storage_key.rpartition("/")
    assert folder == f"sources/{upload.video.public_id}"
    assert file.isascii()
    assert file.endswith(".mp4")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"name": "x" * 1001 + ".mp4"}, 422),
        ({"name": "\ud800.mp4"}, {201, 400, 422}),
        ({"name": "film.mp4", "type": "text/html"}, 415),
        ({"name": "film.mp4", "type": "image/png"}, 415),
        ({"name": "letter.docx", "type": "video/mp4"}, 415),
        ({"name": "film.mp4", "type": "video/mp4\r\nX-Evil: 1"}, 201),
        ({"name": "film.mp4", "fingerprint": "a\x00b"}, 201),
        ({"name": "recording", "type": "video/webm"}, 201),
        ({"name": "Trip 24.05", "type": "video/mp4"}, 201),
        ({"size": 1.5}, 422),
        ({"size": "many"}, 422),
        ({"size": 10**30}, {413, 422}),
    ],
)
def test_odd_facts_are_refused_or_made_harmless(
    uploader: Uploader, fields: dict[str, Any], status: int | set[int]
) -> None:
    answer = uploader.create(**fields)
    assert answer.status_code in (status if isinstance(status, set) else {status})
    for upload in Upload.objects.all():
        assert "\n" not in upload.content_type
        assert "\x00" not in upload.fingerprint


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, -1, 4, 10**9, 10**30, "1e3", "0x1", "%00", "１.5"])
def test_parts_that_cannot_be_are_refused(uploader: Uploader, number: Any) -> None:
    upload = uploader.create().json()["id"]
    assert uploader.put(upload, number, b"a" * PART).status_code in {404, 422}
    assert uploader.show(upload).json()["parts"] == []


@pytest.mark.django_db
def test_asking_again_for_the_same_file_goes_on_with_it(
    uploader: Uploader, other_uploader: Uploader, stranger: User
) -> None:
    from tests.factories import ChannelFactory

    ChannelFactory(owner=stranger)
    first = uploader.create(fingerprint="film:1").json()
    uploader.put(first["id"], 2, pieces()[1])
    again = uploader.create(fingerprint="film:1")
    assert (again.status_code, again.json()["id"], again.json()["parts"]) == (200, first["id"], [2])
    assert uploader.create(fingerprint="film:1", size=5).status_code == 201
    assert other_uploader.create(fingerprint="film:1").json()["id"] != first["id"]


@pytest.mark.django_db
def test_too_many_requests_say_when_to_come_back(
    uploader: Uploader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "CREATE_LIMIT", parse_limit("upload", "2/600"))
    monkeypatch.setattr(api, "PART_LIMIT", parse_limit("upload-part", "1/600"))
    answers = [uploader.create() for _n in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    upload = answers[0].json()["id"]
    answers = [uploader.put(upload, 1, pieces()[0]) for _n in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert int(answers[1]["Retry-After"]) > 0


@pytest.mark.django_db
def test_a_full_disk_keeps_what_was_sent(uploader: Uploader, settings: LazySettings) -> None:
    upload = uploader.create().json()["id"]
    uploader.put(upload, 1, pieces()[0])
    row = Upload.objects.get()
    whole = Path(settings.MEDIA_ROOT) / ".parts" / row.store_upload_id / "whole"
    kept = whole.rename(whole.with_name("kept"))
    whole.symlink_to("/dev/full")  # takes no byte: "no space left on device"
    answer = uploader.put(upload, 2, pieces()[1])
    assert (answer.status_code, answer.json()["code"]) == (507, "disk-full")
    assert answer["Retry-After"]
    assert uploader.show(upload).json()["parts"] == [1]
    kept.replace(whole)
    for number in (2, 3):
        assert uploader.put(upload, number, pieces()[number - 1]).status_code == 200
    assert uploader.complete(upload).status_code == 200


@pytest.mark.django_db
def test_a_file_larger_than_the_room_on_the_disk_is_refused_before_its_first_byte(
    uploader: Uploader, settings: LazySettings
) -> None:
    settings.UPLOAD_MAX_BYTES = settings.UPLOAD_QUOTA_BYTES = 2**60
    assert uploader.create(size=2**50).json()["code"] == "disk-full"
    assert not Upload.objects.exists()


@pytest.fixture
def site(transactional_db: None, tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path, part_bytes=PART)
    site.start()
    yield site
    site.kill()


def test_bodies_without_a_length_too_long_or_cut_off_before_a_real_server(
    site: Site, sign_in: Callable[[User], Client], creator: User
) -> None:
    cookie = sign_in(creator).cookies["sessionid"].value
    token = "a" * 32
    headers = {"X-CSRFToken": token, "Cookie": f"sessionid={cookie}; csrftoken={token}"}
    with httpx.Client(
        base_url=site.url, headers=headers, verify=PLAIN, trust_env=False, timeout=120
    ) as client:
        body = {"name": "film.mp4", "size": len(DATA), "type": "video/mp4"}
        upload = client.post("/api/v1/uploads", json=body).json()["id"]
        path = f"/api/v1/uploads/{upload}/parts/1"

        chunked = client.put(path, content=iter([b"a" * 1000, b"b" * 1000]))
        assert (chunked.status_code, chunked.json()["code"]) == (411, "length-required")
        longer = client.put(path, content=b"a" * (PART * 4))
        assert longer.json()["code"] == "wrong-size"

        head = f"PUT {path} HTTP/1.1\r\nHost: x\r\n" + "".join(
            f"{name}: {value}\r\n" for name, value in headers.items()
        )
        for length, sent in (("-5", b""), ("abc", b""), (str(PART), b"cut off")):
            with socket.create_connection(("127.0.0.1", site.port), timeout=120) as raw:
                raw.sendall(f"{head}Content-Length: {length}\r\n\r\n".encode() + sent)
                raw.shutdown(socket.SHUT_WR)
                answer = raw.recv(1000)
                assert b" 200 " not in answer.partition(b"\r\n")[0]
        # A slow sender keeps nobody else waiting, and its part arrives in the end.
        with socket.create_connection(("127.0.0.1", site.port), timeout=120) as slow:
            slow.sendall(f"{head}Content-Length: {PART}\r\n\r\n".encode() + pieces()[0][:100])
            assert client.get(f"/api/v1/uploads/{upload}").json()["parts"] == []
            slow.sendall(pieces()[0][100:])
            assert slow.recv(1000).startswith(b"HTTP/1.1 200")
        assert client.get(f"/api/v1/uploads/{upload}").json()["parts"] == [1]
