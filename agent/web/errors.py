"""What the door itself refuses, before anything of the lawyer's is touched.

DoorError
  |- WrongHost          421  asked for under another name (a rebound DNS name, localhost)
  |- PostOnly           405  anything but POST, except for the panel's files
  |- OriginRefused      403  a page or extension that is not ours
  |- NotJson            415
  |- TooLarge           413
  |- Unpaired           401  no key is known for this caller: the window must be opened again
  |- BadSignature       401  something on the way was changed, or it is another caller's key
  |- WrongTime          401  more than a minute off
  |- Replayed           409  this very request was seen before
  |- TooMany            429
  |- LaunchRefused      401  the launch secret is used, a minute old, or wrong
  |- NoSuchPath         404
  |- NoBrowserHere      503  the agent has no screen to open a window on
  `- NoFreePort         503  (at the start)
"""

from __future__ import annotations

from agent.errors import TenthError


class DoorError(TenthError):
    """A request was turned away at the door."""

    code = "door"
    status = 400
    hint = "Open the window again from Tenth."


class WrongHost(DoorError):
    """The request was not addressed to the literal 127.0.0.1 and our port."""

    code = "wrong_host"
    status = 421


class PostOnly(DoorError):
    """Every call is a POST, so that browsers always say whose page is asking."""

    code = "post_only"
    status = 405


class OriginRefused(DoorError):
    """The page that asks is neither the agent's own nor a paired extension's, or not the one this key was given to."""

    code = "origin_refused"
    status = 403


class NotJson(DoorError):
    """Only JSON is taken: plain forms of other sites cannot send it unasked."""

    code = "not_json"
    status = 415


class TooLarge(DoorError):
    """The request is larger than this path takes, or does not say how large it is."""

    code = "too_large"
    status = 413
    hint = "Take the file in with `tenth take-in FILE` instead."


class Unpaired(DoorError):
    """Nobody of this name is known: the agent was started anew since, or never knew the caller."""

    code = "unpaired"
    status = 401


class BadSignature(DoorError):
    """The signature fits neither the caller nor what arrived."""

    code = "bad_signature"
    status = 401


class WrongTime(DoorError):
    """The request is dated more than a minute from now."""

    code = "wrong_time"
    status = 401
    hint = "Check this computer's clock, then try again."


class Replayed(DoorError):
    """The same request arrived before and was acted on then."""

    code = "replayed"
    status = 409
    hint = "Look again; the first of the two requests counted."


class TooMany(DoorError):
    """More requests within two minutes than any person makes."""

    code = "too_many_requests"
    status = 429
    hint = "Wait two minutes, then look again."


class LaunchRefused(DoorError):
    """The window came too late, or its secret was already used."""

    code = "launch_refused"
    status = 401


class NoSuchPath(DoorError):
    """There is nothing at this address."""

    code = "no_such_path"
    status = 404
    hint = "Update Tenth and its page together."


class NoBrowserHere(DoorError):
    """A page was to be opened in a window of the agent's own, and there is no browser it could open."""

    code = "no_browser_here"
    status = 503
    hint = "Open Tenth on this computer's own screen, and try there."


class NoFreePort(DoorError):
    """Every port of the list is taken by another program."""

    code = "no_free_port"
    status = 503
    hint = "Close the other copy of Tenth, or the program that uses ports 47821 to 47825."
