"""agent/vault: keys lie in a keyring that encrypts, or nowhere."""

from __future__ import annotations

import sys
from pathlib import Path

import keyring.backend
import keyring.errors
import pytest

from agent.ports import Secrets
from agent.vault.database_key import NAME, database_key
from agent.vault.errors import KeyMissing, KeyringLocked, NoSafeKeyring, VaultError
from agent.vault.file_secrets import FileSecrets
from agent.vault.keyring_secrets import SAFE_BACKENDS, KeyringSecrets


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1  # type: ignore[assignment]  # keyring declares a property

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class LockedKeyring(MemoryKeyring):
    """A keyring that is locked."""

    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.KeyringLocked("Failed to unlock the collection!")


@pytest.fixture
def named_as_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the test's keyrings stand on the list of those that encrypt."""
    names = tuple(f"{kind.__module__}.{kind.__qualname__}" for kind in (MemoryKeyring, LockedKeyring))
    monkeypatch.setattr("agent.vault.keyring_secrets.SAFE_BACKENDS", (*SAFE_BACKENDS, *names))


@pytest.fixture(params=["keyring", "file"])
def secrets(request: pytest.FixtureRequest, tmp_path: Path, named_as_safe: None) -> Secrets:
    """Both places in which secrets may lie."""
    backend = MemoryKeyring()
    return (
        KeyringSecrets("home", lambda: [backend])
        if request.param == "keyring"
        else FileSecrets(tmp_path / "keys.json")
    )


def test_what_is_written_can_be_read_and_forgotten(secrets: Secrets) -> None:
    assert secrets.read("a") is None
    secrets.write("a", "1")
    secrets.write("b", "2")
    assert (secrets.read("a"), secrets.read("b")) == ("1", "2")
    secrets.forget("a")
    secrets.forget("never there")
    assert (secrets.read("a"), secrets.read("b")) == (None, "2")


def test_the_database_key_is_made_once(secrets: Secrets, tmp_path: Path) -> None:
    first = database_key(secrets, tmp_path / "tenth.db")
    (tmp_path / "tenth.db").touch()
    assert database_key(secrets, tmp_path / "tenth.db") == first
    assert len(first) == 32


def test_a_lost_key_is_never_replaced(secrets: Secrets, tmp_path: Path) -> None:
    (tmp_path / "tenth.db").touch()
    with pytest.raises(KeyMissing):
        database_key(secrets, tmp_path / "tenth.db")
    assert secrets.read(NAME) is None


def test_a_damaged_key_is_not_used(secrets: Secrets, tmp_path: Path) -> None:
    secrets.write(NAME, "not base64 at all")
    with pytest.raises(VaultError):
        database_key(secrets, tmp_path / "tenth.db")


def test_a_locked_keyring_is_said_to_be_locked(named_as_safe: None, tmp_path: Path) -> None:
    with pytest.raises(KeyringLocked):
        database_key(KeyringSecrets("home", lambda: [LockedKeyring()]), tmp_path / "tenth.db")
    assert list(tmp_path.glob("tenth*")) == []


def test_a_keyring_that_is_not_on_the_list_is_refused_even_inside_a_chain() -> None:
    class ChainerBackend(MemoryKeyring):
        backends = (MemoryKeyring(),)

    for backend in (MemoryKeyring(), ChainerBackend()):
        with pytest.raises(NoSafeKeyring):
            KeyringSecrets("home", lambda backend=backend: [backend]).write("a", "1")  # type: ignore[misc]  # bound right here
        assert backend.kept == {}


def test_a_keyring_on_the_list_is_used_instead_of_the_plain_one_before_it(named_as_safe: None) -> None:
    class Plaintext(MemoryKeyring):
        """Stands for keyrings.alt's plain file."""

    plain, safe = Plaintext(), MemoryKeyring()
    KeyringSecrets("home", lambda: [plain, safe]).write("a", "1")
    assert plain.kept == {}
    assert list(safe.kept.values()) == ["1"]


def test_two_homes_do_not_share_keys(named_as_safe: None) -> None:
    backend = MemoryKeyring()
    KeyringSecrets("one", lambda: [backend]).write("a", "1")
    assert KeyringSecrets("two", lambda: [backend]).read("a") is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_the_practice_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    FileSecrets(path).write("a", "1")
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(VaultError):
        FileSecrets(path).read("a")
