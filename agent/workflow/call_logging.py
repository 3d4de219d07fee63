"""Call logs: the one line per matter of a call in the client's file, made before the first entry that links to it."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from dataclasses import dataclass

from agent.domain.call_log import CallLog, is_call, people_of, settle_log
from agent.domain.entry import TimeEntry
from agent.domain.ids import EntryId, RemoteId
from agent.domain.settling import Verdict
from agent.domain.source import Source
from agent.errors import OutcomeUnknown, PracticeError, Refused
from agent.ports import PracticeSystem
from agent.workflow.desk import Desk

log = logging.getLogger(__name__)


class NotLogged(PracticeError):
    """The call log is not there, so the entry that would link to it was not sent."""

    code = "call_log_unknown"
    hint = "Whether Clio has the call log is not known yet: push again in a minute; Tenth looks for it first."


class LogRefused(PracticeError):
    """Clio turned the call log down; nothing was done, and the entry was not sent."""

    code = "call_log_refused"


@dataclass(frozen=True, slots=True)
class CallLogging:
    """Makes sure that a call's log is there, once."""

    desk: Desk
    practice: PracticeSystem

    def log_of(self, entry_id: EntryId, *, since: dt.datetime | None) -> RemoteId | None:
        """Return the log that an entry links to, made now when need be; None when it has none.

        Raise PracticeError's kinds when there is no certain log; then the entry must not be sent.
        """
        store = self.desk.store
        entry = store.entries.get(entry_id)
        if not store.home.call_logs or entry.matter_id is None:
            return None
        source = store.sources.get(entry.source_id).source
        if not is_call(source):
            return None
        known = store.call_logs.of(source.id, entry.matter_id)
        if known is None:
            return self._make(self._new(entry, source, since))
        if known.remote_id is not None:
            return known.remote_id
        if known.is_open and (found := self._look(known)):
            return found
        again = known.again(self.desk.now(), self.practice.now(), new_key=uuid.uuid4().hex)
        return self._make(again)

    def _new(self, entry: TimeEntry, source: Source, since: dt.datetime | None) -> CallLog:
        store = self.desk.store
        assert entry.matter_id is not None
        matter, who = store.matters.known(entry.matter_id), store.home.timekeeper
        assert who is not None
        return CallLog(
            key=uuid.uuid4().hex, source_id=source.id, matter_id=entry.matter_id, user_id=entry.earner_id or who.id,
            date=entry.date, started_at=source.context.call_start, people=people_of(source, matter) if matter else (),
            written_at=self.desk.now(), since=since,
        )  # fmt: skip

    def _make(self, call: CallLog) -> RemoteId:
        """Row first, then the request, then what became of it."""
        logs = self.desk.store.call_logs
        logs.keep(call)
        try:
            remote_id = self.practice.log_call(call)
        except OutcomeUnknown:
            log.warning("call log %s: outcome unknown", call.key[:8])
            raise NotLogged("the answer about the call log was lost") from None
        except Refused as error:
            logs.keep(call.refused())
            hint = f"Clio did not take the call log. {error.hint} Or switch call logs off, then push again."
            raise LogRefused("Clio turned the call log down", hint=hint) from None
        except PracticeError:
            logs.keep(call.refused())
            raise
        logs.keep(call.created(remote_id))
        return remote_id

    def _look(self, call: CallLog) -> RemoteId | None:
        """Return the log found under its key, None when it is certainly not there. Raise NotLogged while nobody can say."""
        logs = self.desk.store.call_logs
        found = self.practice.logged(call.key)
        left = call.left_until_sure(self.practice.now(), self.desk.now())
        verdict, remote_id = settle_log(call, found, left=left)
        if remote_id is not None:
            logs.keep(call.created(remote_id))
            return remote_id
        logs.keep(call.looked())
        if verdict is Verdict.LOOK_AGAIN:
            raise NotLogged("the call log may still be on its way")
        return None
