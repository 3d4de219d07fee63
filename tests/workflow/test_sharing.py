"""agent/workflow/sharing.py: shares and joins at the desk, each one change that can be taken back."""

from __future__ import annotations

import pytest

from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.ids import EntryId, MatterId
from agent.domain.source import Context
from agent.errors import NotAllowedNow
from agent.workflow.sharing import Sharing
from tests.builders import a_suggestion, an_extraction
from tests.workflow.conftest import Office

FIRST, SECOND = MatterId(1), MatterId(2)


def take_in(office: Office, words: str) -> TimeEntry:
    """Take in three lines, and return the draft they became."""
    source_id = office.take_in.data(f"{words}\ntwo\nthree".encode(), "call.vtt", Context())
    office.process.all()
    return office.store.entries.of_source(source_id)[0]


def live(office: Office) -> list[TimeEntry]:
    return [e for e in office.store.entries.all() if e.status is not EntryStatus.DISCARDED]


def test_a_shared_entry_goes_out_as_its_shares(office: Office) -> None:
    office.extractor.says = an_extraction(a_suggestion(seconds=1000, units=3))
    entry = take_in(office, "one")
    for part in Sharing(office.desk).share(entry.id, entry.version, {FIRST: 2, SECOND: 1}):
        office.review.confirm(part.id, part.version)
    office.push.push()
    assert sorted((p.matter_id, p.seconds) for p in office.practice.held) == [(1, 720), (2, 360)]
    assert sum(p.seconds for p in office.practice.held) == 1080


def test_the_whole_to_two_clients_is_refused_and_nothing_changes(office: Office) -> None:
    office.extractor.says = an_extraction(a_suggestion(seconds=1000, units=3))
    entry = take_in(office, "one")
    with pytest.raises(NotAllowedNow) as caught:
        Sharing(office.desk).share(entry.id, None, {FIRST: 3, SECOND: 3})
    assert "the whole is 3" in caught.value.hint
    assert live(office) == [entry]


def test_sharing_is_taken_back_as_one(office: Office) -> None:
    office.extractor.says = an_extraction(a_suggestion(seconds=1000, units=3))
    entry = take_in(office, "one")
    Sharing(office.desk).share(entry.id, None, {FIRST: 2, SECOND: 1})
    office.review.undo()
    (again,) = live(office)
    assert (again.units, again.seconds, again.elsewhere) == (3, 1000, 0)


def test_short_calls_of_a_day_are_offered_together_and_joined_over_their_sources(office: Office) -> None:
    office.extractor.says = an_extraction(a_suggestion(seconds=180, units=1))
    drafts = [take_in(office, words) for words in ("one", "two", "three")]
    sharing = Sharing(office.desk)
    (offer,) = sharing.offers()
    assert set(offer.entries) == {d.id for d in drafts}
    sharing.join([(EntryId(each), None) for each in offer.entries])
    (whole,) = live(office)
    assert (whole.units, whole.seconds) == (2, 540)
    assert sharing.offers() == []
    office.review.undo()
    assert len(live(office)) == 3
