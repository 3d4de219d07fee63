"""Whose time: the fee earner of an entry chosen from the firm's people, and drafts for colleagues who were on the same call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.domain.drafting import from_suggestion
from agent.domain.entry import TimeEntry
from agent.domain.firm import Member
from agent.domain.ids import EntryId, SourceId, SuggestionId, TimekeeperId
from agent.domain.matter import Timekeeper
from agent.domain.naming import shown_with
from agent.domain.source import Stage
from agent.domain.whose import colleagues, drafted_for, given_to, without_draft
from agent.errors import NotAllowedNow, NotFound, SignedOut
from agent.ports import Extractor
from agent.workflow.changes import Changes
from agent.workflow.desk import Desk
from agent.workflow.money import Book


@dataclass(frozen=True, slots=True)
class Whose:
    """Who is chosen is chosen for these entries only: the next call begins with whoever is signed in."""

    desk: Desk
    extractor: Extractor

    def people(self) -> list[Member]:
        """Return everybody whose time can be recorded, by name; empty before the first sync."""
        return [member for member in self.desk.store.users() if member.is_active]

    def choose(self, entries: Sequence[tuple[EntryId, int]], earner: TimekeeperId) -> list[TimeEntry]:
        """Make entries somebody's time, each as it was seen at its version: one change, taken back as one."""
        changes, owner = Changes(self.desk), self._owner()
        with self.desk.store.transaction():
            member = self._member(earner)
            before = [changes.unsent(entry_id, version) for entry_id, version in dict(entries).items()]
            return changes.keep(before, [given_to(entry, member, owner) for entry in before])

    def offered(self, source_id: SourceId) -> list[Member]:
        """Return the colleagues who took part in a source and have no entry of it yet."""
        store, owner = self.desk.store, self.desk.store.home.timekeeper
        if owner is None:
            return []
        source = store.sources.get(source_id).source
        if source.stage not in (Stage.SUGGESTED, Stage.REVIEWED):
            return []  # the lawyer's own drafts come first
        took_part = colleagues(source, self.people(), owner)
        return without_draft(took_part, store.entries.of_source(source_id)) if took_part else []

    def draft(self, source_id: SourceId, earner: TimekeeperId) -> list[TimeEntry]:
        """Read a source as a colleague's and put their drafts on the desk, in their own words. Undo takes them away again."""
        member = next((m for m in self.offered(source_id) if m.id == earner), None)
        if member is None:
            raise NotAllowedNow("that fee earner has a draft of this already", hint="Look at the call again.")
        store = self.desk.store
        source = store.sources.get(source_id).source
        theirs = replace(source, context=replace(source.context, timekeeper=member.name))
        book = Book.opened(self.desk)
        extraction = self.extractor.extract(theirs.as_meant(), store.matters.all(), book.rule(None))
        made = [
            drafted_for(
                from_suggestion(
                    shown_with(suggestion, theirs), entry_id=EntryId(self.desk.new_id()),
                    suggestion_id=SuggestionId(""), source=theirs,
                    today=self.desk.today(), rule=book.rule(suggestion.matter_id),
                ),
                member,
            )
            for suggestion in extraction.suggestions
        ]  # fmt: skip
        if not made:
            raise NotAllowedNow(
                "nothing of this call is that fee earner's work", hint="Add their time by hand."
            )
        with store.transaction():
            place = len(store.entries.of_source(source_id))
            for offset, entry in enumerate(made):
                store.entries.add(entry, place=place + offset)
            store.entries.remember([], [entry.id for entry in made])
            Changes(self.desk).note_stages({source_id})
        return made

    def _owner(self) -> Timekeeper:
        owner = self.desk.store.home.timekeeper
        if owner is None:
            raise SignedOut("nobody is signed in")
        return owner

    def _member(self, earner: TimekeeperId) -> Member:
        for member in self.people():
            if member.id == earner:
                return member
        raise NotFound(
            "that fee earner is not in the firm's list", hint="Read the matters anew, then choose again."
        )
