"""Outgoing mail in the admin: what is on its way, what was refused and why. Its words stay unread."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import display

from core.admin_page import PageAdmin
from core.admin_words import NOTHING
from core.mail.backend import parse
from core.mail.models import OutgoingMail
from core.mail.outbox import send_again

STATE_COLOURS = {
    OutgoingMail.State.WAITING: "info",
    OutgoingMail.State.SENDING: "info",
    OutgoingMail.State.SENT: "success",
    OutgoingMail.State.REFUSED: "danger",
}


@admin.register(OutgoingMail)
class OutgoingMailAdmin(PageAdmin):
    """Rows to look at. Neither words nor subject are shown: they hold codes and links that open accounts."""

    list_display = ("created_at", "to", "standing", "attempts", "failure", "not_before")
    list_filter = ("state", "created_at")
    list_per_page = 50
    search_fields = ("public_id__exact", "failure")
    search_help_text = _("Public id, or words of the refusal")
    ordering = ("-created_at",)
    actions = ("send_again",)
    fitting = {"send_again": lambda mail: mail.state == OutgoingMail.State.REFUSED}
    waits = {"state__exact": OutgoingMail.State.REFUSED.value}
    waits_words = _("E-mails that were refused")
    helps = {
        "to": _("No longer known once the message was sent."),
        "attempts": _("How often it was handed to the mail server."),
        "not_before": _("While it waits, it is not tried before this."),
        "changed_at": _("When its state changed last."),
    }
    fields = (
        "public_id", "to", "state", "attempts", "failure", "not_before", "created_at", "changed_at",
    )  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The page of one message has nothing to type into."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("core.view_outgoingmail") or self.has_send_permission(request)

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Who may use the action."""
        return request.user.has_perm("core.change_outgoingmail")

    @display(description=_("recipient"))
    def to(self, mail: OutgoingMail) -> str:
        """Whom it is for; not known once it is sent."""
        return str(parse(bytes(mail.raw))["To"]) if mail.raw else NOTHING

    @display(description=_("state"), ordering="state", label=STATE_COLOURS)
    def standing(self, mail: OutgoingMail) -> tuple[str, Any]:
        state = OutgoingMail.State(mail.state)
        return state, state.label

    @admin.action(description=_("Send again"), permissions=["send"])
    def send_again(self, request: HttpRequest, mails: QuerySet[OutgoingMail]) -> None:
        """Once what refused them is put right."""
        sent = [mail for mail in mails if send_again(mail=mail)]
        for mail in sent:
            self.log_change(request, mail, str(_("Sent again.")))
        if not sent:
            self.message_user(
                request, _("Only refused messages can be sent again."), messages.WARNING
            )
            return
        text = ngettext("%(n)d message is sent again.", "%(n)d messages are sent again.", len(sent))
        self.message_user(request, text % {"n": len(sent)}, messages.SUCCESS)
