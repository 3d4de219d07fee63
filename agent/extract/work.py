"""What kind of work it was: method, the people's parts, the activity code, and whether it is billed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from agent.domain.matching_index import Kind, MatterIndex
from agent.domain.matching_people import is_contact
from agent.domain.matching_words import folded, same_full_name
from agent.domain.matter import Matter
from agent.domain.source import Person, Source, SourceKind
from agent.extract.colleagues import is_among_colleagues
from agent.extract.hearing import heard_words
from agent.extract.lexicon import pattern
from agent.extract.objects import object_of
from agent.extract.people import Part, Speaker, same_person
from agent.extract.reading import Read, Reading
from agent.extract.sifting import sentences


@dataclass(frozen=True, slots=True)
class Work:
    """How a block of work is described: "Video conference with", names, activity, billable."""

    method: str
    link: str  # "with", "to", "from", "before", ""
    people: tuple[str, ...] = field(repr=False)
    activity: str
    billable: bool
    object: str = field(default="", repr=False)  # what was read or drafted, where a verb says so


_VERBS = {"Reviewing": "reading", "Drafting": "drafting"}
_VIDEO = ("zoom", "teams", "graph")


def work_of(reading: Reading, passages: Sequence[Read], matter: Matter | None, index: MatterIndex) -> Work:
    """Describe the work of a block."""
    if reading.source.kind is SourceKind.EMAIL:
        return _email(reading, passages, matter, index)
    if reading.source.kind is SourceKind.DOCUMENT:
        work = _document(reading, passages, matter)
        return (
            replace(work, object=object_of(passages, _VERBS[work.method])) if work.method in _VERBS else work
        )
    return _call(reading, passages, matter, index)


def _call(reading: Reading, passages: Sequence[Read], matter: Matter | None, index: MatterIndex) -> Work:
    voices = _voices(reading, passages)
    parts = [_part(v, passages, matter, index) for v in voices]
    names = _names(reading, voices, parts)
    video = reading.source.form.startswith(_VIDEO) and not _sounds_like_phone(reading, passages)
    if Part.COURT in parts or _says("hearing", passages) >= 4:
        return Work(
            "Appearing"
            if reading.source.room
            else "Appearing by video"
            if video
            else "Appearing by telephone",
            "with",
            _of(names, parts, Part.OTHER_SIDE),
            "A109",
            True,
        )
    if Part.MEDIATOR in parts:
        return Work(
            "Attending mediation by video" if video else "Attending mediation",
            "with",
            tuple(names),
            "A109",
            True,
        )
    method = "Conference" if reading.source.room else "Video conference" if video else "Telephone conference"
    if Part.CLIENT in parts:
        return Work(method, "with", tuple(names), "A106", True)
    counsel, opponent = _says("counsel", reading.passages), _says("other_side", reading.passages)
    if Part.COUNSEL in parts or (Part.OTHER_SIDE not in parts and counsel >= 2 and counsel >= opponent):
        return Work(method, "with", tuple(_counsel(names, parts)), "A107", True)
    if Part.OTHER_SIDE in parts or opponent >= 3:
        return Work(method, "with", tuple(names), "A108", True)
    if is_among_colleagues(reading, index):
        return Work("Internal conference", "with", tuple(names), "A105", False)
    if _with_outsider(passages, voices, matter, index):
        return Work(method, "with", tuple(names), "A108", True)
    return Work(method, "with", tuple(names), "A106", True)


def _with_outsider(
    passages: Sequence[Read], voices: Sequence[Speaker], matter: Matter | None, index: MatterIndex
) -> bool:
    """Whether the lawyer speaks with somebody else than the client: says whom they act for, or speaks of the client by name
    to a person who is known but not on the file."""
    if matter is None or any(pattern("cues", "enquiry").search(p.text) for p in passages):
        return False
    if any(p.mine and pattern("people", "words", "acts_for").search(p.text) for p in passages):
        return True
    if not voices or not all(v.person is not None and v.label for v in voices):
        return False
    place = index.place(matter)
    return any(
        place in m.matters and index.kind_at(m.word, place) is Kind.NAME and w.capital
        for p in passages
        for m, w in index.mentions(heard_words(p.toks))
    )


def _of(names: Sequence[str], parts: Sequence[Part], part: Part) -> tuple[str, ...]:
    return tuple(n for n, p in zip(names, parts, strict=False) if p is part)


def _counsel(names: Sequence[str], parts: Sequence[Part]) -> list[str]:
    """Say "of counsel" of the one who is; of the only other person when nobody's label says so."""
    marked = [f"{n} of counsel" if p is Part.COUNSEL else n for n, p in zip(names, parts, strict=False)]
    return [f"{names[0]} of counsel"] if len(names) == 1 else marked


