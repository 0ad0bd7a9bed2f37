"""MediaMTX, by its control API (v3): it adds SRT and WHIP to the protocols people may publish by."""

from live.adapters.fronts.base import FrontAway, Guest, ask, key_of

# The `source.type` of a path → the API's name for such connections.
CONNECTIONS = {
    "rtmpConn": "rtmpconns",
    "rtmpsConn": "rtmpsconns",
    "srtConn": "srtconns",
    "webRTCSession": "webrtcsessions",
    "rtspSession": "rtspsessions",
    "rtspsSession": "rtspssessions",
}
PER_PAGE = 1000


class MediaMtx:
    """`url`: the control API, such as http://127.0.0.1:9997."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def guests(self) -> list[Guest]:
        """Publishers of every path `live/<key>`."""
        found: list[Guest] = []
        page, pages = 0, 1
        while page < pages:
            params = {"page": page, "itemsPerPage": PER_PAGE}
            data = ask("GET", f"{self.url}/v3/paths/list", params=params).json()
            try:
                pages = int(data["pageCount"])
                for item in data["items"]:
                    source, key = item.get("source") or {}, key_of(item["name"])
                    if key and source.get("type") in CONNECTIONS:
                        found.append(Guest(key, source["id"], CONNECTIONS[source["type"]]))
            except (KeyError, TypeError, ValueError) as error:
                raise FrontAway("its list of paths is not what we know") from error
            page += 1
        return found

    def send_away(self, guest: Guest) -> None:
        """Close the connection, of whatever protocol."""
        ask("POST", f"{self.url}/v3/{guest.kind}/kick/{guest.connection}")
