"""Every address of the site, from the URL map itself, each with what it may show and to whom.

A new address must be classified here, or the walk fails: that is the point.
"""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# What an address is about.
# open: the same for everybody, nothing of any video. list: shows only what anybody may find.
# video: one video, by the table in test_privacy_walk. own: what belongs to whoever is signed in.
# studio: one video, for its owner alone. staff: the administration. account: signing in and the like.
# operator: for nginx and monitoring. engine: for live ingest, signed (tests/live/test_publishing.py).
# stream: one live stream, by the table in tests/live/pages/test_privacy.py. stream studio: one, for its owner alone.
# room: a chat room, or how a channel keeps its rooms, by the tables in tests/chat/test_who_may.py and
# tests/chat/look/test_studio.py and test_tools.py there.
ROUTES: dict[str, str] = {
    "css/<slug:digest>.css": "open",
    "i18n/texts.js": "open",
    "manifest.webmanifest": "open",
    "sw.js": "open",
    "offline": "open",
    "favicon.ico": "open",
    "health/live": "operator",
    "health/ready": "operator",
    "metrics": "operator",
    "internal/media-auth/<str:kind>/<mediakey:key>/<publicid:version>": "video",
    "": "list",
    "trending": "list",
    "following": "own",
    "search": "list",
    "search/suggest": "list",
    "opensearch.xml": "open",
    "library": "own",
    "library/forget": "own",
    "library/later": "own",
    "library/later/forget": "own",
    "@<handle:handle>": "list",
    "@<handle:handle>/about": "list",
    "@<handle:handle>/live": "list",
    "@<handle:handle>/follow": "own",
    "@<handle:handle>/feed.xml": "list",
    "robots.txt": "open",
    "sitemap.xml": "list",
    "sitemap-videos-<int:number>.xml": "list",
    "sitemap-channels-<int:number>.xml": "list",
    "studio/": "own",
    "studio/upload/": "own",
    "studio/bulk/": "own",
    "studio/videos/<publicid:public_id>/": "studio",
    "studio/videos/<publicid:public_id>/replace/": "studio",
    "studio/bulk/<uuid:edit_id>/undo/": "own",
    "studio/deleted/": "own",
    "studio/deleted/<publicid:public_id>/erase/": "studio",
    "studio/deleted/<publicid:public_id>/restore/": "studio",
    "studio/videos/<publicid:public_id>/analytics.csv": "studio",
    "studio/videos/<publicid:public_id>/analytics/": "studio",
    "studio/videos/<publicid:public_id>/captions/": "studio",
    "studio/videos/<publicid:public_id>/captions/<language:language>/delete/": "studio",
    "studio/videos/<publicid:public_id>/chapters/": "studio",
    "studio/videos/<publicid:public_id>/delete/": "studio",
    "studio/videos/<publicid:public_id>/poster/": "studio",
    "live": "list",
    "live/<publicid:public_id>": "stream",
    "live/<publicid:public_id>/picture/<slug:version>": "stream",
    "live/<publicid:public_id>/reminder": "stream",
    "embed/live/<publicid:public_id>": "stream",
    "studio/live/": "own",
    "studio/live/new/": "own",
    "studio/live/<publicid:public_id>/": "stream studio",
    "studio/live/<publicid:public_id>/camera/": "stream studio",
    "studio/live/<publicid:public_id>/details/": "stream studio",
    "studio/live/<publicid:public_id>/picture/": "stream studio",
    "studio/live/<publicid:public_id>/remove/": "stream studio",
    "studio/live/<publicid:public_id>/key/": "stream studio",
    "studio/live/<publicid:public_id>/end/": "stream studio",
    "studio/live/<publicid:public_id>/reopen/": "stream studio",
    "studio/live/<publicid:public_id>/markers/": "stream studio",
    "chat/<publicid:public_id>/popout": "room",
    "chat/<publicid:public_id>/overlay": "room",
    "studio/chat/": "own",
    "studio/chat/beside-videos/": "own",
    "studio/chat/emotes/": "own",
    "studio/chat/emotes/<slug:code>/rename/": "room",
    "studio/chat/emotes/<slug:code>/remove/": "room",
    "studio/chat/bots/": "own",
    "studio/chat/bots/<uuid:bot_id>/token/": "room",
    "studio/chat/bots/<uuid:bot_id>/revoke/": "room",
    "studio/chat/webhooks/": "own",
    "studio/chat/webhooks/<publicid:hook_id>/secret/": "room",
    "studio/chat/webhooks/<publicid:hook_id>/switch/": "room",
    "studio/chat/webhooks/<publicid:hook_id>/test/": "room",
    "studio/chat/webhooks/<publicid:hook_id>/remove/": "room",
    "studio/chat/webhooks/<publicid:hook_id>/deliveries/<publicid:delivery_id>/again/": "room",
    "studio/chat/<publicid:public_id>/": "room",
    "studio/chat/<publicid:public_id>/block/": "room",
    "studio/chat/<publicid:public_id>/allow/": "room",
    "studio/chat/<publicid:public_id>/moderators/add/": "room",
    "studio/chat/<publicid:public_id>/moderators/remove/": "room",
    "studio/chat/<publicid:public_id>/lift/": "room",
    "studio/chat/<publicid:public_id>/overlay/renew/": "room",
    "internal/live/publish": "engine",
    "internal/live/update": "engine",
    "internal/live/done": "engine",
    "internal/live/nginx-rtmp/<slug:token>": "engine",
    "internal/live/mediamtx/<slug:token>": "engine",
    "api/v1/live": "list",
    "api/v1/live/<publicid:public_id>": "stream",
    "api/v1/live/<publicid:public_id>/playback": "stream",
    "api/v1/live/<publicid:public_id>/reminder": "stream",
    "api/v1/studio/live": "own",
    "api/v1/studio/live/<publicid:public_id>": "stream studio",
    "api/v1/studio/live/<publicid:public_id>/picture": "stream studio",
    "api/v1/studio/live/<publicid:public_id>/key": "stream studio",
    "api/v1/studio/live/<publicid:public_id>/end": "stream studio",
    "api/v1/studio/live/<publicid:public_id>/reopen": "stream studio",
    "api/v1/studio/live/<publicid:public_id>/signal": "stream studio",
    "api/v1/studio/live/<publicid:public_id>/broadcasts": "stream studio",
    "api/v1/studio/live/<publicid:public_id>/markers": "stream studio",
    "api/v1/studio/live/<publicid:public_id>/markers/<int:marker_id>": "stream studio",
    "watch/<publicid:public_id>": "video",
    "embed/<publicid:public_id>": "video",
    "oembed": "video",
    "media/p/<publicid:public_id>/<publicid:version>/<path:name>": "video",
    "media/t/<mediakey:token>/<publicid:version>/<path:name>": "video",
    "media/public/<path:name>": "open",
    "settings/channel/": "own",
    "settings/channel/handle/": "own",
    "settings/theme/": "open",
    "settings/preferences/": "own",
    "settings/data/": "own",
    "settings/data/export/": "own",
    "settings/data/export/<uuid:public_id>/": "own",
    "settings/delete/": "own",
    "api/v1/": "open",
    "api/v1/openapi.json": "open",
    "api/v1/docs": "open",
    "api/v1/uploads": "own",
    "api/v1/uploads/usage": "own",
    "api/v1/uploads/<upload_id>": "own",
    "api/v1/uploads/<upload_id>/addresses": "own",
    "api/v1/uploads/<upload_id>/parts/<number>": "own",
    "api/v1/uploads/<upload_id>/complete": "own",
    "api/v1/studio/videos": "own",
    "api/v1/studio/videos/<publicid:public_id>": "studio",
    "api/v1/studio/bulk": "own",
    "api/v1/studio/bulk/<edit_id>/undo": "own",
    "api/v1/studio/deleted": "own",
    "api/v1/studio/deleted/<publicid:public_id>": "studio",
    "api/v1/studio/videos/<publicid:public_id>/analytics": "studio",
    "api/v1/studio/videos/<publicid:public_id>/captions/<language:language>/preview": "studio",
    "api/v1/studio/videos/<publicid:public_id>/restore": "studio",
    "api/v1/studio/videos/<publicid:public_id>/retry": "studio",
    "api/v1/studio/videos/<publicid:public_id>/poster": "studio",
    "api/v1/studio/videos/<publicid:public_id>/captions": "studio",
    "api/v1/studio/videos/<publicid:public_id>/captions/<language:language>": "studio",
    "api/v1/studio/videos/<publicid:public_id>/chapters": "studio",
    "api/v1/videos/<publicid:public_id>/playback": "video",
    "api/v1/videos/<publicid:public_id>/watching": "video",
    "api/v1/videos/<publicid:public_id>/retention": "studio",
    "api/v1/videos": "list",
    "api/v1/videos/<publicid:public_id>": "video",
    "api/v1/categories": "open",
    "api/v1/search": "list",
    "api/v1/search/suggestions": "list",
    "api/v1/trending": "list",
    "api/v1/channels": "list",
    "api/v1/channels/<handle>": "list",
    "api/v1/me": "own",
    "api/v1/me/channel": "own",
    "api/v1/me/channel/avatar": "own",
    "api/v1/me/channel/banner": "own",
    "api/v1/me/feed": "own",
    "api/v1/me/later": "own",
    "api/v1/me/following": "own",
    "api/v1/me/following/<handle>": "own",
    "api/v1/me/later/<publicid:public_id>": "own",
    "api/v1/me/history/<publicid:public_id>": "own",
    "api/v1/me/history": "own",
    "api/v1/asyncapi.json": "open",
    "api/v1/chat/rooms/<publicid:room_id>": "room",
    "api/v1/chat/rooms/<publicid:room_id>/entries": "room",
    "api/v1/chat/rooms/<publicid:room_id>/messages": "room",
    "api/v1/chat/rooms/<publicid:room_id>/acts": "room",
    "api/v1/chat/rooms/<publicid:room_id>/votes": "room",
    "api/v1/chat/rooms/<publicid:room_id>/card": "room",
    "api/v1/chat/rooms/<publicid:room_id>/held": "room",
    "api/v1/chat/rooms/<publicid:room_id>/people": "room",
    "api/v1/chat/rooms/<publicid:room_id>/emotes": "room",
    "api/v1/chat/rooms/<publicid:room_id>/overlay": "room",
    "api/v1/chat/streams/<publicid:stream_id>/room": "room",
    "api/v1/chat/videos/<publicid:video_id>/room": "room",
    "api/v1/chat/videos/<publicid:video_id>/replay": "room",
    "api/v1/chat/channels/<handle>": "room",
    "api/v1/chat/channels/<handle>/words": "room",
    "api/v1/chat/channels/<handle>/moderators": "room",
    "api/v1/chat/channels/<handle>/sanctions": "room",
    "api/v1/chat/channels/<handle>/log": "room",
    "api/v1/chat/channels/<handle>/emotes": "room",
    "api/v1/chat/channels/<handle>/emotes/<code>": "room",
    "api/v1/chat/channels/<handle>/bots": "room",
    "api/v1/chat/channels/<handle>/bots/<uuidstr:bot_id>": "room",
    "api/v1/chat/channels/<handle>/bots/<uuidstr:bot_id>/token": "room",
    "api/v1/chat/channels/<handle>/webhooks": "room",
    "api/v1/chat/channels/<handle>/webhooks/<publicid:hook_id>": "room",
    "api/v1/chat/channels/<handle>/webhooks/<publicid:hook_id>/secret": "room",
    "api/v1/chat/channels/<handle>/webhooks/<publicid:hook_id>/test": "room",
    "api/v1/chat/channels/<handle>/webhooks/<publicid:hook_id>/deliveries": "room",
    "api/v1/chat/channels/<handle>/webhooks/<publicid:hook_id>/deliveries/<publicid:delivery_id>/again": "room",
}
# Whole trees of others' code, each with one rule.
TREES = {
    "admin/": "staff",
    "accounts/": "account",
    "_allauth/": "account",
    "i18n/language/": "open",
}
SOCKETS = {
    "ws/me": "own",
    "ws/live/<publicid:public_id>": "stream",
    "ws/live/<publicid:public_id>/camera": "stream studio",
    "ws/chat/<publicid:room>": "room",
}


def all_patterns() -> list[str]:
    """Every pattern of the URL map, once."""
    return sorted(set(_walk(get_resolver(), "")))


def kind_of(pattern: str) -> str:
    """The class of a pattern; "" when nobody has classified it."""
    if pattern in ROUTES:
        return ROUTES[pattern]
    return next((kind for tree, kind in TREES.items() if pattern.startswith(tree)), "")


def routes(kind: str) -> list[str]:
    """The patterns of one class that exist now."""
    return [pattern for pattern in all_patterns() if kind_of(pattern) == kind]


def _walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield prefix + str(each.pattern)
        else:
            yield from _walk(each, prefix + str(each.pattern))
