"""Commands beside `make run`: whatever names no services uses those of the site that runs in this checkout."""

from piyakast.launch.beside import find_services
from piyakast.settings.environment import VAR_DIR

find_services(VAR_DIR)
