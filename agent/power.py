"""Where this computer's power comes from, as Linux tells it. Elsewhere nothing is known, and the mains are assumed.

Windows (GetSystemPowerStatus) and macOS (IOPSCopyPowerSourcesInfo) would tell it too; neither was tried.
"""

from __future__ import annotations

from pathlib import Path

from agent.domain.hearing import Power

SUPPLIES = Path("/sys/class/power_supply")


def read_power(supplies: Path = SUPPLIES) -> Power:
    """Return it by the kernel's power supplies (Documentation/ABI/testing/sysfs-class-power)."""
    discharging = False
    left: list[int] = []
    for supply in supplies.glob("*"):
        if _read(supply, "type") == "Battery" and _read(supply, "scope") != "Device":  # not a mouse's
            discharging |= _read(supply, "status") == "Discharging"
            if (percent := _read(supply, "capacity")).isdigit():
                left.append(int(percent))
    return Power(discharging, max(left, default=None))


def _read(supply: Path, name: str) -> str:
    try:
        return (supply / name).read_text("ascii").strip()
    except (OSError, ValueError):
        return ""
