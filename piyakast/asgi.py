"""HTTP goes to Django, WebSockets to Channels behind an origin check."""

import gc
import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.conf import settings

from core.asgi_handler import site_application

# Nothing of what is made here is garbage; looking for it takes a tenth of the start.
gc.disable()

environment = os.environ.get("PIYAKAST_ENV", "prod")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"piyakast.settings.{environment}")

django_application = site_application()

from core.request_limit import RequestLimit  # noqa: E402
from core.unfinished_requests import FinishedByItself  # noqa: E402
from piyakast.routing import websocket_urlpatterns  # noqa: E402  (needs the apps loaded)

application = ProtocolTypeRouter(
    {
        "http": FinishedByItself(
            RequestLimit(django_application, most_bytes=settings.REQUEST_MAX_BYTES)
        ),
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(URLRouter(websocket_urlpatterns))
        ),
    }
)

# What was made until here stays for good. Looked through again for garbage, it would hold up every socket for 0.1 s at a time.
gc.freeze()
gc.enable()
