"""Is a microphone a headset's, worn by one person? Then its words are the lawyer's; on any other one several people may speak.

Only the microphone counts: somebody may wear headphones and speak into the one that stands on the table.

    Linux            the form factor that the device has with the sound server, or its port ("analog-input-headset-mic")
    Windows, macOS   the device's name, in which both say what it is ("Headset (Jabra Evolve2)", "AirPods Pro")
"""

from __future__ import annotations

import re
from collections.abc import Mapping

WORN = frozenset({"headset", "headphone", "handset"})
"""PulseAudio's device.form_factor; its "hands-free" is a car kit or a speakerphone."""

_NAMED = re.compile(r"headset|headphone|earphone|earbud|earpods|airpods|\bbuds\b", re.IGNORECASE)
_SHARED = re.compile(r"speakerphone|conference|webcam|camera|array|built-?in|internal", re.IGNORECASE)


def by_form(told: Mapping[str, str], port: str) -> bool | None:
    """Return what the sound server tells of a microphone and its port, None when it says nothing."""
    if "headset" in port.casefold():
        return True
    form = told.get("device.form_factor", "")
    return form in WORN if form else None


def by_name(device: str) -> bool | None:
    """Return what a device's name tells, None when it tells nothing."""
    if _SHARED.search(device):
        return False
    return True if _NAMED.search(device) else None
