"""What people without a channel are called."""

import secrets
import string

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Channel, User
from chat.models import Profile
from chat.services.filters import rudeness, tidy_message
from core.problems import Problem

LETTERS = string.ascii_lowercase + string.digits
MOST_NAME = 30


class BadName(Problem):
    """A name that nobody may have."""

    def __init__(self, detail: object) -> None:
        super().__init__(422, "bad-name", str(detail))


def give_name(user: User) -> None:
    """See that `user` can be called something. Again is fine."""
    if Channel.objects.filter(owner=user).exists():
        return
    mark = "".join(secrets.choice(LETTERS) for _n in range(10))
    with translation.override(user.locale):
        name = _("Viewer %(mark)s") % {"mark": mark[:4]}
    Profile.objects.get_or_create(user=user, defaults={"handle": f"viewer~{mark}", "name": name})


def rename(*, user: User, name: str) -> str:
    """Call `user` `name` in chat from now on; the name as it is kept. Raises `BadName`."""
    if Channel.objects.filter(owner=user).exists():
        raise BadName(gettext_lazy("Your name in chat is your channel's. Change it in the settings."))  # fmt: skip
    kept = tidy_message(name)
    if not 2 <= len(kept) <= MOST_NAME:
        raise BadName(gettext_lazy("Choose a name of 2 to 30 characters."))
    if rudeness(kept) or "@" in kept or Channel.objects.filter(name__iexact=kept).exists():
        raise BadName(gettext_lazy("This name cannot be had. Choose another one."))
    give_name(user)
    Profile.objects.filter(user=user).update(name=kept)
    return kept
