"""What a refusal of Clio's means: status -> our stable code and the lawyer's next step."""

from __future__ import annotations

REFUSALS = {
    400: (
        "clio_bad_request",
        "Clio did not understand the request. Run `tenth doctor` and report this; the entry is kept here.",
    ),
    403: (
        "clio_forbidden",
        "Clio does not allow this sign-in to do that. Ask whoever manages Clio for the permission, then connect again.",
    ),
    404: (
        "clio_not_found",
        "Clio cannot find it: it was deleted there, or this sign-in may not see it. Choose the matter again.",
    ),
    410: (
        "clio_version_retired",
        "Clio retired the version of its interface that this Tenth speaks. Update Tenth; entries are kept here.",
    ),
    412: (
        "clio_changed",
        "Somebody changed it in Clio meanwhile, so nothing was written. Compare both versions, then decide again.",
    ),
    422: ("clio_validation", "Clio turned the entry down. Change it, then push it again."),
}


FIREWALL = (
    "clio_firewall",
    "A firewall in front of Clio turned the request away. Try from another network, or ask Clio's support.",
)
OTHER = ("clio_refused", "Clio turned the request down. Nothing was done; the entry is kept here.")
