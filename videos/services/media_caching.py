"""How long an answer under /media/ may be kept, and by whom. docs/delivery.md has it as a table."""

from django.conf import settings

from videos.services.delivery import Cues, Playlist, Stored

YEAR_S = 365 * 24 * 3600
TEXT_S = 60
GROWING_S = 2
PRIVATE_S = 3600


def cache_control(
    found: Stored | Playlist | Cues, *, public: bool, redirected: bool = False
) -> str:
    """The Cache-Control of one answer. `public` is false where a token stands in the address.

    A redirect leads to an address that expires, so it is forgotten well before that.
    """
    if redirected:
        return f"{'public' if public else 'private'}, max-age={min(settings.MEDIA_URL_AGE_S // 4, PRIVATE_S)}"
    if not public:
        # The viewer's own browser may seek back without asking; playlists lead on, so they are not kept.
        stays = isinstance(found, Stored) or (isinstance(found, Cues) and found.fixed)
        return f"private, max-age={PRIVATE_S}" if stays else "private, no-store"
    if found.fixed and not isinstance(found, Cues):
        return f"public, max-age={YEAR_S}, immutable"
    if isinstance(found, Playlist) and found.growing:
        # For what stands between: a browser that kept it would tell its player twice that there is nothing new.
        return f"public, max-age=0, s-maxage={GROWING_S}"
    return f"public, max-age={TEXT_S}"