def _voices(reading: Reading, passages: Sequence[Read]) -> list[Speaker]:
    """Return the others who speak in a block, else in the call, else those who were invited, else somebody unknown."""
    keeper = reading.source.context.timekeeper
    invited = [
        Speaker(p.name, p) for p in reading.source.context.participants if not same_person(p.name, keeper)
    ]
    if reading.source.room:
        named = [v for v in _others(reading.passages) if v.name]
        return [*named, *(i for i in invited if not any(same_person(i.label, v.name or "") for v in named))]
    return _others(passages) or _others(reading.passages) or invited or [Speaker("")]


def _others(passages: Sequence[Read]) -> list[Speaker]:
    said = dict.fromkeys(p.speaker for p in passages)
    return [s for s in said if s is not None and not s.is_timekeeper and s.part is not Part.INTERPRETER]


def _part(voice: Speaker, passages: Sequence[Read], matter: Matter | None, index: MatterIndex) -> Part:
    if voice.part is not Part.UNKNOWN:
        return voice.part
    person = voice.person or (Person(voice.name) if voice.name else None)
    if person is not None and matter is not None and is_contact(person, matter):
        return Part.CLIENT
    if person is not None and any(
        is_contact(person, index.matters[n]) for n in index.perhaps_with(person.name, person.email)
    ):
        return Part.CLIENT if matter is None else Part.UNKNOWN
    return (
        Part.COUNSEL if _says("counsel", [p for p in passages if p.speaker == voice]) >= 2 else Part.UNKNOWN
    )


def _names(reading: Reading, voices: Sequence[Speaker], parts: Sequence[Part]) -> list[str]:
    """Return how each voice is named; those that nobody knows are "caller"."""
    return [
        v.name or ("caller" if p is not Part.COURT else "the Court")
        for v, p in zip(voices, parts, strict=True)
    ]


def _says(key: str, passages: Sequence[Read]) -> int:
    """Count the passages with a sign of somebody's part."""
    return sum(pattern("people", "words", key).search(p.text) is not None for p in passages)


def _sounds_like_phone(reading: Reading, passages: Sequence[Read]) -> bool:
    numbers = any(
        p.speaker is not None and p.speaker.label.lstrip("+")[:3].replace(" ", "").isdigit() for p in passages
    )
    return (
        numbers
        or sum(pattern("people", "words", "phone").search(p.text) is not None for p in reading.passages) >= 2
    )


def _email(reading: Reading, passages: Sequence[Read], matter: Matter | None, index: MatterIndex) -> Work:
    """The first outsider addressed says what kind of communication it was; colleagues in copy do not count."""
    source = reading.source
    sent = is_sent(source)
    people = [(p, _mail_part(p, source, matter, index)) for p in _correspondents(source, sent=sent)]
    outside = [(p, part) for p, part in people if part is not Part.STAFF]
    activity = _MAIL_ACTIVITY.get(outside[0][1], "A108") if outside else "A105" if people else "A106"
    names = tuple(p.name for p, _ in (outside or people)[:3])
    if sent and any(_wrote("drafting", p.text) for p in passages):
        return Work("Drafting", "", names, "A103", True, object_of(passages, "drafting"))
    if sent and activity == "A105" and any(_wrote("research", p.text) for p in passages):
        return Work("Research", "", (), "A102", True)
    if sent or activity == "A105":
        return Work(
            "E-mail" if sent else "Perusing e-mail",
            "to" if sent else "from",
            names,
            activity,
            activity != "A105",
        )
    return Work("Perusing e-mail", "from", names, "A104" if activity == "A108" else activity, True)


def is_sent(source: Source) -> bool:
    """Whether the timekeeper wrote an e-mail, rather than getting it."""
    return source.sender is None or _is_keeper(source.sender, source.context.timekeeper)


