"""Slash commands: what people type, and the act or the answer it stands for."""

import re
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from accounts.models import User
from chat.protocol import acts
from chat.ranks import Rank
from chat.services.names import rename
from chat.services.refusals import Refused, in_their_words

SPAN = re.compile(r"^(\d{1,7})(s|m|h|d|w)?$")
UNIT_S = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
ON, OFF = {"on", "yes", "1"}, {"off", "no", "0"}
# What phones make of quotation marks while one types.
CURLY = dict.fromkeys(map(ord, "“”„‟＂"), '"')
Make = Callable[[str, list[str]], acts.Act]


class NotUnderstood(Refused):
    """A command that is written wrongly; the sentence shows how it is written."""

    def __init__(self, usage: Any) -> None:
        super().__init__(
            "usage", in_their_words(lambda: gettext("Write it like this: %(usage)s") % {"usage": usage}), status=422
        )  # fmt: skip


@dataclass(frozen=True)
class Slash:
    """One command: how it is written, what it does in words, who may, and the act it makes.

    People see no ids of messages: `about_message` lets them name whose last one it is about.
    """

    usage: Any
    help: Any
    rank: Rank
    make: Make
    about_message: bool = False


def _span(text: str) -> int:
    found = SPAN.match(text)
    if not found:
        raise ValueError(text)
    return int(found[1]) * UNIT_S[found[2] or "s"]


def _switch(words: Sequence[str]) -> bool:
    if not words or words[0].lower() in ON:
        return True
    if words[0].lower() in OFF:
        return False
    raise ValueError(words[0])


def _timeout(cid: str, words: list[str]) -> acts.Act:
    seconds, reason = 600, words[1:]
    if reason and SPAN.match(reason[0]):
        seconds, reason = _span(reason[0]), reason[1:]
    return acts.Timeout(cid=cid, user=words[0], seconds=seconds, reason=" ".join(reason))


def _ban(cid: str, words: list[str]) -> acts.Act:
    return acts.Ban(cid=cid, user=words[0], reason=" ".join(words[1:]))


def _about(kind: Any) -> Make:
    return lambda cid, words: kind(cid=cid, user=words[0])


def _bare(kind: Any) -> Make:
    return lambda cid, _words: kind(cid=cid)


def _rule(name: str, read: Callable[[list[str]], Any]) -> Make:
    return lambda cid, words: acts.ChangeRules(
        cid=cid, rules=acts.RulesChange.model_validate({name: read(words)})
    )


def _slow(words: list[str]) -> int:
    return 0 if words and words[0].lower() in OFF else _span(words[0]) if words else 30


def _followers(cid: str, words: list[str]) -> acts.Act:
    if words and words[0].lower() in OFF:
        change: dict[str, Any] = {"followers_only": False}
    else:
        change = {"followers_only": True, "follower_age_s": _span(words[0]) if words else 0}
    return acts.ChangeRules(cid=cid, rules=acts.RulesChange.model_validate(change))


def _note(cid: str, words: list[str]) -> acts.Act:
    return acts.WriteNote(cid=cid, user=words[0], text=" ".join(words[1:]))


def _announce(cid: str, words: list[str]) -> acts.Act:
    return acts.Announce(cid=cid, text=" ".join(words))


def _block(kind: Any) -> Make:
    return lambda cid, words: kind(cid=cid, pattern=_bared(" ".join(words)))


def _bared(text: str) -> str:
    """Without the quotation marks that many put around several words."""
    quoted = len(text) > 2 and text[0] == text[-1] == '"'
    return text[1:-1] if quoted else text


def _poll(cid: str, words: list[str]) -> acts.Act:
    seconds = 120
    if len(words) > 3 and SPAN.match(words[-1]):
        seconds, words = _span(words[-1]), words[:-1]
    return acts.OpenPoll(cid=cid, question=words[0], options=words[1:], seconds=seconds)


