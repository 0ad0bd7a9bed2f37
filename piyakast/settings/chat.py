"""Chat: how much people may say, and how messages reach sockets."""

from piyakast.settings.environment import env

# Messages per seconds for each person; those who keep order are exempt.
CHAT_RATE = env.str("CHAT_RATE", default="20/30")
# Frames go straight into Daphne's transport where that can be; off, every one goes through ASGI.
CHAT_DIRECT_WRITES = env.bool("CHAT_DIRECT_WRITES", default=True)
# Of one address, in each web process.
CHAT_SOCKETS_PER_IP = env.int("CHAT_SOCKETS_PER_IP", default=100)
# Webhooks may lead to addresses inside the operator's own network.
CHAT_HOOKS_INSIDE = env.bool("CHAT_HOOKS_INSIDE", default=False)
