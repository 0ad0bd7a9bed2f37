"""Why an upload is refused; each is a problem document with a sentence."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from core.adapters.object_store import StoreFailed
from core.problems import Problem

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class UploadRefused(Problem):
    """The upload cannot go on as asked."""


def not_open() -> UploadRefused:
    """For an upload that takes no parts any more."""
    return UploadRefused(409, "not-open", _("This upload is finished or was stopped."))


def being_joined() -> UploadRefused:
    """For an upload that somebody else is finishing at this moment."""
    return UploadRefused(
        409, "completing", _("The file is being put together. Wait a moment."), retry_after_s=1
    )


def no_room() -> UploadRefused:
    """For a store without room for the file."""
    return UploadRefused(
        507,
        "disk-full",
        _(
            "The server has no room for this file right now. What you sent is kept; try again later."
        ),
        retry_after_s=300,
    )


def kept_by_premiere() -> UploadRefused:
    """For a new file of a premiere that is announced or on."""
    return UploadRefused(
        409,
        "premiere",
        _("A premiere keeps its file until it is over. Cancel it first, or wait."),
    )


@contextmanager
def store_errors() -> Iterator[None]:
    """Turn a full disk and a store that fails into `UploadRefused`."""
    try:
        yield
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise no_room() from error
    except StoreFailed as error:
        if not error.retryable:
            raise
        raise UploadRefused(
            503,
            "store-down",
            _("The storage does not answer. Nothing is lost; it is tried again."),
            retry_after_s=10,
        ) from error
