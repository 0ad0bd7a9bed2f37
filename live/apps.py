"""Live streams."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiveConfig(AppConfig):
    name = "live"
    verbose_name = _("Live")

    def ready(self) -> None:
        from accounts.services.closing import register_closing
        from accounts.services.deletion import register_eraser
        from accounts.services.export_contents import register_exporter
        from accounts.services.renaming import register_renaming
        from live.services.closing import close_person, erase_person
        from live.services.exporting import export_streams
        from live.services.search_index import index_streams
        from live.services.sharing import oembed
        from videos.services.oembed_sources import register_oembed

        register_closing(close_person)
        register_eraser(erase_person)
        register_renaming(index_streams)
        register_exporter("live", export_streams)
        register_oembed("live-watch", "live-embed", source=oembed)
