"""nginx knows the names that the pipeline gives files: another would be asked of Python, or be refused."""

import re
from pathlib import Path

import pytest

from videos.services.delivery import CAPTION, CUSTOM, PLAYLIST, STORED

TEMPLATES = Path(__file__).resolve().parents[2] / "docker/nginx/templates/piyakast"
FILES = [
    "2p/init.mp4",
    "144p/init.mp4",
    "2160p/seg_00000.m4s",
    "audio/seg_123456.m4s",
    "3/source/init_12.mp4",
    "3/audio/seg_00001.m4s",
    "12/1080p/seg_00001.m4s",
    "poster-1.jpg",
    "card-1.webp",
    "poster-Abc1.jpg",
    "storyboard.jpg",
    "storyboard.vtt",
    "preview.mp4",
]
TEXTS = ["2p/index.m3u8", "1080p/index.m3u8", "audio/index.m3u8", "master.m3u8", "captions/ko.m3u8", "captions/pt-BR/seg_00012.vtt"]  # fmt: skip


def locations(template: str) -> list[re.Pattern[str]]:
    """The media locations of one template, as Python reads them."""
    text = (TEMPLATES / f"{template}.conf.template").read_text()
    return [
        re.compile(found.replace("(?<", "(?P<"))
        for found in re.findall(r'location ~ "(\^/media/[^"]+)"', text)
    ]


@pytest.mark.parametrize(("template", "names"), [("media-disk", FILES), ("media-playlists", TEXTS)])
def test_every_name_of_a_file_has_a_location(template: str, names: list[str]) -> None:
    for name in names:
        known = [STORED, CUSTOM, PLAYLIST, CAPTION]
        assert name == "master.m3u8" or any(each.match(name) for each in known), name
        assert any(each.match(f"/media/p/abc/v1/{name}") for each in locations(template)), name
