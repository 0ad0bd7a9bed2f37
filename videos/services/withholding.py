"""Keeping from everybody else what belongs to somebody whose account is closed."""

from functools import partial

from django.db import transaction

from accounts.models import User
from videos.models import Video
from videos.services.catalogue_cache import forget_videos


def withhold_person(user: User, closed: bool) -> None:
    """Let nobody but staff see the person's videos while the account is closed.

    Addresses that were given out before stop working too: the mark in their tokens changes.
    """
    rows = Video.objects.filter(channel__owner=user).exclude(is_withheld=closed)
    names = list(rows.values_list("public_id", flat=True))
    if names:
        rows.update(is_withheld=closed)
        transaction.on_commit(partial(forget_videos, names), robust=True)
