"""The contacts of the invented firm: clients and those around a matter, with e-mail addresses and telephone numbers."""

from __future__ import annotations

import re

from agent.sandbox.filters import folded
from agent.sandbox.firm import Firm, Record

_COMPANY = re.compile(r"(Pty Ltd|Limited|Lawyers)$|^Estate of ")


class People:
    """Adds contacts to a firm, each as Clio shapes it."""

    def __init__(self, firm: Firm) -> None:
        self._firm = firm

    def named(self, name: str) -> Record | None:
        """The first contact with exactly this name."""
        return next((each for each in self._firm.tables["contacts"].values() if each["name"] == name), None)

    def known(self, email: str) -> Record | None:
        """The contact with this e-mail address."""
        contacts = self._firm.tables["contacts"].values()
        return next((each for each in contacts if each["primary_email_address"] == email), None)

    def add(
        self,
        name: str,
        *,
        record_id: int | None = None,
        is_client: bool = False,
        company_id: int | None = None,
        email: str | None = None,
        phone: str | None = None,
        created_at: str = "2026-02-02T00:30:00+00:00",
    ) -> Record:
        """A person or, by its name, a company; without an address it gets an invented one."""
        is_company = _COMPANY.search(name) is not None
        count = len(self._firm.tables["contacts"])
        email = email or self._address(name, count, is_company=is_company)
        phone = phone or f"(02) 5550 {count % 10_000:04}"  # a range kept free for fiction
        first, _, last = name.partition(" ")
        return self._firm.add(
            "contacts",
            record_id,
            name=name,
            type="Company" if is_company else "Person",
            first_name=None if is_company else first,
            middle_name=None,
            last_name=None if is_company else last,
            prefix=None,
            title=None,
            initials=None if is_company else first[:1] + last[:1],
            is_client=is_client,
            company_id=company_id,
            primary_email_address=email,
            secondary_email_address=None,
            primary_phone_number=phone,
            secondary_phone_number=None,
            email_addresses=[
                {"id": count + 1, "etag": None, "address": email, "name": "Work", "primary": True}
            ],
            phone_numbers=[{"id": count + 1, "etag": None, "number": phone, "name": "Work", "primary": True}],
            created_at=created_at,
            updated_at=created_at,
        )

    @staticmethod
    def _address(name: str, count: int, *, is_company: bool) -> str:
        plain = re.sub(r"[^a-z0-9]+", ".", folded(_COMPANY.sub("", name))).strip(".")
        if is_company:
            return f"office@{plain.replace('.', '-')}-{count}.example.com"
        return f"{plain}.{count}@example.net"
