"""Finding videos: caches, trending, how often may be asked."""

from piyakast.settings.environment import env

TRENDING_CACHE_S = env.int("TRENDING_CACHE_S", default=10 * 60)
TRENDING_HALF_LIFE_H = env.float("TRENDING_HALF_LIFE_H", default=24)
VIDEO_CACHE_S = env.int("VIDEO_CACHE_S", default=60 * 60)
SEARCH_CACHE_S = env.int("SEARCH_CACHE_S", default=60)
# Requests per seconds, for each signed-in user or address.
API_RATE = env.str("API_RATE", default="600/60")
SEARCH_RATE = env.str("SEARCH_RATE", default="120/60")
