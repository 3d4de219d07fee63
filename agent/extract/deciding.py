"""Whether there is an entry at all, and which matter it is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.domain.matching import Decision, Ground, Ranked, decide, rank
from agent.domain.matching_index import MatterIndex
from agent.domain.matching_people import is_contact
from agent.domain.source import SourceKind
from agent.domain.suggestion import MatterState
from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.blocks import Block
from agent.extract.hearing import fields_wanted, heard, people_of
from agent.extract.labels import is_injection
from agent.extract.lexicon import pattern
from agent.extract.narrative import gives_advice
from agent.extract.reading import Read, Reading
from agent.extract.work import is_sent

_ADMIN_SHARE = 0.25
_TALK = 4  # passages that make a talk
_HEADING = 3  # passages at the top of a note or e-mail that may name its matter without being work


def is_meeting_of_the_firm(reading: Reading, marks: Sequence[Why | None]) -> bool:
    """Whether a source is the firm's own affair: much of it administration, spread from beginning to end."""
    admin = [n for n, m in enumerate(marks) if m is Why.FIRM_ADMIN]
    lively = [n for n, m in enumerate(marks) if m is None or m is Why.FIRM_ADMIN]
    if not admin or not lively:
        return False
    share = len(admin) / len(lively)
    if not reading.is_spoken:
        return share >= 0.5
    spread = admin[-1] - admin[0] >= 0.5 * len(marks)
    return share >= _ADMIN_SHARE and spread and not _has_outsider(reading)


def _has_outsider(reading: Reading) -> bool:
    enquiries = sum(pattern("cues", "enquiry").search(p.text) is not None for p in reading.passages)
    return enquiries >= 1


def is_worth_an_entry(reading: Reading, block: Block) -> bool:
    """Whether a block holds legal work and the timekeeper took part in it."""
    if reading.knows_speakers and not any(p.mine for p in block.passages):
        return False
    if _advises_client(reading, block) or _with_client(reading, block):
        return True
    weight = sum(p.weight for p in block.passages)
    return weight >= (2.0 if reading.is_spoken else 1.5)


def _with_client(reading: Reading, block: Block) -> bool:
    """Whether the lawyer speaks with somebody of the matter's file: what is left of the talk is work, in whatever words."""
    if not reading.is_spoken or block.matter is None or len(block.passages) < _TALK:
        return False
    return any(is_contact(p, block.matter) for p in people_of(reading))


def _advises_client(reading: Reading, block: Block) -> bool:
    """Whether an e-mail of the timekeeper's own advises somebody on a matter's file: two lines of advice are work too."""
    source = reading.source
    if source.kind is not SourceKind.EMAIL or block.matter is None or not is_sent(source):
        return False
    to_client = any(is_contact(p, block.matter) for p in source.context.participants)
    return to_client and any(
        gives_advice(p) or pattern("cues", "directs").search(p.text) is not None for p in block.passages
    )


def decision_of(reading: Reading, block: Block, index: MatterIndex, *, alone: bool) -> Decision:
    """Decide on a block's matter; the head of a note counts when the block is the whole source."""
    written = not reading.is_spoken and alone
    own = {p.at for p in block.passages}
    head = [p for p in reading.passages[:_HEADING] if written and p.at not in own and not is_injection(p)]
    decision, best = _decided(reading, [*head, *block.passages], index, title=False, alone=alone)
    if written and decision.state is not MatterState.AUTO:
        decision = _with_title(reading, [*head, *block.passages], index, best)
    if reading.is_spoken and alone and decision.matter is None:
        decision = _with_opening(reading, block, index, decision)
    if reading.is_spoken and decision.state is not MatterState.AUTO and is_enquiry(reading):
        return replace(decision, state=MatterState.NEW_ENQUIRY, matter=None)
    return decision


def _with_opening(reading: Reading, block: Block, index: MatterIndex, decision: Decision) -> Decision:
    """Let the greetings and the title propose what the talk itself leaves open: "I'm for the marina in Breen"."""
    before = [p for p in reading.passages[: block.passages[0].at] if not is_injection(p)]
    wider, _ = _decided(reading, [*before, *block.passages], index, title=True)
    return decision if wider.matter is None else replace(wider, state=MatterState.SUGGEST)


def _decided(
    reading: Reading, passages: Sequence[Read], index: MatterIndex, *, title: bool, alone: bool = False
) -> tuple[Decision, Ranked | None]:
    offered = heard(reading, passages, index, title=title)
    ranked = rank(index, offered, fields_wanted)
    same = alone and reading.is_spoken and not _may_be_new(reading)
    return decide(ranked, index, offered, same_business=same), ranked[0] if ranked else None


def _may_be_new(reading: Reading) -> bool:
    """Whether anything hints at business that no file is open for."""
    hints = [pattern("cues", kind) for kind in ("enquiry", "enquiry_weak", "new_business")]
    return any(hint.search(p.text) for p in reading.passages for hint in hints)


def _with_title(
    reading: Reading, passages: Sequence[Read], index: MatterIndex, body: Ranked | None
) -> Decision:
    """Let the title help. A subject line is often another matter's, so it chooses only what the text itself points at too."""
    decision, _ = _decided(reading, passages, index, title=True)
    borne_out = (
        body is not None
        and decision.matter == body.matter
        and bool(body.grounds & {Ground.PARTY, Ground.WORD, Ground.FIELD})
    )
    if decision.state is MatterState.AUTO and not borne_out:
        return replace(decision, state=MatterState.SUGGEST)
    return decision


def is_enquiry(reading: Reading) -> bool:
    """Whether somebody new speaks to the firm."""
    strong = sum(pattern("cues", "enquiry").search(p.text) is not None for p in reading.passages)
    weak = sum(pattern("cues", "enquiry_weak").search(p.text) is not None for p in reading.passages)
    return strong >= 1 and strong + weak >= 2
