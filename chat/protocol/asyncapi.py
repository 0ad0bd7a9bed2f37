"""The protocol for machines: AsyncAPI 3.0.0, made from the types that the code itself reads and writes.

https://www.asyncapi.com/docs/reference/specification/v3.0.0
"""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from chat.protocol.commands import Command
from chat.protocol.events import Event
from chat.protocol.parts import MOST_FRAME
from chat.protocol.rights import LEAST_RANK

REF = "#/components/schemas/{model}"
CLOSE_CODES = {
    4400: "A frame that is no JSON object, or binary, or a command without a usable `cid`.",
    4401: "The session or token has ended: come back as nobody, or signed in anew.",
    4403: "This person may not read the room.",
    4404: "There is no such room.",
    4408: "The client did not read for too long: come back with `last`.",
    4410: "The chat was switched off here; what it stands beside this person may still watch.",
    4412: "Come back with `last` after a random pause.",
    4413: f"A frame was larger than {MOST_FRAME:,} bytes.",
    4429: "Too many sockets from one address, or too many frames.",
}


@cache
def asyncapi() -> dict[str, Any]:
    """The whole document."""
    events, commands = TypeAdapter(Event), TypeAdapter(Command)
    _map, defined = TypeAdapter.json_schemas(
        [("event", "validation", events), ("command", "validation", commands)], ref_template=REF
    )
    schemas = defined["$defs"]
    schemas["Event"] = _map["event", "validation"]
    schemas["Command"] = _map["command", "validation"]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "PIYAKast chat",
            "version": "1.0.0",
            "description": "Rooms beside streams and videos. Close codes: "
            + " ".join(f"{code}: {text}" for code, text in CLOSE_CODES.items()),
        },
        "defaultContentType": "application/json",
        "channels": {"room": _channel()},
        "operations": {
            "tell": {
                "action": "send",
                "channel": {"$ref": "#/channels/room"},
                "summary": "Events of one tick; the first frame begins with `hello`.",
                "messages": [{"$ref": "#/channels/room/messages/events"}],
            },
            "carryOut": {
                "action": "receive",
                "channel": {"$ref": "#/channels/room"},
                "summary": "One command a frame.",
                "messages": [{"$ref": "#/channels/room/messages/command"}],
            },
        },
        "components": {
            "schemas": schemas,
            "messages": {
                "events": {
                    "name": "events",
                    "title": "Events",
                    "payload": {
                        "type": "array",
                        "items": {"$ref": "#/components/schemas/Event"},
                        "minItems": 1,
                    },
                },
                "command": {
                    "name": "command",
                    "title": "A command",
                    "payload": {"$ref": "#/components/schemas/Command"},
                    "x-least-rank": {act: rank.name.lower() for act, rank in LEAST_RANK.items()},
                },
            },
        },
    }


def _channel() -> dict[str, Any]:
    return {
        "address": "/ws/chat/{room}",
        "title": "A room",
        "parameters": {"room": {"description": "The room's public id."}},
        "messages": {
            name: {"$ref": f"#/components/messages/{name}"} for name in ("events", "command")
        },
        "bindings": {
            "ws": {
                "method": "GET",
                "query": {
                    "type": "object",
                    "properties": {
                        "last": {
                            "type": "integer",
                            "description": "The `seq` of the newest entry that the client has.",
                        },
                        "overlay": {
                            "type": "string",
                            "description": "A token that lets streaming software read.",
                        },
                    },
                },
                "bindingVersion": "0.1.0",
            }
        },
    }
