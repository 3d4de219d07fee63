"""The hosts that Tenth may speak to: Clio's four regions, or a practice Clio on this computer.

Apps, tokens and ids belong to one region. Outside a practice home nothing but the four hosts is possible, over
https; in a practice home nothing but plain http on the literal loopback address.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from agent.errors import UsedWrongly

API = "/api/v4/"


class Region(StrEnum):
    """Where the firm's Clio account lives. New Zealand's firms are on the Australian host."""

    AU = "au"
    CA = "ca"
    EU = "eu"
    US = "us"


HOSTS = {
    Region.AU: "au.app.clio.com",
    Region.CA: "ca.app.clio.com",
    Region.EU: "eu.app.clio.com",
    Region.US: "app.clio.com",
}


PORTALS = {
    Region.AU: "https://au.developers.clio.com",
    Region.CA: "https://ca.developers.clio.com",
    Region.EU: "https://eu.developers.clio.com",
    Region.US: "https://developers.clio.com",
}
"""Where a firm registers its app. Apps, keys and ids of one region are not known in another."""

FIRMS = {
    Region.AU: "Australia and New Zealand",
    Region.CA: "Canada",
    Region.EU: "Europe",
    Region.US: "United States",
}
"""Whose firms are in which region."""


@dataclass(frozen=True, slots=True)
class Site:
    """One Clio, by its origin without a trailing slash. Made only by the functions below."""

    base_url: str

    def url(self, path: str) -> str:
        """The address of a path that begins with a slash."""
        return self.base_url + path


def site_for(region: str) -> Site:
    """Return the real Clio of a region (`au`, `ca`, `eu`, `us`). Raise UsedWrongly for any other."""
    try:
        return Site(f"https://{HOSTS[Region(region)]}")
    except ValueError:
        raise UsedWrongly("there is no such Clio region", hint="Choose au, ca, eu or us.") from None


def practice_site(url: str) -> Site:
    """Return the practice Clio at `http://127.0.0.1:PORT`. Raise UsedWrongly for any other address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme != "http" or parts.hostname not in ("127.0.0.1", "::1") or port is None:
        raise _not_loopback()
    if parts.username or parts.password or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise _not_loopback()
    host = "[::1]" if parts.hostname == "::1" else parts.hostname
    return Site(f"http://{host}:{port}")


def allowed_site(base_url: str, *, practice_home: bool) -> Site:
    """Return the site of a kept sign-in, if this kind of home may speak to it. Raise UsedWrongly otherwise."""
    if practice_home:
        return practice_site(base_url)
    for region, host in HOSTS.items():
        if base_url == f"https://{host}":
            return site_for(region)
    raise UsedWrongly(
        "this home may speak to Clio's own hosts only", hint="Use `--sandbox` for a practice Clio."
    )


def _not_loopback() -> UsedWrongly:
    return UsedWrongly(
        "a practice Clio lives on this computer only", hint="Give its address as http://127.0.0.1:PORT."
    )
