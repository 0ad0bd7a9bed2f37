"""Django's admin app on our own site."""

from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    """See `core.admin_site`."""

    default_site = "core.admin_site.AdminSite"
