"""Calls about paired browsers: pairing one more, listing them, forgetting one."""

from __future__ import annotations

from agent.web import answers_browsers as answers
from agent.web import bodies
from agent.web.answers import Nothing
from agent.web.door import Door
from agent.web.gate import asking_origin


def open_pairing(door: Door, body: bodies.Nothing) -> answers.PairingOpened:
    """Open pairing for one browser and return the code to show; the agent's own window only."""
    shown = door.services.pairing.open()
    return answers.PairingOpened(shown.code, shown.seconds)


def close_pairing(door: Door, body: bodies.Nothing) -> Nothing:
    """Close pairing: the code that is shown is dead; the agent's own window only."""
    door.services.pairing.close()
    return Nothing()


def start(door: Door, body: bodies.PairStart) -> answers.PairStarted:
    """Begin to pair the extension that asks: exchange public keys."""
    session = door.services.pairing.start(origin=asking_origin(), name=body.name, public=body.public)
    return answers.PairStarted(session.id, session.exchange.agent_public, session.exchange.salt)


def finish(door: Door, body: bodies.PairFinish) -> answers.PairFinished:
    """Pair the extension that asks, if its proof shows that the code was typed into it."""
    paired = door.services.pairing.finish(origin=asking_origin(), session_id=body.session, proof=body.proof)
    return answers.PairFinished(paired.client, paired.proof)


def list_browsers(door: Door, body: bodies.Nothing) -> answers.Browsers:
    """List the paired browsers, and say for how long pairing is still open."""
    found = tuple(
        answers.Browser(browser.id, browser.name, browser.paired_at, browser.last_used)
        for browser in door.services.browsers.all()
    )
    return answers.Browsers(found, door.services.pairing.seconds_left())


def forget(door: Door, body: bodies.OneBrowser) -> Nothing:
    """Forget a paired browser: its next call is a stranger's."""
    door.services.browsers.forget(body.id)
    return Nothing()
