"""Waiting for a database that is away for a moment, so that finished work is not thrown away."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, close_old_connections

from videos.services.transcoding.stopping import Stop, how_to_stop

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

PATIENCE_S = 300
AGAIN_S = 2


def when_the_database_answers(work: Callable[[], Result]) -> Result:
    """The result of `work`, which is tried again for some minutes while Postgres is started again.

    `work` may be done twice: what was committed before the connection broke must do no harm. A worker that is
    told to leave at once does not wait.
    """
    give_up_at = time.monotonic() + PATIENCE_S
    while True:
        try:
            return work()
        except (OperationalError, InterfaceError) as trouble:
            if time.monotonic() > give_up_at or how_to_stop() == Stop.NOW:
                raise
            logger.warning("The database does not answer; trying again: %s", trouble)
        time.sleep(AGAIN_S)
        close_old_connections()
