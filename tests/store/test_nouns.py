"""agent/store: each noun comes back as it was kept, and the database itself guards what must never happen."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.domain.entry import EntryStatus
from agent.domain.ids import EntryId, PushId, RemoteId, SourceId, SuggestionId, passage_id
from agent.domain.source import Failure, Stage
from agent.domain.suggestion import NotBilled, NotBilledWhy
from agent.errors import NotFound
from agent.store.errors import StoreError, VersionConflict
from agent.store.store import Store
from tests.builders import NOON, a_matter, a_posted, a_push, a_source, a_suggestion, a_timekeeper, an_entry
from tests.first_day import a_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with one source and one confirmed entry."""
    store = a_store(tmp_path)
    store.sources.add(a_source(), taken_at=NOON, sound_key=b"k")
    store.entries.add(an_entry(status=EntryStatus.CONFIRMED), place=0)
    return store


def test_values_come_back_as_they_were(store: Store) -> None:
    store.sources.fail(SourceId("source"), Failure("code", "message", "hint"))
    not_billed = (NotBilled(passage_id(1), NotBilledWhy.HOLD),)
    store.sources.keep_extraction(
        SourceId("source"), by="rules", not_billed=not_billed, suggestions={SuggestionId("s"): a_suggestion()}
    )
    kept = store.sources.get(SourceId("source"))
    assert (kept.source, kept.taken_at, kept.sound_key, kept.not_billed) == (
        a_source(),
        NOON,
        b"k",
        not_billed,
    )
    assert kept.failure == Failure("code", "message", "hint")
    assert store.sources.suggestion(SuggestionId("s")) == a_suggestion()
    assert store.entries.get(EntryId("entry")) == an_entry(status=EntryStatus.CONFIRMED)
    store.matters.keep([a_matter(3)])
    assert store.matters.get(a_matter(3).id) == a_matter(3)
    store.home.timekeeper = a_timekeeper()
    assert store.home.timekeeper == a_timekeeper()
    store.ledger.open(a_push())
    store.ledger.settle(a_push().created(a_posted()))
    assert store.ledger.of_entry(EntryId("entry")) == a_push().created(a_posted())
    assert store.ledger.owned() == {RemoteId(900)}


def test_a_suggestion_never_changes(store: Store) -> None:
    store.sources.keep_extraction(
        SourceId("source"), by="rules", not_billed=(), suggestions={SuggestionId("s"): a_suggestion()}
    )
    with pytest.raises(StoreError, match="never changes"), store.transaction():
        store.sources._database.write("UPDATE suggestion SET body = '{}'")


def test_two_windows_cannot_overwrite_each_other(store: Store) -> None:
    entry = store.entries.get(EntryId("entry"))
    store.entries.change(entry.reopened(), was=entry.version)
    with pytest.raises(VersionConflict):
        store.entries.change(entry.discarded(), was=entry.version)


def test_the_database_refuses_a_second_open_push_of_an_entry(store: Store) -> None:
    store.ledger.open(a_push())
    with pytest.raises(StoreError):
        store.ledger.open(a_push(id=PushId("second")))
    store.ledger.settle(a_push().unknown("x", "y"))
    with pytest.raises(StoreError):
        store.ledger.open(a_push(id=PushId("second")))
    store.ledger.settle(a_push().created(a_posted()))
    with pytest.raises(StoreError):
        store.ledger.open(a_push(id=PushId("second")))


def test_after_a_refusal_the_entry_may_be_sent_again(store: Store) -> None:
    store.ledger.open(a_push())
    store.ledger.settle(a_push().refused("x", "y"))
    store.ledger.open(a_push(id=PushId("second")))
    assert [p.id for p in store.ledger.unsettled()] == ["second"]


def test_the_same_bytes_are_one_source(store: Store) -> None:
    with pytest.raises(StoreError):
        store.sources.add(a_source(id=SourceId("again")), taken_at=NOON)
    known = store.sources.with_content(a_source().sha256)
    assert known is not None
    assert known.source.id == "source"


def test_only_what_changed_in_the_mirror_counts(store: Store) -> None:
    assert store.matters.keep([a_matter(1), a_matter(2)]) == 2
    assert [m.id for m in store.matters.all()] == [1, 2]
    assert store.matters.keep([a_matter(1), a_matter(2, description="renamed")]) == 1
    assert store.matters.all()[1].description == "renamed"
    assert store.matters.numbered("00001-Hale").id == 1
    with pytest.raises(NotFound):
        store.matters.numbered("00001")


def test_every_change_is_seen_in_the_revision(store: Store) -> None:
    before = store.home.revision
    store.sources.advance(a_source(stage=Stage.SUGGESTED))
    assert store.home.revision == before + 1


def test_the_last_change_can_be_taken_from_the_stack(store: Store) -> None:
    store.entries.remember([an_entry()], [EntryId("new")])
    assert store.entries.last_change() == ([an_entry()], [EntryId("new")])
    store.entries.forget_last_change()
    assert store.entries.last_change() is None
