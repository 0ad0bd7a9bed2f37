"""What a network address counts as, wherever something is counted by address: requests, sockets, publishers, views."""

import ipaddress

NOBODY = "unknown"


def plain_address(address: str) -> str:
    """The address in its usual spelling: IPv4 that came through an IPv6 socket as IPv4; "unknown" for what is none."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return NOBODY
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


def household(address: str) -> str:
    """What the address counts as: an IPv6 address as its /64, since one household owns all of it."""
    plain = plain_address(address)
    if ":" not in plain:
        return plain
    return str(ipaddress.ip_network((plain.partition("%")[0], 64), strict=False).network_address)
