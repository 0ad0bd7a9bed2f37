"""The protocol of sockets, for machines."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja import Router
from ninja.decorators import decorate_view

from chat.protocol.asyncapi import asyncapi
from videos.api.responses import public_read

router = Router()


@router.get("/asyncapi.json", operation_id="get_asyncapi", summary="The sockets as AsyncAPI 3")
@decorate_view(public_read(3600))
def get_asyncapi(request: HttpRequest) -> Any:
    """What rooms and their clients say to each other over WebSockets."""
    return JsonResponse(asyncapi())
