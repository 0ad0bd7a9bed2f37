"""Links from one page of the admin to another."""

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models import Channel, User


def person_link(user: User) -> str:
    """A link to the person's page in the admin."""
    address = reverse("admin:accounts_user_change", args=[user.pk])
    return format_html('<a class="piyak-link" href="{}">{}</a>', address, user.email)


def videos_of(channel: Channel) -> str:
    """A link to the channel's videos in the admin, or to its page where the admin has none."""
    try:
        address = f"{reverse('admin:videos_video_changelist')}?channel__id__exact={channel.pk}"
    except NoReverseMatch:
        address = channel.get_absolute_url()
    return format_html(
        '<a class="piyak-link" href="{}">{}</a>', address, _("Videos of @%s") % channel.handle
    )
