"""What can go wrong with the database.

StoreError
  |- StoreUnavailable  for now: the disk is full, or another program holds it
  |- StoreClosed       Tenth is closing
  |- WrongKey          the key does not open it (or it is not our database)
  |- NewerDatabase     written by a newer Tenth
  `- VersionConflict   somebody else changed the entry first
"""

from __future__ import annotations

from agent.errors import TenthError


class StoreError(TenthError):
    """The database did not do what was asked."""

    code = "store_error"
    status = 500
    hint = "Free some disk space if the disk is full, then try again; what was saved before is safe."


class StoreUnavailable(StoreError):
    """It can be neither read nor written for now: the same may be tried again later as it is."""


class StoreClosed(StoreError):
    """The database is closed: what still runs in this process comes too late."""

    code = "store_closed"
    status = 503
    hint = "Start Tenth again; nothing was lost."


class WrongKey(StoreError):
    """The key does not open the database."""

    code = "wrong_key"
    status = 423
    hint = "Restore the keyring or the database from the same backup; the two belong together."


class NewerDatabase(StoreError):
    """The database was written by a newer version of Tenth; opening it here could lose data."""

    code = "newer_database"
    status = 409
    hint = "Install the newest Tenth; this version leaves the database as it is."


class VersionConflict(StoreError):
    """The entry has changed since it was read."""

    code = "version_conflict"
    status = 409
    hint = "The entry was changed in another window; look at it again."
