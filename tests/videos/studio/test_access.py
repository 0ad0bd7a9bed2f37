"""Who may use the studio: the owner alone, by session with a CSRF token or by a bearer token."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.videos.studio.conftest import API, JSON, MakeVideo
from videos.models import BulkEdit, Caption, Video
from videos.services.deletion import delete_video

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def video(with_media: MakeVideo) -> Video:
    """A public video with media."""
    return with_media(title="Night sea")


@pytest.fixture
def others(video: Video, with_media: MakeVideo, creator: User) -> list[tuple[str, str]]:
    """Every endpoint about one of the creator's rows, as method and path."""
    Caption.objects.create(video=video, language="ko", label="x", storage_key="captions/x")
    deleted = with_media()
    delete_video(video=deleted)
    edit = BulkEdit.objects.create(owner=creator, action="private")
    one = f"{API}/videos/{video.public_id}"
    return [
        ("get", one),
        ("patch", one),
        ("delete", one),
        ("post", f"{one}/retry"),
        ("get", f"{one}/poster"),
        ("put", f"{one}/poster"),
        ("post", f"{one}/poster"),
        ("get", f"{one}/captions"),
        ("post", f"{one}/captions"),
        ("get", f"{one}/captions/ko"),
        ("get", f"{one}/captions/ko/preview"),
        ("patch", f"{one}/captions/ko"),
        ("delete", f"{one}/captions/ko"),
        ("get", f"{one}/chapters"),
        ("put", f"{one}/chapters"),
        ("get", f"{one}/analytics"),
        ("get", f"{one}/original"),
        ("get", f"/api/v1/videos/{video.public_id}/retention"),
        ("post", f"{API}/videos/{deleted.public_id}/restore"),
        ("delete", f"{API}/deleted/{deleted.public_id}"),
        ("post", f"{API}/bulk"),
        ("post", f"{API}/bulk/{edit.public_id}/undo"),
    ]


BODIES: dict[str, Any] = {
    "poster": {"name": "poster-1.jpg"},
    "chapters": {"chapters": []},
    "ko": {"label": "y"},
}


def ask(client: Client, method: str, path: str, video: Video, **extra: Any) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    last = path.rpartition("/")[2]
    if method == "post" and last in {"poster", "captions"}:
        file = SimpleUploadedFile("a.srt", b"00:01.000 --> 00:02.000\nx")
        return client.post(path, {"file": file, "language": "en"}, **extra)
    if method in {"get", "delete"}:
        return getattr(client, method)(path, **extra)
    body = BODIES.get(last, {"title": "Mine now"})
    if last == "bulk":
        body = {"ids": [video.public_id], "action": "delete"}
    return getattr(client, method)(path, body, content_type=JSON, **extra)


def test_strangers_and_staff_find_nothing(
    others: list[tuple[str, str]], video: Video, sign_in: Any, stranger: User, moderator: User
) -> None:
    for person in (stranger, moderator):
        client = sign_in(person)
        for method, path in others:
            answer = ask(client, method, path, video)
            assert answer.status_code == 404, f"{person} {method} {path}: {answer.status_code}"
            assert answer.json()["code"] == "not-found"
            assert "Night sea" not in answer.content.decode()
        assert client.get(f"{API}/videos").json()["items"] == []
        assert client.get(f"{API}/deleted").json()["items"] == []
    video.refresh_from_db()
    assert (video.title, video.state) == ("Night sea", "ready")


def test_nobody_gets_in_without_signing_in(
    others: list[tuple[str, str]], video: Video, client: Client
) -> None:
    for method, path in [*others, ("get", f"{API}/videos"), ("get", f"{API}/deleted")]:
        answer = ask(client, method, path, video)
        assert answer.status_code == 401, f"{method} {path}"
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "sign-in-required"


def test_a_session_needs_the_csrf_token_for_what_changes(
    others: list[tuple[str, str]], video: Video, creator: User
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(creator, backend="django.contrib.auth.backends.ModelBackend")
    for method, path in others:
        answer = ask(client, method, path, video)
        expected = {200, 404} if method == "get" else {403}
        assert answer.status_code in expected, f"{method} {path}: {answer.status_code}"
    video.refresh_from_db()
    assert video.state == "ready"
    client.get("/studio/")
    token = client.cookies["csrftoken"].value
    body = {"title": "With a token"}
    answer = client.patch(
        f"{API}/videos/{video.public_id}", body, content_type=JSON, headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 200


def test_a_bearer_token_does_all_of_it_without_a_cookie(
    others: list[tuple[str, str]], video: Video, creator: User, client: Client
) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=creator, email=creator.email, verified=True, primary=True)
    login = client.post(
        "/_allauth/app/v1/auth/login",
        {"email": creator.email, "password": PASSWORD},
        content_type=JSON,
    )
    headers = {"Authorization": f"Bearer {login.json()['meta']['session_token']}"}
    api = Client(enforce_csrf_checks=True)
    got = {}
    last = [(m, p) for m, p in others if not (m == "delete" and p.endswith(video.public_id))]
    for method, path in last:
        got[method, path.rpartition("/")[2]] = ask(
            api, method, path, video, headers=headers
        ).status_code
    assert set(got.values()) <= {200, 204, 404, 409, 422}, got
    assert got["patch", video.public_id] == 200
    assert got["post", "captions"] == 200
    assert got["put", "chapters"] == 200
    assert got["post", "bulk"] == 200
    bad = {"Authorization": "Bearer nonsense"}
    assert api.get(f"{API}/videos", headers=bad).status_code == 401


def test_pages_and_forms_are_the_owners(
    others: list[tuple[str, str]], video: Video, sign_in: Any, stranger: User, moderator: User
) -> None:
    ids = [video.public_id]
    pages = [
        reverse(name, args=ids)
        for name in (
            "studio-edit",
            "studio-replace",
            "studio-delete",
            "studio-analytics",
            "studio-csv",
        )
    ]
    forms = [
        reverse(name, args=ids)
        for name in (
            "studio-edit",
            "studio-poster",
            "studio-captions",
            "studio-chapters",
            "studio-delete",
            "studio-restore",
            "studio-erase",
        )
    ] + [
        reverse("studio-drop-captions", args=[video.public_id, "ko"]),
        reverse("studio-undo", args=[BulkEdit.objects.get().public_id]),
    ]
    for person in (stranger, moderator):
        client = sign_in(person)
        # Staff look at the edit pages of nobody: what they do is done in the administration.
        assert {client.get(page).status_code for page in pages} <= {404}
        assert {client.post(form).status_code for form in forms} == {404}
        client.post("/studio/bulk/", {"ids": ids, "action": "delete"})
    assert Caption.objects.exists()
    video.refresh_from_db()
    assert video.state == "ready"
    nobody = Client()
    for page in [*pages, "/studio/", "/studio/deleted/", "/studio/upload/"]:
        assert nobody.get(page)["Location"].startswith("/accounts/login/")
    for form in [*forms, "/studio/bulk/"]:
        assert nobody.post(form)["Location"].startswith("/accounts/login/")
        assert sign_in(stranger).get(form).status_code in {404, 405}


def test_files_are_limited_by_the_minute(
    studio: Client, video: Video, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.ratelimit import Limit
    from videos.api.studio import access

    monkeypatch.setattr(access, "FILES_LIMIT", Limit("studio-files", 2, 60))
    path = f"{API}/videos/{video.public_id}/captions"
    statuses = [ask(studio, "post", path, video).status_code for _file in range(3)]
    assert statuses == [200, 200, 429]
