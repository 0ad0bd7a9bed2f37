"""nginx with its RTMP module, by its `/stat` page and `/control`."""

from xml.etree import ElementTree as ET

from live.adapters.fronts.base import APP, FrontAway, Guest, ask


class NginxRtmp:
    """`url`: the server that serves `/stat` and `/control` (docker/nginx-rtmp)."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def guests(self) -> list[Guest]:
        """Publishers of the application `live`."""
        answer = ask("GET", f"{self.url}/stat")
        try:
            tree = ET.fromstring(answer.content)  # noqa: S314  (our own server's)
        except ET.ParseError as error:
            raise FrontAway("its /stat is not XML") from error
        return [
            Guest(key=stream.findtext("name") or "", connection=client.findtext("id") or "")
            for application in tree.iter("application")
            if application.findtext("name") == APP
            for stream in application.iter("stream")
            for client in stream.iter("client")
            if client.find("publishing") is not None
        ]

    def send_away(self, guest: Guest) -> None:
        """By the connection's number: another publisher may have the same name by now."""
        ask(
            "GET",
            f"{self.url}/control/drop/publisher",
            params={"app": APP, "name": guest.key, "clientid": guest.connection},
        )
