"""agent/clio/regions.py: which hosts may be spoken to."""

from __future__ import annotations

import pytest

from agent.clio.regions import allowed_site, practice_site, site_for
from agent.errors import UsedWrongly


@pytest.mark.parametrize(
    ("region", "host"),
    [("au", "au.app.clio.com"), ("ca", "ca.app.clio.com"), ("eu", "eu.app.clio.com"), ("us", "app.clio.com")],
)
def test_each_region_has_its_own_host_over_https(region: str, host: str) -> None:
    assert site_for(region).base_url == f"https://{host}"


@pytest.mark.parametrize("region", ["", "nz", "AU", "au.app.clio.com", "../au"])
def test_anything_else_is_no_region(region: str) -> None:
    with pytest.raises(UsedWrongly):
        site_for(region)


@pytest.mark.parametrize("url", ["http://127.0.0.1:5005", "http://127.0.0.1:5005/", "http://[::1]:5005"])
def test_a_practice_clio_is_on_the_loopback_address(url: str) -> None:
    assert practice_site(url).base_url == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "https://au.app.clio.com",
        "https://127.0.0.1:5005",
        "http://localhost:5005",
        "http://127.0.0.1",
        "http://127.0.0.1.example.com:80",
        "http://127.0.0.1@example.com:80",
        "http://user:pass@127.0.0.1:80",
        "http://127.0.0.1:80/path",
        "http://127.0.0.1:80?x=1",
        "http://0.0.0.0:80",
        "http://127.0.0.1:http",
        "http://[::1",
        "file:///etc/passwd",
        "",
    ],
)
def test_a_practice_clio_is_nowhere_else(url: str) -> None:
    with pytest.raises(UsedWrongly):
        practice_site(url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:5005", "http://au.app.clio.com", "https://au.app.clio.com.example.com"]
)
def test_a_real_home_never_speaks_to_another_host(url: str) -> None:
    with pytest.raises(UsedWrongly):
        allowed_site(url, practice_home=False)


def test_a_practice_home_never_speaks_to_clio() -> None:
    with pytest.raises(UsedWrongly):
        allowed_site("https://au.app.clio.com", practice_home=True)
