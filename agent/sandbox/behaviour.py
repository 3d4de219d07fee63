"""How this practice Clio behaves where Clio's documents leave it open, or where a test wants another firm.

Every field is a question that only a live account can settle or a setting of the firm; the default is the answer that
is harder for a client to live with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Access = Literal["read", "write"]

PERMISSIONS: Mapping[str, Access] = {
    "Activities": "write",
    "Billing": "read",
    "Calendars": "read",
    "Communications": "write",
    "Contacts": "read",
    "General": "read",
    "Matters": "read",
    "Users": "read",
}
"""What the practice app may do. Clio fixes this when the app is registered and bakes it into each token."""

REDIRECT_URI = "http://127.0.0.1:47820/callback"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Choices for one practice Clio; times are seconds."""

    requests_per_minute: int = 50
    """Per access token: Clio's default in peak hours."""

    closed_matters_refuse: bool = True
    """Help pages say any matter takes time, a shipping client says closed ones answer 422."""

    flat_matters_default_to_non_billable: bool = False
    """Whether the API itself applies the firm's flat and contingency setting when `non_billable` is left out."""

    time_for_others: Literal["taken", "refused", "made_own"] = "taken"
    """What becomes of a time entry for another user: Clio's documents name the key and not who may use it."""

    listing_lag_seconds: float = 0
    """How long a new activity or communication stays out of lists (it can be read by its id at once)."""

    redirect_uri: str = REDIRECT_URI
    permissions: Mapping[str, Access] = field(default_factory=lambda: dict(PERMISSIONS))
