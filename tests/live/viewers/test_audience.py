"""One page that cannot be told how many watch keeps nobody else from it."""

import pytest

from live.services.audience import Audiences
from tests.live.loop import run, until


class Page:
    """A page that hears numbers, or breaks on each."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken
        self.heard: list[int] = []

    async def show_viewers(self, viewers: int) -> None:
        self.heard.append(viewers)
        if self.broken:
            raise ConnectionResetError("gone")


def test_a_page_that_breaks_keeps_nobody_else_from_the_number(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scene() -> None:
        audiences = Audiences()
        broken, sound = Page(broken=True), Page()
        for page in (broken, sound):
            await audiences.listen("a", page)
        await until(lambda: 0 in broken.heard and 0 in sound.heard, "both are told")
        audiences.watch("a", "somebody")
        await until(lambda: 1 in broken.heard and 1 in sound.heard, "the beat goes on")
        for page in (broken, sound):
            audiences.leave("a", page)
        if audiences.heart is not None:
            await audiences.heart

    run(scene())
    assert "were not told" in caplog.text
