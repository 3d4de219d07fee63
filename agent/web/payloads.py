"""From the domain's values to the panel's answers. Joins what the panel shows side by side; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agent import __version__
from agent.domain import billing
from agent.domain.entry import TimeEntry
from agent.domain.ids import EntryId, MatterId
from agent.domain.joining import Offer
from agent.domain.lint import remarks, stops
from agent.domain.matter import Matter
from agent.domain.push import Outcome, Push
from agent.domain.rates import Estimate
from agent.domain.source import Passage, Source
from agent.domain.suggestion import Candidate, Evidence
from agent.web import answers, answers_entries, payloads_capture, payloads_clock
from agent.web.payloads_sources import earner, named, source_summary
from agent.workflow.mirroring import MirrorStatus
from agent.workflow.money import Book
from agent.workflow.reviewing import SourceView
from agent.workflow.services import Services

LONGEST_QUOTE = 400


def state(services: Services) -> answers.State:
    """Show everything the first screen needs."""
    overview, mirror = services.review.overview(), services.mirror.status()
    return answers.State(
        product_version=__version__,
        practice=services.practice,
        today=overview.today,
        timekeeper=mirror.user or "",
        earners=tuple(map(earner, services.whose.people())) or named(mirror.user, overview.sources),
        clio=_clio(mirror, signing_in=services.sign_in.waits),
        working=services.board.working,
        clock=payloads_clock.clock(services),
        call=payloads_clock.call(services),
        offer=payloads_capture.offer(services),
        reminder=services.days.reminder(),
        watch_only=services.days.preferences().watch_only,
        call_logs=services.push.logs_calls(),
        sources=tuple(map(source_summary, overview.sources)),
        counts={str(status): count for status, count in overview.counts.items()},
        can_undo=overview.can_undo,
    )


def source(services: Services, view: SourceView) -> answers.SourceAnswer:
    """Show one source with its words and its entries."""
    return answers.SourceAnswer(
        source=source_summary(view),
        passages=view.kept.source.passages,
        misheard=view.kept.source.corrections,
        echoes=view.kept.source.echoes,
        not_billed=view.kept.not_billed,
        promises=view.kept.promises,
        claims=view.kept.claims,
        colleagues=tuple(map(earner, services.whose.offered(view.kept.source.id))),
        entries=_of_source(services, view, view.entries),
    )


def entries(services: Services, chosen: Sequence[TimeEntry]) -> tuple[answers_entries.Entry, ...]:
    """Show entries of any sources, in their order."""
    views = {id: services.review.source_view(id) for id in dict.fromkeys(e.source_id for e in chosen)}
    shown = {
        entry.id: entry
        for id, view in views.items()
        for entry in _of_source(services, view, [e for e in chosen if e.source_id == id])
    }
    return tuple(shown[entry.id] for entry in chosen)


def entry(services: Services, chosen: TimeEntry) -> answers_entries.EntryAnswer:
    """Show one entry as it is now."""
    return answers_entries.EntryAnswer(entries(services, [chosen])[0])


def push_results(services: Services, pushes: Iterable[Push]) -> answers_entries.PushAnswer:
    """Show what became of each push."""
    page = activities_page(services)
    return answers_entries.PushAnswer(tuple(_pushed(push, page) for push in pushes))


def matter(found: Matter) -> answers.Matter:
    """Show a matter of the mirror."""
    return answers.Matter(
        found.id,
        found.display_number,
        found.description,
        found.client_name,
        found.status,
        found.practice_area,
    )


def _of_source(
    services: Services, view: SourceView, chosen: Sequence[TimeEntry]
) -> tuple[answers_entries.Entry, ...]:
    named = {e.matter_id for e in chosen} | {c.matter_id for e in chosen for c in e.candidates}
    matters = {id: services.mirror.matter(id) for id in named if id is not None}
    page, book = activities_page(services), services.rates.book()
    offers = {offer.entries[0]: offer for offer in services.sharing.offers()}
    return tuple(_entry(e, view, matters, page, book, offers) for e in chosen)


def _entry(
    entry: TimeEntry,
    view: SourceView,
    matters: dict[MatterId, Matter | None],
    page: str | None,
    book: Book,
    offers: dict[EntryId, Offer],
) -> answers_entries.Entry:
    kept, push = view.kept, view.pushes.get(entry.id)
    matter = None if entry.matter_id is None else matters[entry.matter_id]
    rule = book.rule(entry.matter_id)
    found = remarks(entry, kept.source, kept.promises, rule)
    of_matter, expected, missing = book.default(entry), book.estimate(entry), book.missing(entry)
    return answers_entries.Entry(
        id=entry.id,
        version=entry.version,
        source=entry.source_id,
        date=entry.date,
        status=entry.status,
        timekeeper=entry.timekeeper,
        matter_id=entry.matter_id,
        matter=entry.matter,
        matter_description=matter.description if matter else None,
        client=matter.client_name if matter else None,
        matter_state=entry.matter_state,
        candidates=tuple(_candidate(c, matters[c.matter_id]) for c in entry.candidates),
        seconds=entry.seconds,
        measured=entry.measured,
        waits_for=entry.waits_for,
        on_closed=entry.on_closed,
        no_matter=entry.no_matter,
        earner_id=entry.earner_id,
        units=entry.units,
        unit=entry.unit,
        hours=None if entry.units is None else billing.hours(entry.charged),
        rounding_seconds=_rounding(entry),
        charge=entry.charge or of_matter.charge,
        charge_why=of_matter.why or None if entry.charge is None else None,
        charge_asked=entry.charge is None and of_matter.asks,
        raised=entry.is_raised(rule),
        raised_why=entry.raised_why,
        rate=entry.rate,
        rate_why=entry.rate_why,
        expected=_expected(book, entry, expected),
        activity=entry.activity,
        category_id=entry.category_id,
        narrative=entry.narrative,
        facts=entry.facts,
        evidence=tuple(_evidence(e, kept.source) for e in entry.evidence),
        passages=entry.passages,
        flags=entry.flags,
        ready=missing is None and stops(found) is None,
        missing=missing,
        lint=found,
        offer=_offer(offers.get(entry.id)),
        push=None if push is None or _is_past(push, entry) else _pushed(push, page),
    )


def _offer(found: Offer | None) -> answers_entries.Offer | None:
    return None if found is None else answers_entries.Offer(found.entries, found.words)


def _expected(book: Book, entry: TimeEntry, found: Estimate | None) -> answers_entries.Expected | None:
    if found is None:
        return None
    return answers_entries.Expected(found.total, found.rate.amount, book.origin(entry, found))


def _rounding(entry: TimeEntry) -> int | None:
    """The seconds charged beyond those measured; negative where the lawyer wrote the time down."""
    if entry.units is None or entry.seconds is None:
        return None
    return entry.charged - entry.seconds


def _candidate(candidate: Candidate, matter: Matter | None) -> answers_entries.Candidate:
    return answers_entries.Candidate(
        matter_id=candidate.matter_id,
        display_number=candidate.display_number,
        description=matter.description if matter else None,
        client=matter.client_name if matter else None,
        probability=candidate.probability,
        reasons=candidate.reasons,
    )


def _evidence(evidence: Evidence, source: Source) -> answers_entries.Evidence:
    chosen = source.chosen(frozenset(evidence.passages))
    return answers_entries.Evidence(
        clause=evidence.shown,
        heard=evidence.heard or None,
        passages=evidence.passages,
        start_ms=min((p.start_ms for p in chosen if p.start_ms is not None), default=None),
        end_ms=max((p.end_ms for p in chosen if p.end_ms is not None), default=None),
        quote=_quote(chosen),
    )


def _quote(passages: Sequence[Passage]) -> str:
    text = " … ".join(" ".join(p.text.split()) for p in passages)
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1].rstrip() + "…"


def _is_past(push: Push, entry: TimeEntry) -> bool:
    """Whether a push was undone, or its refusal speaks of what the entry no longer is: words, time, matter, or an open tick."""
    ticked = push.code == "matter_closed" and entry.on_closed
    refused = push.outcome is Outcome.REFUSED and (ticked or not push.sent.is_of(entry))
    return refused or push.outcome is Outcome.UNDONE


def _pushed(push: Push, page: str | None) -> answers_entries.Pushed:
    posted = push.posted
    return answers_entries.Pushed(
        entry=push.entry_id,
        outcome=push.outcome,
        activity_id=posted.id if posted else None,
        code=push.code,
        hint=push.hint,
        price=posted.price if posted else None,
        total=posted.total if posted else None,
        rounded_hours=posted.rounded_hours if posted else None,
        explained=push.explained,
        link=page,
    )


def activities_page(services: Services) -> str | None:
    """The page of Clio that lists time entries: single entries have no address of their own there."""
    host = services.mirror.status().host
    if host is None:
        return None
    scheme = "http" if services.practice else "https"
    return f"{host if '://' in host else f'{scheme}://{host}'}/nc/#/activities"


def _clio(mirror: MirrorStatus, *, signing_in: bool) -> answers.ClioState:
    return answers.ClioState(
        connected=mirror.connected,
        user=mirror.user,
        host=mirror.host and mirror.host.rpartition("://")[2],
        as_of=mirror.as_of,
        matters=mirror.matters,
        problem=mirror.trouble,
        signing_in=signing_in,
    )
