"""Handles: how they look, and which ones nobody may have."""

import re

HANDLE_PATTERN = r"^[a-z0-9](?:[a-z0-9._-]{1,28}[a-z0-9])$"

# Words of the site itself, and those that would lend authority to whoever had them.
RESERVED_HANDLES = frozenset(
    """
    about account accounts admin administrator api app auth billing channel channels contact copyright
    dashboard docs download embed everyone explore feed feedback following founder help history home
    info internal later legal library live login logout mail media mod moderation moderator moderators
    news notifications null official operator owner payments piyak piyakast postmaster privacy root rss
    search security service settings shorts signin signup staff static status studio subscribe support
    sysadmin system team terms trending trust undefined upload user users video videos watch webmaster www
    """.split()  # noqa: SIM905  (words to read)
)


def is_reserved(handle: str) -> bool:
    """Whether `handle` is a reserved word, however it is cut up: ad.min and admin_ are admin too."""
    return re.sub(r"[._-]", "", handle.lower()) in RESERVED_HANDLES