_MAIL_ACTIVITY = {Part.CLIENT: "A106", Part.COUNSEL: "A107"}


def _is_keeper(sender: Person, keeper: str) -> bool:
    local = (sender.email or "").partition("@")[0].casefold()
    return not keeper or same_person(sender.name, keeper) or local == folded(keeper).replace(" ", ".")


def _correspondents(source: Source, *, sent: bool) -> list[Person]:
    """Return the sender of a received e-mail, else those it was sent to, each once."""
    if not sent and source.sender is not None:
        return [source.sender]
    people: list[Person] = []
    for person in sorted(source.context.participants, key=lambda p: p.email is None):
        twice = any(same_full_name(person.name, p.name) for p in people)
        if not twice and not _is_keeper(person, source.context.timekeeper or "-"):
            people.append(person)
    return people


def _mail_part(person: Person, source: Source, matter: Matter | None, index: MatterIndex) -> Part:
    if person.email and _domain(person) in _firm_domains(source):
        return Part.STAFF
    if matter is not None and is_contact(person, matter):
        return Part.CLIENT
    if matter is None and any(
        is_contact(person, index.matters[n]) for n in index.perhaps_with(person.name, person.email)
    ):
        return Part.CLIENT
    if re.search(r"chambers|counsel|barrister", (person.email or "") + " " + person.name, re.I):
        return Part.COUNSEL
    return Part.UNKNOWN


def _firm_domains(source: Source) -> set[str]:
    """Return the mail domains of the timekeeper's own addresses."""
    everybody = [*source.context.participants, *([source.sender] if source.sender is not None else [])]
    return {_domain(p) for p in everybody if p.email and _is_keeper(p, source.context.timekeeper or "-")}


def _domain(person: Person) -> str:
    return (person.email or "").rpartition("@")[2].casefold()


def _document(reading: Reading, passages: Sequence[Read], matter: Matter | None) -> Work:
    """Describe what a note was written of: by the verb that opens its sentences, else by its head and the words in it."""
    head = " ".join([reading.source.title, *(p.text for p in reading.passages[:3])])
    everything = " ".join(p.text for p in reading.passages)
    keeper = reading.source.context.timekeeper
    people = [p.name for p in reading.source.context.participants if not same_person(p.name, keeper)]
    if _wrote("court", head):
        return Work("Appearing", "", (), "A109", True)
    if _wrote("attendance", head) or (people and _wrote("attendance", everything)):
        on_phone = _wrote("phone", head)
        with_client = not people or any(matter is not None and is_contact(Person(p), matter) for p in people)
        counsel = "A107" if pattern("people", "labels", "counsel").search(head) else "A108"
        method, link = ("Telephone attendance", "on") if on_phone else ("Conference", "with")
        return Work(method, link, tuple(people[:3]) or ("client",), "A106" if with_client else counsel, True)
    opened = _opened(passages)
    if opened is not None:
        return opened
    if _wrote("research", everything) and not _wrote("reading", everything):
        return Work("Research", "", (), "A102", True)
    if _wrote("drafting", everything) and not _wrote("reading", head):
        return Work("Drafting", "", (), "A103", True)
    if _wrote("reading", everything) or "review" in head.casefold():
        return Work("Reviewing", "", (), "A104", True)
    return Work("Considering", "", (), "A101", True)


_OPENINGS = (
    ("court", Work("Appearing", "", (), "A109", True)),
    ("counsel", Work("Conference", "with", ("counsel",), "A107", True)),
    ("opponent", Work("Telephone attendance", "on", ("opposing solicitor",), "A108", True)),
    ("client", Work("Conference", "with", ("client",), "A106", True)),
    ("drafting", Work("Drafting", "", (), "A103", True)),
    ("research", Work("Research", "", (), "A102", True)),
    ("reading", Work("Reviewing", "", (), "A104", True)),
)


def _opened(passages: Sequence[Read]) -> Work | None:
    """Return the work that the first telling verb at the beginning of a sentence names: "Met", "Drafted", "Read"."""
    for p in passages:
        for sentence in sentences(p.text):
            for key, work in _OPENINGS:
                if pattern("cues", "opening", key).search(sentence):
                    return work
    return None


def _wrote(what: str, text: str) -> bool:
    return pattern("cues", "writing", what).search(text) is not None
