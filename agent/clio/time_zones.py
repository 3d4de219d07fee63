"""Clio's names of time zones -> IANA names.

Which of the two Clio answers with is not documented: a Rails application usually stores Rails' own names
("Sydney"), a shipping client feeds the value to an IANA library. Both are read. The pairs are those of
ActiveSupport::TimeZone for the places where Clio's firms work.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

RAILS = {
    "Sydney": "Australia/Sydney",
    "Melbourne": "Australia/Melbourne",
    "Canberra": "Australia/Canberra",
    "Brisbane": "Australia/Brisbane",
    "Hobart": "Australia/Hobart",
    "Adelaide": "Australia/Adelaide",
    "Darwin": "Australia/Darwin",
    "Perth": "Australia/Perth",
    "Auckland": "Pacific/Auckland",
    "Wellington": "Pacific/Auckland",
    "Chatham Is.": "Pacific/Chatham",
    "Fiji": "Pacific/Fiji",
    "Port Moresby": "Pacific/Port_Moresby",
    "Singapore": "Asia/Singapore",
    "Hong Kong": "Asia/Hong_Kong",
    "London": "Europe/London",
    "Edinburgh": "Europe/London",
    "Dublin": "Europe/Dublin",
    "Amsterdam": "Europe/Amsterdam",
    "Berlin": "Europe/Berlin",
    "Madrid": "Europe/Madrid",
    "Paris": "Europe/Paris",
    "Rome": "Europe/Rome",
    "Newfoundland": "America/St_Johns",
    "Atlantic Time (Canada)": "America/Halifax",
    "Eastern Time (US & Canada)": "America/New_York",
    "Indiana (East)": "America/Indiana/Indianapolis",
    "Central Time (US & Canada)": "America/Chicago",
    "Saskatchewan": "America/Regina",
    "Mountain Time (US & Canada)": "America/Denver",
    "Arizona": "America/Phoenix",
    "Pacific Time (US & Canada)": "America/Los_Angeles",
    "Alaska": "America/Juneau",
    "Hawaii": "Pacific/Honolulu",
    "UTC": "Etc/UTC",
}


def iana(name: str) -> str | None:
    """Return the IANA zone for a name of either kind, None when nobody knows it."""
    known = RAILS.get(name, name)
    try:
        ZoneInfo(known)
    except (
        ZoneInfoNotFoundError,
        ValueError,
        OSError,
    ):  # OSError: a name that is a folder of the zone database
        return None
    return known
