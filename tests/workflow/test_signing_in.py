"""agent/workflow/signing_in.py: one trip at a time, its end stands in the state, and the drafts are never touched."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from agent.errors import NotAllowedNow, SignedOut, TenthError, UsedWrongly
from agent.workflow.signing_in import SigningIn, Wanted
from tests.fakes import ScriptedBrowser
from tests.workflow.conftest import Office


@pytest.fixture
def signing_in(office: Office) -> SigningIn:
    return SigningIn(office.trip, office.desk.reach, office.mirror.signed_in, office.mirror.sync)


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.005)


def end(signing_in: SigningIn, browser: ScriptedBrowser, fault: TenthError | None) -> None:
    browser.ends.put(fault)
    until(lambda: not signing_in.under_way)


def test_the_matters_are_read_when_the_browser_comes_back(office: Office, signing_in: SigningIn) -> None:
    assert signing_in.start() == office.browser.authorise_url
    assert signing_in.under_way
    end(signing_in, office.browser, None)
    assert office.practice.asked_since == [None]
    assert office.mirror.status().trouble is None


def test_asking_twice_leads_to_the_same_trip(office: Office, signing_in: SigningIn) -> None:
    signing_in.start()
    count = signing_in.count
    assert signing_in.start() == office.browser.authorise_url
    assert signing_in.count == count
    end(signing_in, office.browser, None)
    assert office.practice.asked_since == [None], "one trip came back, so the matters were read once"


def test_a_no_in_the_browser_is_said_and_the_next_trip_may_succeed(
    office: Office, signing_in: SigningIn
) -> None:
    signing_in.start()
    end(
        signing_in,
        office.browser,
        SignedOut("declined in the browser", hint="Connect again and choose Allow."),
    )
    trouble = office.mirror.status().trouble
    assert trouble
    assert trouble.hint == "Connect again and choose Allow."
    signing_in.start()
    end(signing_in, office.browser, None)
    assert office.mirror.status().trouble is None


def test_a_trip_that_cannot_begin_is_refused_and_leaves_nothing_under_way(
    office: Office, signing_in: SigningIn
) -> None:
    office.browser.cannot_begin = UsedWrongly("the firm's Clio app is not known here")
    with pytest.raises(UsedWrongly):
        signing_in.start()
    assert not signing_in.under_way
    office.browser.cannot_begin = None
    signing_in.start()
    end(signing_in, office.browser, None)


def test_typing_another_app_gives_the_trip_before_up(office: Office, signing_in: SigningIn) -> None:
    signing_in.start(Wanted("au", "mistyped", "secret"))
    signing_in.start(Wanted("au", "right", "secret"))
    assert (office.browser.given_up, [w.client_id for w in office.wanted]) == (1, ["mistyped", "right"])
    assert office.mirror.status().trouble is None, "nobody failed: the lawyer began anew"
    end(signing_in, office.browser, None)
    assert office.practice.asked_since == [None]


def test_a_wrong_code_may_be_pasted_again(office: Office, signing_in: SigningIn) -> None:
    with pytest.raises(NotAllowedNow):
        signing_in.paste("good")
    signing_in.start(Wanted(paste=True))
    assert signing_in.waits_for_code
    with pytest.raises(SignedOut):
        signing_in.paste("god")
    signing_in.paste("good")
    until(lambda: not signing_in.under_way)
    assert office.practice.asked_since == [None]


def test_whose_home_it_is_stands_before_the_matters_are_read(office: Office) -> None:
    seen, reading = list[bool](), threading.Event()
    signing_in = SigningIn(office.trip, office.desk.reach, office.mirror.signed_in, lambda: reading.wait(10))
    signing_in.start()
    office.browser.ends.put(None)
    until(lambda: not signing_in.waits)
    seen.append(signing_in.under_way)
    reading.set()
    until(lambda: not signing_in.under_way)
    assert seen == [True]
    who = office.store.home.timekeeper
    assert (who and who.name) == "Ruth Calder"


def test_a_secret_is_in_no_repr() -> None:
    assert "hush" not in repr(Wanted("au", "id", "hush"))
