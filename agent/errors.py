"""The error tree. Every refusal a person can meet is one of these, with a stable code and a next step.

    TenthError                     code, HTTP status, hint (what the lawyer does next)
      |- UsedWrongly               the request itself makes no sense
      |- NotFound                  no such entry, source or matter here
      |- NotAllowedNow             right request, wrong moment (an entry already in Clio cannot be edited)
      |- NotReady                  an entry lacks what a bill needs
      |- WatchOnly                 the first week of only watching: nothing is pushed
      |- StoreError                the database: see agent/store/errors.py
      |- VaultError                keys and the keyring: see agent/vault/errors.py
      |- PairingError              a browser that was not paired: the same file
      |- IntakeError               a file that cannot be read: see agent/intake/errors.py
      |- TranscribeError           sound or speech model: see agent/transcribe/errors.py, server/errors.py
      |- ExtractError              the language model: see agent/extract/errors.py
      |- PracticeError             the practice system, whichever it is
      |    |- SignedOut            no valid sign-in: connect again
      |    |    `- AnotherPerson   somebody else is signed in than this home belongs to
      |    |- Unreachable          nothing was sent: offline, refused connection
      |    |- Busy                 asked to wait; nothing was done
      |    |- Refused              looked at and turned down; nothing was done
      |    `- OutcomeUnknown       the answer was lost: the entry may or may not exist
      `- ExportError               a file that may not be written so: see agent/export/errors.py

Messages never carry a narrative, a transcript, a client's or a matter's name: they end up in logs.
"""

from __future__ import annotations


class TenthError(Exception):
    """Something a person can act on. `str(error)` says what is wrong, `hint` what to do."""

    code = "tenth_error"
    status = 500
    hint = "Run `tenth doctor`; nothing was lost."

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        if hint is not None:
            self.hint = hint


class UsedWrongly(TenthError):
    """The request itself makes no sense; asking again the same way cannot help."""

    code = "used_wrongly"
    status = 400
    hint = "See `tenth --help`."


class NotFound(TenthError):
    """No such entry, source or matter in this home."""

    code = "not_found"
    status = 404
    hint = "Look at `tenth entries`; it may have been discarded."


class NotAllowedNow(TenthError):
    """The request is right but the moment is not."""

    code = "not_allowed_now"
    status = 409
    hint = "Look at the entry again; it has changed."


class NotReady(TenthError):
    """An entry lacks something that a bill needs."""

    code = "not_ready"
    status = 409
    hint = "Complete the entry, then confirm it."


class WatchOnly(TenthError):
    """The lawyer chose that Tenth only watches for now: it pushes nothing."""

    code = "watch_only"
    status = 409
    hint = "End watching on the day's page, then push."


class PracticeError(TenthError):
    """The practice system (Clio) did not do what was asked."""

    code = "practice_error"
    status = 502
    hint = "Try again in a minute; the entry is kept here."
    stops = False  # whether the next entry would meet the same


class SignedOut(PracticeError):
    """There is no valid sign-in."""

    code = "signed_out"
    status = 401
    hint = "Connect to Clio again; drafts are kept here."
    stops = True


class AnotherPerson(SignedOut):
    """Somebody else is signed in than the fee earner whose home this is: two people's drafts must not mix."""

    code = "another_person"
    hint = "Sign in as the fee earner whose drafts these are, or use --home with another folder."


class Unreachable(PracticeError):
    """Nothing was sent: no network, or nobody answers at that address."""

    code = "unreachable"
    status = 503
    hint = "Try again when the computer is online; drafts are kept here."
    stops = True


class Busy(PracticeError):
    """Asked to wait; the request was not acted on.

    `wait_seconds` is how long the practice system asked us to wait.
    """

    code = "busy"
    status = 503
    hint = "Clio asks to wait: push again in a few minutes. Nothing was lost."
    stops = True

    def __init__(self, message: str, *, wait_seconds: float = 1.0) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds


class Refused(PracticeError):
    """The practice system looked at the request and turned it down; nothing was done.

    `hidden` says that what the request speaks of may be out of this sign-in's sight.
    """

    code = "refused"
    status = 422
    hint = "Change the entry and push it again."
    hidden = False


class OutcomeUnknown(PracticeError):
    """The answer was lost after sending: the entry may or may not exist there."""

    code = "outcome_unknown"
    status = 504
    hint = "Tenth looks whether the entry arrived and will not send it twice; run `tenth reconcile`."
