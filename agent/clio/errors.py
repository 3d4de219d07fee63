"""What can go wrong with Clio, under the practice system's own kinds of error.

    PracticeError
      |- SignedOut
      |    |- NotConnected        nobody has signed in on this computer
      |    |- TokenRejected       Clio did not take the access token; renewed once before anybody hears of it
      |    |- SignInRevoked       the kept sign-in was withdrawn in Clio
      |    |- AppNotKnown         Clio does not know this client id and secret
      |    `- SignInFailed        the browser trip ended without a sign-in
      |         |- SignInDeclined      the lawyer said no on Clio's page
      |         |- SignInTimedOut      nobody came back from the browser
      |         `- CallbackPortTaken   another program listens where the browser comes back to
      |- Unreachable              nothing was sent
      |    |- CertificateReplaced something on the network answers in Clio's place (TLS interception, a hotel)
      |    |- ClockWrong          the certificate is not valid on this computer's date
      |    `- ProxyRefused        the firm's proxy did not let the request through
      |- Refused                  the request was turned down; `code` says how: see refusals
      |- ClioTrouble              a read failed on Clio's side or broke off
      `- Unreadable               the answer to a read was not Clio's JSON

Messages hold statuses and ids only. What Clio itself said may name a client: it goes into the `hint`, which is
shown and never logged.
"""

from __future__ import annotations

from agent.errors import PracticeError, SignedOut, Unreachable


class NotConnected(SignedOut):
    """Nobody has signed in to Clio on this computer."""

    code = "not_connected"
    hint = "Connect to Clio first; drafts are kept here."


class TokenRejected(SignedOut):
    """Clio did not take the access token. The request was certainly not acted on."""


class SignInRevoked(SignedOut):
    """The kept sign-in was withdrawn: the app was disconnected in Clio, or its secret was reset."""

    code = "sign_in_revoked"
    hint = "Clio no longer accepts this sign-in. Connect to Clio again; drafts are kept here."


class AppNotKnown(SignedOut):
    """Clio does not know the client id and secret, or not in this region."""

    code = "app_not_known"
    hint = "Check the client id, the client secret and the region of the firm's Clio app, then connect again."


class SignInFailed(SignedOut):
    """The browser trip ended without a sign-in."""

    code = "sign_in_failed"
    hint = "Start connecting again; nothing was changed."


class SignInDeclined(SignInFailed):
    """The lawyer declined on Clio's page."""

    code = "sign_in_declined"
    hint = "Clio was told not to allow Tenth. Connect again and choose Allow."


class SignInTimedOut(SignInFailed):
    """Nobody came back from the browser in time."""

    code = "sign_in_timed_out"
    hint = "Connect again and finish on Clio's page in the browser."


class CallbackPortTaken(SignInFailed):
    """Another program listens on the port that Clio sends the browser back to."""

    code = "callback_port_taken"
    hint = "Another program uses port 47820, perhaps a second Tenth that is connecting. Close it, then connect again."


class CertificateReplaced(Unreachable):
    """What answers at Clio's address does not show Clio's certificate; nothing was sent to it."""

    code = "certificate_replaced"
    hint = (
        "Something on this network answers in Clio's place with a certificate this computer does not trust. "
        "Ask whoever looks after the firm's network."
    )


class ClockWrong(Unreachable):
    """Clio's certificate is not valid yet, or no longer, on the date that this computer has."""

    code = "clock_wrong"
    hint = "Check this computer's date and time, then try again."


class ProxyRefused(Unreachable):
    """The firm's proxy did not connect us to Clio; nothing was sent."""

    code = "proxy_refused"
    hint = "The firm's proxy did not let Tenth through to Clio. Ask whoever looks after the firm's network."


class ClioTrouble(PracticeError):
    """A read failed on Clio's side or broke off; reading again is harmless."""

    code = "clio_trouble"
    hint = "Clio has a problem at the moment. Try again in a few minutes; drafts are kept here."


class Unreadable(PracticeError):
    """The answer to a read was not Clio's JSON, or not the shape Clio documents."""

    code = "clio_unreadable"
    hint = (
        "Something else than Clio may have answered (a hotel's or firm's sign-on page). "
        "Open Clio in the browser, then try again."
    )
