"""What the fields of chat mean to staff, where the name alone leaves one wondering."""

from django.utils.translation import gettext_lazy as _

ROOM = {
    "public_id": _("By it the API names the room."),
    "seq": _("How many things have happened in it: messages, removals, polls and more."),
    "is_open": _("Whether anybody can come in. What was said in a closed room is kept."),
    "pinned": _("The message that stands above all others."),
    "follower_age": _("For so long people must have followed the channel before they may write."),
    "emote_only": _("Messages may hold nothing but emotes."),
    "links": _("Who may post addresses of pages."),
    "hold": _("Which messages wait for a moderator before anybody sees them."),
    "people": _("Who sees the list of those who are here."),
    "raid_until": _("Until then messages of new accounts wait."),
}
ENTRY = {
    "state": _("Held back: nobody sees it until somebody who keeps order approves it."),
    "kind": _("An announcement is a message of the channel's team that stands out."),
    "seq": _("Its place in the room. What waits has none yet."),
    "broadcast": _("The broadcast beside which it was said."),
    "at_s": _("Where it comes when the chat is replayed beside the video."),
    "removed_by": _("Who removed or refused it."),
}
SANCTION = {
    "until": _("Empty: it is a ban, and lasts until somebody lifts it."),
    "made_by": _("Empty: that account is gone."),
    "lifted_at": _("From then on they could write again, before it would have ended."),
}
BOT = {
    "user": _("Under this account its messages stand in the chat."),
    "scopes": _("What its owner lets it do."),
    "used_at": _("When it last did something."),
    "revoked_at": _("Its token opens nothing from then on."),
}
HOOK = {
    "kinds": _("What is sent there."),
    "paused_at": _("Its owner switched it off."),
    "disabled_at": _("The site switched it off: nobody had taken what was sent for long."),
}
DELIVERY = {
    "public_id": _("It is sent along, so that the other side knows what it has already."),
    "happened": _("How many things that happened in the chat it tells of."),
    "attempts": _("How often it was tried. After the seventh attempt it is given up."),
    "answer": _("What the other server said to the last attempt, or why it could not be reached."),
    "due_at": _("While it waits, it is not tried before this."),
}
