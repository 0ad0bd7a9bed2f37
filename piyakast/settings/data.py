"""Postgres and Redis: rows, caches, sessions, messages between processes."""

from piyakast.settings.environment import env

DATABASES = {"default": env.db("DATABASE_URL", default="postgresql://piyakast@127.0.0.1/piyakast")}
# Of connections, one of each process.
DATABASE_POOL = {
    "min_size": 1,
    "max_size": env.int("DATABASE_POOL_SIZE", default=8),
    # Without a database people are told so soon, and no request holds a thread for long.
    "timeout": 10,
    # The pool doubles its pauses for as long as it keeps trying: given up early, the next request
    # begins again, and the site is back as soon as Postgres is.
    "reconnect_timeout": 3,
}
DATABASES["default"] |= {
    "CONN_MAX_AGE": 0,
    # A connection that Postgres has dropped is found out before a request gets it.
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {"pool": DATABASE_POOL},
}
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
REDIS_CACHE_URL = env.str("REDIS_CACHE_URL", default=REDIS_URL)
REDIS_BROKER_URL = env.str("REDIS_BROKER_URL", default=REDIS_URL)
REDIS_CHANNELS_URL = env.str("REDIS_CHANNELS_URL", default=REDIS_URL)

CACHES = {
    "default": {
        "BACKEND": "core.adapters.redis_cache.SturdyRedisCache",
        "LOCATION": REDIS_CACHE_URL,
        "KEY_PREFIX": "piyakast",
        "OPTIONS": {
            # Redis down means slower, not broken.
            "IGNORE_EXCEPTIONS": True,
            "SOCKET_CONNECT_TIMEOUT": 2,
            "SOCKET_TIMEOUT": 2,
            # Redis hanging means slower once in a while, not two seconds for every question.
            "CONNECTION_POOL_CLASS": "core.adapters.redis_pool.PatientPool",
        },
    }
}
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        # redis-py 8 closes idle sockets after 5 s unless told not to; an idle WebSocket must live.
        "CONFIG": {"hosts": [{"address": REDIS_CHANNELS_URL, "socket_timeout": None}]},
    }
}
