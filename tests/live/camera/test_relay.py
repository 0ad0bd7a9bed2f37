"""What stands between a browser's recording and the ingest takes leave when it is told to, and at no other time."""

import os
import select
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from live.adapters.camera import Relay
from tests.live.loop import run, until
from tests.live.process import children_of, wait_until


def ours() -> tuple[set[int], int]:
    """Processes of this one, and how many files it has open."""
    return set(children_of(os.getpid())), len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """Neither a process nor a pipe."""
    before = ours()
    yield
    wait_until(lambda: ours() == before, "every process and every pipe has gone")


async def started(command: list[str]) -> Relay:
    relay = Relay("video/webm", "rtmp://127.0.0.1/live/pass-secret")
    relay.command = command
    await relay.start()
    return relay


async def is_left_by_us(relay: Relay) -> None:
    """As the kernel does with the pipes of a process that was killed."""
    assert relay.pipe is not None
    descriptor = Path(f"/proc/self/fd/{relay.pipe.get_extra_info('pipe').fileno()}")
    relay.pipe.abort()
    await until(lambda: not descriptor.exists(), "our end of the pipe is closed")


def sees_the_end(relay: Relay) -> bool:
    """Whether nobody is left who could write."""
    assert relay.process is not None
    poll = select.poll()
    reading = os.open(f"/proc/{relay.process.pid}/fd/0", os.O_RDONLY | os.O_NONBLOCK)
    poll.register(reading, select.POLLHUP)
    events = poll.poll(0)
    os.close(reading)
    return bool(events)


def test_no_leave_is_taken_when_we_are_killed() -> None:
    async def scene() -> None:
        relay = await started(["cat"])
        await is_left_by_us(relay)
        assert not sees_the_end(relay)
        assert relay.process is not None
        assert relay.process.returncode is None
        await relay.stop()
        assert relay.process.returncode == 0

    run(scene())


@pytest.mark.parametrize(("end", "code"), [("stop", 0), ("cut", -signal.SIGKILL)])
def test_what_came_goes_out_unless_it_is_cut(end: str, code: int, tmp_path: Path) -> None:
    sent, came = os.urandom(300_000), tmp_path / "came"

    async def scene() -> None:
        relay = await started(["sh", "-c", f"exec cat > {came}"])
        relay.take(sent)
        await getattr(relay, end)()
        assert relay.process is not None
        assert relay.process.returncode == code
        assert relay.ended.is_set()
        relay.take(b"too late")

    run(scene())
    if end == "stop":
        assert came.read_bytes() == sent


def test_nothing_is_left_of_one_that_did_not_start_or_ended_by_itself() -> None:
    async def scene() -> None:
        with pytest.raises(FileNotFoundError):
            await started(["there-is-no-such-program"])
        relay = await started(["false"])
        await relay.ended.wait()
        await relay.cut()

    run(scene())
