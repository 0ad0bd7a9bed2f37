"""What two apps need and names no product noun."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        # Web processes ring for tasks by name: the modules that hold them must be loaded there too.
        autodiscover_modules("tasks")
        autodiscover_modules("handlers")
