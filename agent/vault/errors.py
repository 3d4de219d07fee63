"""What can go wrong with keys, and with pairing a browser.

VaultError
  |- KeyringLocked     the keyring is there but locked
  |- NoSafeKeyring     no keyring that encrypts what it keeps
  `- KeyMissing        a database without its key

PairingError
  |- PairingClosed     409  no code is shown, or it was used, is too old, or was tried too often
  |- WrongCode         403  the code that was typed is not the one that is shown
  |- PairingRefused    400  what the browser sent fits no exchange of ours
  `- PairingBusy       429  more browsers are pairing at once than anybody has
"""

from __future__ import annotations

from agent.errors import TenthError


class VaultError(TenthError):
    """The place where keys are kept did not do what was asked."""

    code = "keyring_failed"
    status = 423
    hint = "Open your system's password manager, see that it works, then try again."


class KeyringLocked(VaultError):
    """The keyring is locked; nothing was read and nothing was written."""

    code = "keyring_locked"
    hint = "Unlock your keyring, then try again; drafts are safe."


class NoSafeKeyring(VaultError):
    """No keyring that encrypts what it keeps; a plain file is not accepted in its place."""

    code = "no_safe_keyring"
    hint = "Install and unlock GNOME Keyring, KWallet, the macOS keychain or the Windows credential store."


class KeyMissing(VaultError):
    """There is a database but its key is gone; a new key could not open it."""

    code = "key_missing"
    hint = "Restore the keyring from a backup, or move the old folder away to start anew beside it."


class PairingError(TenthError):
    """A browser was not paired."""

    code = "pairing_failed"
    status = 409
    hint = "Choose Browsers in the menu of Tenth's window, then type the new code."


class PairingClosed(PairingError):
    """Nobody may pair now: a person opens pairing, for two minutes and five tries."""

    code = "pairing_closed"


class WrongCode(PairingError):
    """The code is wrong; the try is counted."""

    code = "wrong_code"
    status = 403
    hint = "Type the code again, as Tenth shows it."


class PairingRefused(PairingError):
    """A public key that is none, or another page than the one that began."""

    code = "pairing_refused"
    status = 400


class PairingBusy(PairingError):
    """Too many attempts are under way."""

    code = "pairing_busy"
    status = 429
    hint = "Wait two minutes, then choose Browsers in Tenth's menu for a new code."
