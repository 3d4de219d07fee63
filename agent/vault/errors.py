"""What can go wrong with keys.

VaultError
  |- KeyringLocked     the keyring is there but locked
  |- NoSafeKeyring     no keyring that encrypts what it keeps
  `- KeyMissing        a database without its key
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
