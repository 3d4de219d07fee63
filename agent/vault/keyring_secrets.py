"""Secrets in the operating system's keyring, and nowhere else.

`keyring` picks the backend of highest priority, and with the package keyrings.alt installed that can be a plain file. So the
backend is chosen here, from a list of those that encrypt, and a chain of backends is never used. One service name per secret:
on Windows two users under one service make the library shuffle entries about, and a credential holds 1,280 characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import keyring.backend
import keyring.errors

from agent.vault.errors import KeyringLocked, NoSafeKeyring, VaultError

SAFE_BACKENDS = (
    "keyring.backends.Windows.WinVaultKeyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
)
LONGEST = 1200
USER = "tenth"

T = TypeVar("T")


class KeyringSecrets:
    """The secrets of one home, each an item of its own named `tenth.<secret>.<home id>`."""

    def __init__(
        self, home_id: str, backends: Callable[[], Iterable[keyring.backend.KeyringBackend]]
    ) -> None:
        self._home_id = home_id
        self._backends = backends

    def read(self, name: str) -> str | None:
        """Return a secret, None when there is none."""
        return _asking(lambda backend: backend.get_password(self._service(name), USER), self._backend())

    def write(self, name: str, value: str) -> None:
        """Keep a secret, then read it back."""
        if len(value) > LONGEST:
            raise VaultError(f"the secret {name} is too long for a keyring item")
        backend = self._backend()
        _asking(lambda b: b.set_password(self._service(name), USER, value), backend)
        if self.read(name) != value:
            raise VaultError(f"the keyring did not keep the secret {name}")

    def forget(self, name: str) -> None:
        """Remove a secret; nothing happens when there is none."""
        if self.read(name) is not None:
            _asking(lambda b: b.delete_password(self._service(name), USER), self._backend())

    def _service(self, name: str) -> str:
        return f"tenth.{name}.{self._home_id}"

    def _backend(self) -> keyring.backend.KeyringBackend:
        for backend in _flat(self._backends()):
            if f"{type(backend).__module__}.{type(backend).__qualname__}" in SAFE_BACKENDS:
                if hasattr(backend, "persist"):  # Windows: keep the item on this computer, do not let it roam
                    backend.persist = "local machine"
                return backend
        raise NoSafeKeyring("no keyring of this computer encrypts what it keeps")


def installed_backends() -> list[keyring.backend.KeyringBackend]:
    """Return this computer's keyrings that could work, best first."""
    return sorted(keyring.backend.get_all_keyring(), key=lambda b: -float(b.priority))


def _flat(backends: Iterable[keyring.backend.KeyringBackend]) -> Iterator[keyring.backend.KeyringBackend]:
    for backend in backends:
        if type(backend).__name__ == "ChainerBackend":
            yield from _flat(getattr(backend, "backends", ()))
        else:
            yield backend


def _asking(
    question: Callable[[keyring.backend.KeyringBackend], T], backend: keyring.backend.KeyringBackend
) -> T:
    try:
        return question(backend)
    except keyring.errors.KeyringLocked as error:
        raise KeyringLocked("the keyring is locked") from error
    except keyring.errors.KeyringError as error:
        raise VaultError(f"the keyring answered {type(error).__name__}") from error
