"""One contract for disk, S3 and GCS: objects, ranges, prefixes, and uploads in parts."""

import io
import os
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import google_crc32c
import pytest

from core.adapters.object_store import ObjectMissing, ObjectStore, PartInfo, PartRefused
from core.adapters.object_store import object_store as chosen_store
from core.adapters.object_store.disk import DiskStore
from tests import asking
from tests.object_stores.fixtures import gcs, gcs_server, s3, s3_server  # noqa: F401

PART = 5 * 1024**2  # S3 takes no smaller ones but the last
FIRST, LAST = os.urandom(PART), os.urandom(70_000)
KEY = "sources/abc/film.mp4"


@pytest.fixture(params=["disk", "s3", "gcs"])
def store(request: pytest.FixtureRequest) -> ObjectStore:
    if request.param != "disk":
        request.getfixturevalue(request.param)
    return chosen_store()


def put(
    store: ObjectStore, upload: str, number: int, data: bytes, sha: str | None = None, size: int = 0
) -> PartInfo:
    return store.put_part(
        KEY,
        upload,
        number,
        io.BytesIO(data),
        size_bytes=size or len(data),
        offset=(number - 1) * PART,
        sha256=sha,
    )


def opened(store: ObjectStore) -> str:
    return store.create_multipart(KEY, content_type="video/mp4")