SLASHES: dict[str, Slash] = {
    "timeout": Slash(_("/timeout @name 10m reason"), _("Let somebody be quiet for a while (s, m, h, d, w)."), Rank.MODERATOR, _timeout),
    "ban": Slash(_("/ban @name reason"), _("Let somebody be quiet for good."), Rank.MODERATOR, _ban),
    "unban": Slash(_("/unban @name"), _("End a ban or timeout."), Rank.MODERATOR, _about(acts.Unban)),
    "delete": Slash(_("/delete @name"), _("Remove the last message of somebody, or the one with this id."), Rank.MODERATOR, lambda cid, words: acts.Delete(cid=cid, ids=[int(words[0])]), about_message=True),
    "clear": Slash("/clear", _("Remove everything that was said. /clear @name: by one person."), Rank.MODERATOR, lambda cid, words: acts.ClearUser(cid=cid, user=words[0]) if words else acts.Clear(cid=cid)),
    "pin": Slash(_("/pin @name"), _("Keep the last message of somebody in view, or the one with this id."), Rank.MODERATOR, lambda cid, words: acts.Pin(cid=cid, id=int(words[0])), about_message=True),
    "unpin": Slash("/unpin", _("Let the pinned message go."), Rank.MODERATOR, _bare(acts.Unpin)),
    "announce": Slash(_("/announce text"), _("Say something that stands out."), Rank.MODERATOR, _announce),
    "poll": Slash(_('/poll "Question?" "First" "Second" 2m'), _("Ask the room."), Rank.MODERATOR, _poll),
    "endpoll": Slash("/endpoll", _("Close the poll."), Rank.MODERATOR, _bare(acts.ClosePoll)),
    "slow": Slash("/slow 30s", _("Let people wait between messages. /slow off ends it."), Rank.MODERATOR, _rule("slow_s", _slow)),
    "followers": Slash("/followers 10m", _("Only those who have followed for so long may write. /followers off ends it."), Rank.MODERATOR, _followers),
    "emoteonly": Slash("/emoteonly on", _("Only emotes may be written. off ends it."), Rank.MODERATOR, _rule("emote_only", _switch)),
    "unique": Slash("/unique on", _("Nobody may repeat what was just said. off ends it."), Rank.MODERATOR, _rule("unique_only", _switch)),
    "readonly": Slash("/readonly on", _("Only moderators may write. off ends it."), Rank.MODERATOR, _rule("read_only", _switch)),
    "links": Slash("/links moderators", _("Who may post links: nobody, moderators, everybody."), Rank.MODERATOR, _rule("links", lambda words: words[0])),
    "hold": Slash("/hold some", _("What waits for a moderator: off, some, more, new."), Rank.MODERATOR, _rule("hold", lambda words: words[0])),
    "raid": Slash("/raid off", _("Guard against many new accounts at once: on or off."), Rank.MODERATOR, _rule("raid_guard", _switch)),
    "block": Slash(_("/block word*"), _("Refuse messages with this word."), Rank.MODERATOR, _block(acts.Block)),
    "unblock": Slash(_("/unblock word*"), _("Allow it again."), Rank.MODERATOR, _block(acts.Unblock)),
    "note": Slash(_("/note @name text"), _("Tell the other moderators something about somebody."), Rank.MODERATOR, _note),
    "mod": Slash(_("/mod @name"), _("Let somebody keep order."), Rank.STAFF, _about(acts.AddModerator)),
    "unmod": Slash(_("/unmod @name"), _("Let them no longer."), Rank.STAFF, _about(acts.RemoveModerator)),
}  # fmt: skip


def read_slash(text: str, *, cid: str) -> tuple[str, list[str]]:
    """The command's name and its words. Quotation marks belong to what is said, except around the answers of a poll."""
    words = text[1:].split()
    if not words:
        return "help", []
    name = words[0].lower()
    if name == "poll":
        words = _between_quotes(text[1:].translate(CURLY)) or words
    return name, words[1:]


def _between_quotes(text: str) -> list[str]:
    """Words, or several in double quotation marks as one; none when one of these is left open. It's is no quotation."""
    reader = shlex.shlex(text, posix=True)
    reader.quotes, reader.escape, reader.commenters = '"', "", ""
    reader.whitespace_split = True
    try:
        return list(reader)
    except ValueError:
        return []


def answer(name: str, words: list[str], *, user: User, rank: Rank) -> str | None:
    """The answer to a command that is no act, or None."""
    if name in {"help", "?"}:
        return help_text(rank)
    if name in {"name", "nick"}:
        if not words:
            raise NotUnderstood(gettext("/name New name"))
        kept = rename(user=user, name=" ".join(words))
        return gettext("You are called %(name)s now.") % {"name": kept}
    return None


def act_of(
    name: str, words: list[str], *, cid: str, rank: Rank, last_message: Callable[[str], int]
) -> acts.Act:
    """The act that a command stands for; `last_message` finds that of a @name. Raises `Refused`."""
    slash = SLASHES.get(name)
    if slash is None or rank < slash.rank:
        raise Refused("no-command", gettext_lazy("There is no such command. /help shows what there is."), status=404)  # fmt: skip
    if slash.about_message and words and words[0].startswith("@"):
        words = [str(last_message(words[0]))]
    try:
        return slash.make(cid, words)
    except (ValidationError, ValueError, IndexError) as error:
        raise NotUnderstood(slash.usage) from error


def help_text(rank: Rank) -> str:
    """What somebody of this rank may write."""
    lines = [
        f"/help — {_('Show this list.')}",
        f"{gettext('/name New name')} — {_('Choose what you are called.')}",
    ]
    lines += [f"{each.usage} — {each.help}" for each in SLASHES.values() if rank >= each.rank]
    return "\n".join(lines)
