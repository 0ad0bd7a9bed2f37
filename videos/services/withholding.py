"""Keeping from everybody else what belongs to somebody whose account is closed."""

from functools import partial

from django.db import transaction

from accounts.models import User
from core.cache import drop_group
from videos.models import Video
from videos.services.catalogue_cache import CATALOGUE, video_group


def withhold_person(user: User, closed: bool) -> None:
    """Let nobody but staff see the person's videos while the account is closed.

    Addresses that were given out before stop working too: the mark in their tokens changes.
    """
    rows = Video.objects.filter(channel__owner=user).exclude(is_withheld=closed)
    names = list(rows.values_list("public_id", flat=True))
    if names:
        rows.update(is_withheld=closed)
        transaction.on_commit(partial(_forget, names), robust=True)


def _forget(public_ids: list[str]) -> None:
    for public_id in public_ids:
        drop_group(video_group(public_id))
    drop_group(CATALOGUE)
