"""Who may come in: authorisation codes, grants and access tokens. Pure but for the clock it is given.

allow -> code (10 minutes, once) -> grant: refresh token (never expires, not rotated) -> access tokens (30 days)
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from agent.sandbox.behaviour import Access

CODE_LIFE = dt.timedelta(minutes=10)
TOKEN_LIFE = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Grant:
    """One user's permission for the app, as it was when given: later changes need a new authorisation."""

    id: str
    user_id: int
    permissions: Mapping[str, Access]
    refresh_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Code:
    """An authorisation code waiting to be exchanged."""

    user_id: int
    redirect_uri: str
    expires_at: str


@dataclass(frozen=True, slots=True)
class Token:
    """An access token's grant and end of life."""

    grant_id: str
    expires_at: str


class Grants:
    """The book of codes, grants and tokens of one practice Clio."""

    def __init__(self, *, clock: Callable[[], dt.datetime], permissions: Mapping[str, Access]) -> None:
        self._clock = clock
        self._permissions = dict(permissions)
        self._codes: dict[str, Code] = {}
        self._grants: dict[str, Grant] = {}
        self._tokens: dict[str, Token] = {}
        self.changes = 0

    def allow(self, user_id: int, redirect_uri: str) -> str:
        """A new authorisation code for this user."""
        self.changes += 1
        code = secrets.token_urlsafe(24)
        self._codes[code] = Code(user_id, redirect_uri, (self._clock() + CODE_LIFE).isoformat())
        return code

    def exchange(self, code: str, redirect_uri: str) -> tuple[str, str] | None:
        """Access and refresh token for a code, once; None when it is spent, too old or for another address."""
        self.changes += 1
        held = self._codes.pop(code, None)
        if held is None or held.redirect_uri != redirect_uri or self._over(held.expires_at):
            return None
        permissions = dict(self._permissions)
        grant = Grant(secrets.token_hex(8), held.user_id, permissions, secrets.token_urlsafe(32))
        self._grants[grant.id] = grant
        return self._new_token(grant), grant.refresh_token

    def refresh(self, refresh_token: str) -> str | None:
        """A new access token; the refresh token stays the same. None when it is unknown or revoked."""
        for grant in self._grants.values():
            if secrets.compare_digest(grant.refresh_token.encode(), refresh_token.encode()):
                return self._new_token(grant)
        return None

    def holder(self, access_token: str) -> Grant | None:
        """The grant behind a live access token."""
        token = self._tokens.get(access_token)
        return None if token is None or self._over(token.expires_at) else self._grants.get(token.grant_id)

    def sign_in(self, user_id: int) -> tuple[str, str]:
        """Access and refresh token without the browser trip, for tests that are about something else."""
        pair = self.exchange(self.allow(user_id, ""), "")
        assert pair is not None
        return pair

    def deauthorize(self, access_token: str) -> bool:
        """Forget the grant behind this token with all its tokens."""
        grant = self.holder(access_token)
        if grant is None:
            return False
        self.changes += 1
        del self._grants[grant.id]
        return True

    def expire_access(self) -> None:
        """Let every access token run out now; refresh tokens stay good."""
        self.changes += 1
        gone = self._clock() - dt.timedelta(seconds=1)
        self._tokens = {key: replace(each, expires_at=gone.isoformat()) for key, each in self._tokens.items()}

    def revoke_all(self) -> None:
        """Forget every grant: access tokens and refresh tokens are dead."""
        self.changes += 1
        self._grants.clear()

    def saved(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "codes": {key: asdict(each) for key, each in self._codes.items()},
            "grants": {key: asdict(each) for key, each in self._grants.items()},
            "tokens": {key: asdict(each) for key, each in self._tokens.items()},
        }

    def restore(self, saved: dict[str, Any]) -> None:
        """Take over what `saved` gave."""
        self._codes = {key: Code(**each) for key, each in saved["codes"].items()}
        self._grants = {key: Grant(**each) for key, each in saved["grants"].items()}
        self._tokens = {key: Token(**each) for key, each in saved["tokens"].items()}

    def _new_token(self, grant: Grant) -> str:
        self.changes += 1
        token = secrets.token_urlsafe(32)
        self._tokens[token] = Token(grant.id, (self._clock() + TOKEN_LIFE).isoformat())
        return token

    def _over(self, moment: str) -> bool:
        return self._clock() >= dt.datetime.fromisoformat(moment)
