"""Why an upload is refused; each is a problem document with a sentence."""

import errno

from django.utils.translation import gettext as _

from core.problems import Problem


class UploadRefused(Problem):
    """The upload cannot go on as asked."""


def disk_full(error: OSError) -> UploadRefused:
    """The sentence for a store that has no room; any other error is raised again."""
    if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
        raise error
    return UploadRefused(
        507,
        "disk-full",
        _(
            "The server has no room for this file right now. What you sent is kept; try again later."
        ),
        retry_after_s=300,
    )
