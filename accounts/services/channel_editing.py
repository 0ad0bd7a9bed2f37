"""Creating and changing a channel."""

from collections.abc import Mapping

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Channel
from accounts.services.renaming import tell_renamed
from core.problems import Problem

# What a creator or staff change here. Nothing else is written: followers are counted meanwhile.
KEPT = ("name", "handle", "description", "links", "avatar", "banner")
# What lists, search and answers about videos repeat of a channel.
SHOWN_ELSEWHERE = ("name", "handle", "avatar")


class HandleTaken(Problem):
    """Somebody else got the handle between the check and the save."""

    def __init__(self, handle: str) -> None:
        super().__init__(409, "handle-taken", _("@%(handle)s is taken.") % {"handle": handle})


def save_channel(
    *,
    channel: Channel,
    links: list[str],
    pictures: Mapping[str, "ContentFile[bytes] | None"],
) -> Channel:
    """Keep `channel` with its `links` and changed `pictures` (None removes one).

    A picture that is replaced goes after commit, one that was written for nothing goes at once.
    Raises `HandleTaken`.
    """
    channel.links = links
    written: list[str] = []
    replaced: list[str] = []
    try:
        with transaction.atomic():
            for name, picture in pictures.items():
                field = getattr(channel, name)
                if field:
                    replaced.append(field.name)
                if picture is None:
                    setattr(channel, name, "")
                else:
                    field.save(picture.name, picture, save=False)
                    written.append(field.name)
            before = Channel.objects.filter(pk=channel.pk).values_list(*SHOWN_ELSEWHERE).first()
            channel.save(update_fields=KEPT if before else None)
            if before and before != tuple(str(getattr(channel, name)) for name in SHOWN_ELSEWHERE):
                tell_renamed(channel)
            transaction.on_commit(lambda: _remove(replaced), robust=True)
    except IntegrityError as error:
        _remove(written)
        raise HandleTaken(channel.handle) from error
    return channel


def _remove(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
