"""Webhooks of a channel: registered, paused, and forgotten by its owner. What is posted: `hook_posts`."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Channel
from chat.adapters import hooks as adapter
from chat.models import Entry, Hook
from chat.models.hook import LONGEST_URL, MOST_HOOKS, new_secret
from chat.services.limits import HOOKS, spend
from chat.services.refusals import Refused

KINDS = tuple(Entry.Kind.values)


def add_hook(*, channel: Channel, url: str, kinds: Collection[str]) -> Hook:
    """Register an address; its secret is told once, in what is returned. Raises `Refused`."""
    url = url.strip()
    spend(HOOKS, channel.pk)
    _refuse_bad(url)
    if not kinds or set(kinds) - set(KINDS):
        raise Refused("bad-kinds", _("Choose which events to send."), status=422)
    with transaction.atomic():
        Channel.objects.select_for_update().get(pk=channel.pk)
        others = Hook.objects.filter(channel=channel)
        if others.count() >= MOST_HOOKS:
            raise Refused("too-many", _("A channel has at most 5 webhooks."), status=422)
        # Whoever sends a form twice wants each event once.
        if others.filter(url=url).exists():
            raise Refused("url-taken", _("You have a webhook to this address."), status=409)
        return Hook.objects.create(channel=channel, url=url, kinds=sorted(set(kinds)))


def renew_secret(*, hook: Hook) -> str:
    """A new secret, which signs everything that is posted from now on."""
    secret = new_secret()
    Hook.objects.filter(pk=hook.pk).update(secret=secret)
    return secret


def pause_hook(*, hook: Hook) -> bool:
    """Send it nothing for now. What happens meanwhile is not sent later; what waits already is. False when it is paused."""
    return bool(Hook.objects.filter(pk=hook.pk, paused_at=None).update(paused_at=timezone.now()))


def resume_hook(*, hook: Hook) -> bool:
    """Send it what happens again, also where we had given it up. False when it is on."""
    off = Hook.objects.filter(pk=hook.pk).exclude(pk__in=Hook.objects.on().values("pk"))
    return bool(off.update(paused_at=None, disabled_at=None, resumed_at=timezone.now()))


def remove_hook(*, hook: Hook) -> None:
    """Forget an address and what waits for it."""
    hook.delete()


def _refuse_bad(url: str) -> None:
    if len(url) > LONGEST_URL:
        raise Refused("bad-url", _("An address has at most 500 characters."), status=422)
    try:
        adapter.check(url)
    except adapter.NoWebAddress as error:
        raise Refused("bad-url", _("Give an address that begins with https://."), status=422) from error  # fmt: skip
    except adapter.PrivateAddress as error:
        raise Refused("private-url", _("This address leads into a private network, where we post nothing. Give one that the internet can reach."), status=422) from error  # fmt: skip
    except adapter.NoSuchHost as error:
        raise Refused("no-such-host", _("No server of this name was found. Check the spelling."), status=422) from error  # fmt: skip
