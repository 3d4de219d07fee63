"""agent/sandbox/invent.py and crowd.py: the firm is the same each time, confusable, and never anybody's."""

from __future__ import annotations

from collections import Counter

from agent.sandbox.filters import folded
from agent.sandbox.invent import invent

PRACTICE = {
    7000: "20417-Copper Kettle",
    7001: "20431-Hale",
    7002: "20388-Copper Kettle",
    7003: "19852-Heron Dairy",
    7004: "19870-Farrow",
    7005: "20102-Pepper Timber",
    7006: "20256-Doyle",
}


def test_the_same_seed_gives_the_same_firm() -> None:
    assert invent(seed=3).tables == invent(seed=3).tables
    assert invent(seed=3).tables != invent(seed=4).tables


def test_the_practice_matters_are_in_every_firm() -> None:
    for matters in (12, 300):
        firm = invent(matters=matters)
        assert {key: firm.get("matters", key)["display_number"] for key in PRACTICE} == PRACTICE
        assert len(firm.matters) == matters
    assert firm.get("matters", 7002)["status"] == "Closed"


def test_display_numbers_are_unique() -> None:
    firm = invent(matters=10_000)
    numbers = Counter(each["number"] for each in firm.matters)
    assert len(firm.matters) == 10_000
    assert numbers.most_common(1)[0][1] == 1


def test_names_are_confusable() -> None:
    firm = invent()
    clients = Counter(each["client_id"] for each in firm.matters)
    assert sum(count > 1 for count in clients.values()) > 30  # one client, several matters
    names = {each["name"] for each in firm.all("contacts")}
    assert sum(not name.isascii() for name in names) > 40  # macrons, Vietnamese and Greek marks
    labels = {each["display_number"].partition("-")[2] for each in firm.matters}
    assert len({folded(label) for label in labels}) < len(labels)  # alike but for diacritics
    assert {each["status"] for each in firm.matters} == {"Open", "Pending", "Closed"}
    assert {each["billing_method"] for each in firm.matters} == {"hourly", "flat", "contingency"}


def test_every_address_is_in_a_reserved_domain() -> None:
    for contact in invent().all("contacts"):
        domain = contact["primary_email_address"].partition("@")[2]
        assert domain.endswith(("example.com", "example.net")), domain


def test_nothing_is_dated_after_the_practice_call() -> None:
    firm = invent(matters=2_000)
    assert max(each["updated_at"] for each in firm.matters) < "2026-05-19"


def test_the_firm_has_its_people() -> None:
    users = invent().all("users")
    assert users[0]["name"] == "Ruth Calder"
    assert {each["subscription_type"] for each in users} == {"Attorney", "NonAttorney"}
    assert [each["name"] for each in users if not each["enabled"]] == ["Peter Ashdown"]
    assert {each["time_zone"] for each in users} == {"Sydney", "Auckland"}
