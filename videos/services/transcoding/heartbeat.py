"""Keeping a claim alive from a thread while the work goes on, and learning that it was lost."""

import logging
import os
import socket
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import Error, close_old_connections, connection

from videos.services.transcoding.stopping import Stop, how_to_stop

logger = logging.getLogger(__name__)


def worker_name() -> str:
    """This process, for people who look for it."""
    return f"{socket.gethostname()}:{os.getpid()}"


class Heartbeat:
    """Calls `beat` every few seconds until the block ends. `beat` says False when the claim is lost.

    A database that does not answer is asked again at the next beat: it may be back before anybody takes
    the silence for a death.

    `lost` and `leaving` (the worker shuts down and this work will not be done in time) are what the work asks
    for. `nearly_done` judges whether work that a shutdown finds half done may go on for its last
    seconds; without it there is no waiting.
    """

    def __init__(
        self, beat: Callable[[], bool], nearly_done: Callable[[], bool] = lambda: False
    ) -> None:
        self.beat = beat
        self.nearly_done = nearly_done
        self.lost = threading.Event()
        self.leaving = threading.Event()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Heartbeat":
        self.thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.over.set()
        self.thread.join()

    def must_stop(self) -> bool:
        """Whether the work should end now."""
        return self.lost.is_set() or self._told_to_leave()

    def _told_to_leave(self) -> bool:
        stop = how_to_stop()
        if stop == Stop.NOW or (stop == Stop.SOON and not self.nearly_done()):
            self.leaving.set()
        return self.leaving.is_set()

    def _run(self) -> None:
        while not self.over.wait(settings.TRANSCODE_HEARTBEAT_S):
            if not self._holds():
                self.lost.set()
                break
        connection.close()

    def _holds(self) -> bool:
        try:
            close_old_connections()
            return self.beat()
        except Error as trouble:
            logger.warning("A sign of life did not arrive; the work goes on: %s", trouble)
            return True
