"""What the admin says of the owner of something that belongs to a channel."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from accounts.admin.links import person_link
from accounts.admin.standing import STANDING_COLOURS


class OwnedByChannel:
    """Columns and facts for an admin whose rows have a `channel`; it selects `channel__owner` with them."""

    @display(description=_("channel"), ordering="channel__handle")
    def channel_link(self, row: Any) -> str:
        """The channel's page in the admin."""
        address = reverse("admin:accounts_channel_change", args=[row.channel_id])
        return format_html('<a class="piyak-link" href="{}">{}</a>', address, row.channel)

    @display(description=_("owner"), ordering="channel__owner__email")
    def owner(self, row: Any) -> str:
        """Whose it is."""
        return person_link(row.channel.owner)

    @display(description=_("owner's standing"), label=STANDING_COLOURS)
    def owner_standing(self, row: Any) -> tuple[str, Any]:
        """Whether its owner may still use the site."""
        return row.channel.owner.standing, row.channel.owner.standing.label

    @display(description=_("owner's standing"))
    def owner_standing_word(self, row: Any) -> str:
        """The same for the page of one row, where there are no coloured labels."""
        return str(row.channel.owner.standing.label)
