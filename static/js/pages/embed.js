// The embed page: the player and nothing else.

import "piyakast/components/player/player.js";
