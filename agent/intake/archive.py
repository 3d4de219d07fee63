"""The guard before every zip: Word files are archives, and an archive of 180 KB can unfold into gigabytes."""

from __future__ import annotations

import io
import zipfile

from agent.intake.errors import HostileArchive, LockedFile, NotWhatItSays
from agent.intake.limits import Limits

_ENCRYPTED = 0x1  # bit 0 of a member's flags


def members_of(data: bytes, limits: Limits) -> frozenset[str]:
    """Return the names in an archive that may be unfolded. Raise HostileArchive, LockedFile or NotWhatItSays.

    The sizes are the archive's own word; zipfile holds it to them and never unfolds more than a member declares.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError):
        raise NotWhatItSays("This file starts like a Word document but is damaged or cut off.") from None
    unpacked = sum(member.file_size for member in members)
    if (
        len(members) > limits.members
        or unpacked > limits.unpacked_bytes
        or unpacked > limits.unpacked_ratio * len(data)
    ):
        raise HostileArchive("This file unfolds into far more than a document holds.")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise LockedFile("This file is locked with a password.")
    return frozenset(member.filename for member in members)
