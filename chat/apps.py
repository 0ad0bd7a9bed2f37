"""Chat: rooms beside streams and videos."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChatConfig(AppConfig):
    name = "chat"
    verbose_name = _("Chat")

    def ready(self) -> None:
        from accounts.services.closing import register_closing
        from accounts.services.deletion import register_eraser
        from accounts.services.export_contents import register_exporter, register_packed_files
        from chat.services.emote_export import emote_pictures, export_emotes
        from chat.services.leaving import erase_chat, export_chat
        from chat.services.placing import place_in_recording
        from chat.services.presence import account_closed, doors_changed
        from live.services.recording import register_placing
        from videos.services.access_changes import register_access_changes

        register_closing(account_closed)
        register_access_changes(doors_changed)
        register_eraser(erase_chat)
        register_exporter("chat", export_chat)
        register_exporter("emotes", export_emotes)
        register_packed_files(emote_pictures)
        register_placing(place_in_recording)
