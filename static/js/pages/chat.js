// Pages with a room on them.
import "piyakast/components/chat/chat.js";
