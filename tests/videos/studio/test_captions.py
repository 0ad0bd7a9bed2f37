"""Captions: what people really have is read, what is hostile does nothing, a fault names its line."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.adapters.object_store import ObjectMissing, object_store
from tests.videos.studio.conftest import API, JSON
from videos.models import Caption, Video
from videos.services.captions import (
    CaptionRefused,
    offered_languages,
    parse_captions,
    plain_text,
    write_webvtt,
)

SRT = "1\r\n00:00:01,000 --> 00:00:03,500\r\n안녕하세요\r\n두 줄\r\n\r\n2\r\n00:00:04,000 --> 00:00:05,000\r\nBye\r\n"
VTT = "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE a --> b\n\nintro\n00:01.000 --> 00:03.500 align:start line:0 region:evil\nHello\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949"]
)
def test_subrip_in_every_encoding_korean_files_have(encoding: str) -> None:
    first, second = parse_captions(SRT.encode(encoding))
    assert (first.start_ms, first.end_ms, first.text) == (1000, 3500, "안녕하세요\n두 줄")
    assert second.text == "Bye"


def test_webvtt_keeps_where_a_caption_stands_and_nothing_else() -> None:
    (cue,) = parse_captions(VTT.encode())
    assert cue.settings == "align:start line:0"
    assert write_webvtt([cue]) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:03.500 align:start line:0\nHello\n"
    )


def test_subrip_as_it_is_found_in_the_wild() -> None:
    """No empty line between two captions, one that is never on screen, and a place as editors write it."""
    file = (
        "1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:02,000 --> 00:00:03,000\n{\\an8}Two\n"
        "00:00:03,000 --> 00:00:03,000\nnever\n\n4\n00:00:04,000 --> 00:00:05,000\n1984\n"
    )
    assert [(cue.start_ms, cue.text, cue.settings) for cue in parse_captions(file.encode())] == [
        (1000, "One", ""),
        (2000, "Two", "line:0"),
        (4000, "1984", ""),
    ]


def test_what_we_write_we_read_again() -> None:
    cues = parse_captions(SRT.encode())
    assert parse_captions(write_webvtt(cues).encode()) == cues


@pytest.mark.parametrize(
    ("text", "kept", "shown"),
    [
        ("<script>alert(1)</script>", "alert(1)", "alert(1)"),
        ("<b>bold</b> <I>x</I>", "<b>bold</b> <i>x</i>", "bold x"),
        ('<b onclick="x()">y</b>', "y</b>", "y"),
        ("<c.red><v Ann>Hi", "Hi", "Hi"),
        ("<ruby>漢<rt>かん</rt></ruby>", "<ruby>漢<rt>かん</rt></ruby>", "漢かん"),
        ("1 < 2 > 0", "1 &lt; 2 &gt; 0", "1 < 2 > 0"),
        ("a --<x>> b", "a --&gt; b", "a --> b"),
        ("<img src=x onerror=alert(1)>pic", "pic", "pic"),
        ("<" * 5000 + ">", None, None),
        ("a\x07b\u2028c", "abc", "abc"),
        (r"{\i1}Hi{\i0} {smile}", "Hi {smile}", "Hi {smile}"),
    ],
)
def test_markup_becomes_harmless(text: str, kept: str | None, shown: str | None) -> None:
    file = f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n".encode()
    if kept is None:
        with pytest.raises(CaptionRefused):
            parse_captions(file)
        return
    (cue,) = parse_captions(file)
    assert cue.text == kept
    assert plain_text(cue) == shown


@pytest.mark.parametrize(
    ("file", "line"),
    [
        (b"1\n00:00:05,000 --> 00:00:04,000\nx\n", 2),
        (b"WEBVTT\n\n0:1 --> 0:2\nx\n", 3),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nx\n\n00:03.000 -> 00:04.000 --> \ny\n", 6),
        (b"WEBVTT\n\n900:00:01.000 --> 900:00:02.000\nx\n", 3),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"x" * 2001, 3),
        (b"00:01.000 --> 00:02.000\nx\n\n" * 20_001, 60_003),
        (b"", None),
        (b"just words", None),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", None),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\na\x00b", None),
        (b"\xff\xfe\x00", None),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), None),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nx\n" + b"\n" * (2 * 1024 * 1024), None),
    ],
)
def test_a_fault_is_a_sentence_that_names_its_line(file: bytes, line: int | None) -> None:
    with pytest.raises(CaptionRefused) as refused:
        parse_captions(file)
    sentence = str(refused.value.detail)
    assert sentence.endswith(".")
    assert refused.value.extra.get("line") == line
    if line:
        assert f"Line {line}" in sentence


def send(client: Client, video: Video, text: str, language: str = "ko", label: str = "") -> Any:
    return client.post(
        f"{API}/videos/{video.public_id}/captions",
        {
            "file": SimpleUploadedFile("a.srt", text.encode()),
            "language": language,
            "label": label,
        },
    )


@pytest.mark.django_db
def test_the_life_of_a_track(
    studio: Client, video: Video, django_capture_on_commit_callbacks: Any
) -> None:
    url = f"{API}/videos/{video.public_id}/captions"
    assert send(studio, video, SRT).json() == {"language": "ko", "label": "한국어", "duration_s": 5}
    assert send(studio, video, SRT, "en", "English (edited)").status_code == 200
    assert [each["language"] for each in studio.get(url).json()] == ["en", "ko"]

    file = studio.get(f"{url}/ko")
    assert file["Content-Type"] == "text/vtt; charset=utf-8"
    assert file.content.decode().startswith("WEBVTT\n\n00:00:01.000 --> 00:00:03.500\n안녕하세요")
    preview = studio.get(f"{url}/ko/preview").json()
    assert preview["total"] == 2
    assert preview["cues"][0] == {"start_s": 1, "end_s": 3.5, "text": "안녕하세요\n두 줄"}

    renamed = studio.patch(f"{url}/ko", {"label": " 우리말 "}, content_type=JSON)
    assert renamed.json()["label"] == "우리말"
    assert studio.patch(f"{url}/ko", {"label": " "}, content_type=JSON).status_code == 422

    old = Caption.objects.get(language="ko").storage_key
    with django_capture_on_commit_callbacks(execute=True):
        assert send(studio, video, SRT.replace("Bye", "Later")).json()["label"] == "우리말"
    assert Caption.objects.count() == 2
    with pytest.raises(ObjectMissing):
        object_store().read(old)

    assert studio.delete(f"{url}/ko").status_code == 204
    assert studio.delete(f"{url}/ko").status_code == 404
    assert studio.get(f"{url}/ko").status_code == 404
    assert studio.get(f"{url}/ko/preview").status_code == 404


@pytest.mark.django_db
def test_a_refused_file_leaves_what_was_there(studio: Client, video: Video) -> None:
    send(studio, video, SRT)
    answer = send(studio, video, "00:00:05,000 --> 00:00:01,000\nx")
    assert answer.status_code == 422
    assert answer.json()["line"] == 1
    assert "Line 1: the caption ends before it begins." in answer.json()["detail"]
    assert Caption.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "../x", "k", "ko\n", "ko-" + "x" * 9, "<b>"])
def test_a_language_is_a_language(language: str, studio: Client, video: Video) -> None:
    assert send(studio, video, SRT, language).status_code == 422
    assert not Caption.objects.exists()


@pytest.mark.django_db
def test_offered_languages_are_named_in_both_tongues(studio: Client, video: Video) -> None:
    names = dict(offered_languages())
    assert names["ko"] == "Korean · 한국어"
    assert names["en"] == "English"
    assert all(send(studio, video, SRT, tag).status_code == 200 for tag in names)


@pytest.mark.django_db
def test_without_scripts_files_are_sent_by_a_form(studio: Client, video: Video) -> None:
    url = f"/studio/videos/{video.public_id}/captions/"
    good = studio.post(
        url, {"file": SimpleUploadedFile("a.srt", SRT.encode()), "language": "en"}, follow=True
    )
    assert "caption-row" in good.content.decode()
    bad = studio.post(
        url, {"file": SimpleUploadedFile("a.srt", b"x"), "language": "en"}, follow=True
    )
    assert "There are no captions in this file." in bad.content.decode()
    assert "Choose a caption file first." in studio.post(url, follow=True).content.decode()
    studio.post(f"{url}en/delete/")
    assert not Caption.objects.exists()
