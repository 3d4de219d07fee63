"""Drafts made anew because more is known of their call: what was said of it, whose words. Never one that was touched."""

from __future__ import annotations

from dataclasses import replace

from agent.domain.dictation import is_untouched
from agent.domain.entry import TimeEntry
from agent.domain.ids import SourceId
from agent.domain.joining import JOINED_AWAY
from agent.domain.source import Source, Stage
from agent.store.store import Store


def can_be_made_anew(store: Store, source_id: SourceId) -> bool:
    """Whether the lawyer has changed, sent or put aside nothing of a source."""
    return all(map(is_untouched, _drafts(store, source_id)))


def make_anew(store: Store, source: Source) -> None:
    """Keep a source with its drafts put aside, to be read once more. Call it in a transaction."""
    for draft in _drafts(store, source.id):
        store.entries.change(draft.discarded().flagged(JOINED_AWAY), was=draft.version)
    store.sources.advance(replace(source, stage=Stage.TRANSCRIBED))


def follow(store: Store, source: Source) -> bool:
    """Keep a source of which more is known, and return whether its drafts follow. Call it in a transaction.

    They do when the lawyer has touched none of them; else they stay as they are.
    """
    follows = can_be_made_anew(store, source.id)
    if follows and source.stage is not Stage.RECORDED:
        make_anew(store, source)
    else:
        store.sources.advance(source)
    return follows


def _drafts(store: Store, source_id: SourceId) -> list[TimeEntry]:
    """Return a source's entries but for those whose time stands in later ones."""
    return [e for e in store.entries.of_source(source_id) if JOINED_AWAY not in e.flags]
