"""What two apps need and names no product noun."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from core.checks import translations_are_compiled


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Mail")  # all of it that the admin shows

    def ready(self) -> None:
        # Web processes ring for tasks by name: the modules that hold them must be loaded there too.
        autodiscover_modules("tasks")
        autodiscover_modules("handlers")
        register(translations_are_compiled, deploy=True)
