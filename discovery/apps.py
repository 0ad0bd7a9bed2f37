"""Finding videos: home, trending, search, channel pages, feeds."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscoveryConfig(AppConfig):
    name = "discovery"
    verbose_name = _("Discovery")

    def ready(self) -> None:
        from accounts.services.export_contents import register_exporter
        from discovery.services.exporting import export_lists

        register_exporter("lists", export_lists)