def test_objects_are_put_read_listed_and_removed(store: ObjectStore, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"0123456789" * 300_000)
    store.put_file("a/b/one.bin", file, content_type="application/octet-stream")
    store.put_bytes("a/two.txt", b"first", content_type="text/plain")
    store.put_bytes("a/two.txt", b"second", content_type="text/plain")
    store.put_bytes("ab/three.txt", b"", content_type="text/plain")

    assert store.read("a/two.txt") == b"second"
    assert store.read("ab/three.txt") == b""
    assert store.size("a/b/one.bin") == 3_000_000
    assert list(store.list_prefix("a/")) == ["a/b/one.bin", "a/two.txt"]
    assert list(store.list_folders("a/")) == ["a/b/"]
    assert list(store.list_folders("none/")) == []
    assert store.clear_temporary(older_than_s=0) == 0
    store.fetch("a/b/one.bin", tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == file.read_bytes()

    store.delete("a/two.txt")
    store.delete("a/two.txt")
    assert store.delete_prefix("a/") == 1
    assert store.delete_prefix("a/") == 0
    assert list(store.list_prefix("ab/")) == ["ab/three.txt"]


def test_a_folder_that_goes_while_it_is_listed_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, scan = DiskStore(tmp_path / "root"), os.scandir
    for key in ("a/1/x.bin", "a/2/x.bin"):
        store.put_bytes(key, b"x", content_type="text/plain")

    def removed_meanwhile(folder: str | Path) -> object:
        if Path(folder).name == "2":
            (Path(folder) / "x.bin").unlink()
            Path(folder).rmdir()
        return scan(folder)

    monkeypatch.setattr(os, "scandir", removed_meanwhile)
    assert list(store.list_prefix("a/")) == ["a/1/x.bin"]


def test_ranges_are_streamed_and_end_with_the_object(store: ObjectStore) -> None:
    data = os.urandom(2_500_000)
    store.put_bytes("r", data, content_type="application/octet-stream")
    for start, length in ((0, 10), (1_000_000, 1_400_000), (2_499_990, 10), (2_499_990, 99)):
        assert b"".join(store.open_range("r", start, length)) == data[start : start + length]
    assert b"".join(store.open_range("r", 2_500_000, 5)) == b""
    assert b"".join(store.open_range("r", 5, 0)) == b""


def test_what_is_not_there_is_missing(store: ObjectStore, tmp_path: Path) -> None:
    for ask in (
        lambda: store.read("no/such"),
        lambda: store.size("no/such"),
        lambda: store.describe("no/such"),
        lambda: store.open_range("no/such", 0, 1),
        lambda: store.fetch("no/such", tmp_path / "copy"),
    ):
        with pytest.raises(ObjectMissing):
            ask()
    assert not (tmp_path / "copy").exists() or not (tmp_path / "copy").stat().st_size


@pytest.mark.parametrize(
    "key", ["../x", "a/../../x", "/etc/passwd", "a//b", "", "a\x00b", "a\nb", "가"]
)
def test_a_key_never_leaves_the_store(store: ObjectStore, key: str) -> None:
    for ask in (
        lambda: store.put_bytes(key, b"x", content_type="text/plain"),
        lambda: store.read(key),
        lambda: store.delete(key),
        lambda: store.delete_prefix(f"{key}/"),
        lambda: store.create_multipart(key, content_type="video/mp4"),
    ):
        with pytest.raises(ValueError, match="not a storage key"):
            ask()
    if store.direct_uploads:
        with pytest.raises(ValueError, match="not a storage key"):
            store.presign_get(key, expires_s=60)


def test_parts_in_any_order_and_again_become_the_object(store: ObjectStore) -> None:
    upload = opened(store)
    assert list(store.list_parts(KEY, upload)) == []
    put(store, upload, 2, LAST, sha=sha256(LAST).hexdigest())
    put(store, upload, 1, os.urandom(PART))
    put(store, upload, 1, FIRST)
    parts = store.list_parts(KEY, upload)
    assert [(part.number, part.size_bytes) for part in parts] == [(1, PART), (2, len(LAST))]
    with pytest.raises(ObjectMissing):
        store.size(KEY)

    store.complete_multipart(KEY, upload, parts)
    assert store.read(KEY) == FIRST + LAST
    assert store.describe(KEY).size_bytes == PART + len(LAST)
    digests = sha256(sha256(FIRST).digest() + sha256(LAST).digest()).hexdigest()
    # Where the store was told each part's digest, it vouches for the whole.
    assert store.describe(KEY).parts_digest == (digests if store.needs_digests else "")

    # Again, as after a crash between joining and our own row.
    store.complete_multipart(KEY, upload, parts)
    store.complete_multipart(KEY, upload, [])
    assert store.read(KEY) == FIRST + LAST
    assert list(store.list_parts(KEY, upload)) == []
    store.abort_multipart(KEY, upload)
    assert store.size(KEY) == PART + len(LAST)
    assert list(store.list_prefix(".parts/")) == []


def test_other_bytes_than_announced_are_refused(store: ObjectStore) -> None:
    upload = opened(store)
    for data, size, sha in (
        (LAST[:-1], len(LAST), None),
        (LAST + b"x", len(LAST), None),
        (b"x" + LAST[1:], len(LAST), sha256(LAST).hexdigest()),
    ):
        with pytest.raises(PartRefused):
            put(store, upload, 1, data, sha, size)
    assert list(store.list_parts(KEY, upload)) == []


def test_a_part_that_changed_after_it_was_listed_is_not_joined(store: ObjectStore) -> None:
    upload = opened(store)
    put(store, upload, 1, LAST)
    listed = store.list_parts(KEY, upload)
    put(store, upload, 1, LAST[::-1])
    with pytest.raises(PartRefused):
        store.complete_multipart(KEY, upload, listed)
    # Nothing is lost: what is there now can be joined.
    store.complete_multipart(KEY, upload, store.list_parts(KEY, upload))
    assert store.read(KEY) == LAST[::-1]


def test_dropping_an_upload_leaves_nothing(store: ObjectStore) -> None:
    upload = opened(store)
    put(store, upload, 1, FIRST)
    store.abort_multipart(KEY, upload)
    store.abort_multipart(KEY, upload)
    assert list(store.list_parts(KEY, upload)) == []
    assert list(store.list_prefix(".parts/")) == []
    with pytest.raises(ObjectMissing):
        put(store, upload, 2, LAST)
    with pytest.raises(ObjectMissing):
        store.complete_multipart(KEY, upload, [PartInfo(1, PART, "x")])


@pytest.fixture(params=["s3", "gcs"])
def direct(request: pytest.FixtureRequest) -> ObjectStore:
    """A store that takes parts straight from browsers."""
    request.getfixturevalue(request.param)
    return chosen_store()


def test_a_browser_sends_a_part_to_its_address_and_nothing_else(direct: ObjectStore) -> None:
    upload = opened(direct)
    digests = {
        "sha256": sha256(LAST).hexdigest(),
        "crc32c": google_crc32c.Checksum(LAST).digest().hex(),
    }
    address = direct.presign_part(
        KEY, upload, 1, size_bytes=len(LAST), digest=digests[direct.digest_kind]
    )

    def send(data: bytes, url: str = address.url) -> int:
        return asking.put(url, content=data, headers=address.headers).status_code

    assert send(LAST + b"x") in {400, 403}
    assert send(LAST[:-1]) in {400, 403}
    assert send(LAST, address.url.replace("test-", "other-", 1)) in {400, 403, 404}
    assert send(LAST, address.url[:-1] + ("0" if address.url[-1] != "0" else "1")) == 403
    assert send(LAST[::-1]) == 400
    assert list(direct.list_parts(KEY, upload)) == []
    assert send(LAST) == 200
    (part,) = direct.list_parts(KEY, upload)
    assert part.size_bytes == len(LAST)
    if direct.digest_kind == "crc32c":  # S3 tells it of the whole alone
        assert part.crc32c == digests["crc32c"]


def test_a_signed_address_serves_the_object_for_a_while(direct: ObjectStore) -> None:
    direct.put_bytes("media/x/seg.m4s", b"0123456789", content_type="video/iso.segment")
    url = direct.presign_get("media/x/seg.m4s", expires_s=60)
    assert url
    answer = asking.get(url, headers={"Range": "bytes=2-4"})
    assert (answer.status_code, answer.content) == (206, b"234")
    assert answer.headers["Content-Type"] == "video/iso.segment"
    assert asking.get(url.partition("?")[0]).status_code == 403
    expired = direct.presign_get("media/x/seg.m4s", expires_s=-5)
    assert expired
    assert asking.get(expired).status_code == 403


def test_a_signed_address_can_name_the_file_to_keep(direct: ObjectStore) -> None:
    direct.put_bytes("sources/x/a.mp4", b"0123456789", content_type="video/mp4")
    url = direct.presign_download("sources/x/a.mp4", filename="밤 바다.mp4", expires_s=60)
    assert url
    answer = asking.get(url)
    assert (answer.status_code, answer.content) == (200, b"0123456789")
    name = quote("밤 바다.mp4")
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert asking.get(url.replace(quote(name), "other.mp4")).status_code == 403
