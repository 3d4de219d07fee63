"""An invented firm's afternoon for the review page: a call with two subjects, an e-mail, and a document finished yesterday."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]

TODAY = "2026-11-20"

COPPER = "Copper Kettle Bakery Pty Ltd"
TRUST = "Te Whare Wānanga o Rangihīroa Charitable Trust"
LAYLA = "ليلى المنصوري"


def _matter(id: int, number: str, description: str, client: str, area: str, status: str = "open") -> Json:
    return {
        "id": id,
        "display_number": number,
        "description": description,
        "client": client,
        "status": status,
        "practice_area": area,
    }


MATTERS = [
    _matter(7000, "20417-Copper Kettle", "Marlin Square lease", COPPER, "Property"),
    _matter(7003, "20455-Copper Kettle", "Harbour Street fit-out", COPPER, "Property"),
    _matter(7001, "20431-Hale", "Hale v Tallow Creek Builders", "Marcus Hale", "Litigation"),
    _matter(7004, "20391-Fern Gully", "Easement and caveat", "Fern Gully Pastoral Co", "Property"),
    _matter(7005, f"20460-{TRUST}", "Trust deed review", TRUST, "Trusts"),
    _matter(7006, f"20471-{LAYLA}", "Visa conditions", LAYLA, "Migration"),
    _matter(7002, "20388-Copper Kettle", "Equipment finance", COPPER, "Finance", "closed"),
]

EARNERS: list[Json] = [
    {"id": 7, "name": "Ruth Calder", "position": "Partner"},
    {"id": 8, "name": "Tom Okafor", "position": "Senior associate"},
]

ALIKE: list[Json] = [
    {
        "activity_id": 98765011 + n,
        "seconds": 1080,
        "narrative": "Call with M Hale",
        "created_at": f"{TODAY}T12:0{n}:10+11:00",
    }
    for n in range(2)
]

NO_MATTER: Json = {
    "matter_id": None,
    "matter": None,
    "matter_state": "abstain",
    "on_closed": False,
    "waits_for": None,
}
NOTHING_THERE: Json = {"beside": [], "timer": None}

CATEGORIES: list[Json] = [
    {"id": 31, "name": "Telephone attendance"},
    {"id": 32, "name": "Drafting"},
    {"id": 33, "name": "Perusal"},
]

TARGETS: list[Json] = [
    {
        "id": "clio-csv",
        "title": "Clio",
        "formats": ["csv", "xlsx"],
        "note": "Clio imports CSV; XLSX is for reading.",
    },
    {"id": "leap", "title": "LEAP", "formats": ["csv"], "note": None},
    {"id": "generic", "title": "Any other program", "formats": ["csv", "xlsx"], "note": None},
]

CALL_LINES: list[tuple[int, int, str, str]] = [  # from, to in seconds
    (120, 134, "Ruth Calder", "Before we start, this call is recorded to note the time. Are you happy with that?"),
    (134, 137, "Marcus Hale", "Yes, that is fine with me."),
    (138, 190, "Marcus Hale", "We took the kids to the beach and it rained all of Sunday."),
    (190, 270, "Ruth Calder", "Let us begin with the lease of the shop, that is file two zero four one seven."),
    (270, 361, "Marcus Hale", "The landlord has sent a new draft and I do not like it."),
    (362, 481, "Ruth Calder", "Marlin Square want a term of five years, with an option of three years."),
    (482, 690, "Marcus Hale", "The rent is six thousand two hundred a month. I can pay five thousand eight hundred."),
    (700, 870, "Ruth Calder", "They ask for a bank guarantee of forty-five thousand; I would offer three months."),
    (874, 1274, "Marcus Hale", "Offer that, and ask for two months rent free while we fit out the kitchen."),
    (1274, 1380, "Ruth Calder", "One moment, I must put you on hold."),
    (1380, 1411, "Marcus Hale", "The other thing is Harbour Street."),
    (1412, 1560, "Marcus Hale", "I have the builder's quote for the fit-out, two of them in fact."),
    (1560, 1596, "Ruth Calder", "Send me both."),
    (1596, 1800, "Ruth Calder", "Under the lease you need the landlord's consent to the works before the builder may start."),
    (1800, 1860, "Marcus Hale", "Good. Give my regards to the family."),
]  # fmt: skip

EMAIL_LINES = [
    "Dear Ruth,",
    "Thank you for the marked-up deed. The neighbours accept the easement if the caveat is withdrawn first.",
    "Could you let me know by Friday whether that order is safe for us?",
    "Kind regards, Priya Nair",
]


def call() -> Json:
    """Return the call: recorded, two entries, one of them in doubt."""
    passages = [_passage(n, text, who, start, end) for n, (start, end, who, text) in enumerate(CALL_LINES, 1)]
    source = _source(
        "call-1", "call", "sound", "", started_at=f"{TODAY}T10:00:00+11:00", length_ms=1_860_000,
        participants=["Ruth Calder", "Marcus Hale"], counterpart="Marcus Hale", has_sound=True,
        recording={"began_at": f"{TODAY}T10:02:00+11:00", "agreed_by": ["M Hale"]},
    )  # fmt: skip
    first = entry(
        "e1", "call-1", passages=["s4", "s5", "s6", "s7", "s8", "s9"], seconds=1080, units=3, matter=MATTERS[0], state="auto",
        narrative="Telephone conference with Marcus Hale regarding Marlin Square’s draft lease: term, rent and bank guarantee",
        evidence=[("matter", "s4"), ("term", "s6"), ("rent", "s7"), ("bank guarantee", "s8")], words=passages,
    )  # fmt: skip
    second = entry(
        "e2", "call-1", passages=["s11", "s12", "s13", "s14"], seconds=420, units=2, matter=None, state="suggest",
        narrative="Telephone conference with Marcus Hale regarding builder’s quotes for the fit-out and landlord’s consent",
        evidence=[("builder’s quotes", "s12"), ("consent", "s14")], words=passages,
        candidates=[
            (MATTERS[1], 0.61, ["“the builder’s quote” is on this file"]),
            (MATTERS[0], 0.32, ["same client", "named earlier in this call"]),
        ],
    )  # fmt: skip
    why = {
        "s1": "consent_notice",
        "s2": "consent_notice",
        "s3": "small_talk",
        "s10": "hold",
        "s15": "small_talk",
    }
    not_billed = [{"passage": passage, "why": reason} for passage, reason in why.items()]
    promises = [{"text": "Counter-offer on the guarantee", "passage": "s8"}]
    return {
        "source": source, "passages": passages, "not_billed": not_billed, "promises": promises, "entries": [first, second],
    }  # fmt: skip


def email() -> Json:
    """Return an e-mail: no times, no matter."""
    passages = [_passage(n, text, None, None, None) for n, text in enumerate(EMAIL_LINES, 1)]
    source = _source(
        "mail-1",
        "email",
        "eml",
        "Re: deed of easement",
        participants=["Priya Nair"],
        counterpart="Priya Nair",
    )
    only = entry(
        "e3", "mail-1", passages=["s2", "s3"], seconds=None, units=None, matter=None, state="abstain", activity="A104",
        narrative="Perusing e-mail from Priya Nair regarding order of easement and withdrawal of caveat",
        evidence=[("easement and caveat", "s2"), ("question by Friday", "s3")], words=passages,
    )  # fmt: skip
    not_billed = [{"passage": p, "why": "small_talk"} for p in ("s1", "s4")]
    return {
        "source": source,
        "passages": passages,
        "not_billed": not_billed,
        "promises": [],
        "entries": [only],
    }


def done() -> Json:
    """Return yesterday's document: pushed."""
    passages = [_passage(1, "Deed of variation of lease", None, None, None)]
    source = _source("doc-1", "document", "docx", "Deed of variation.docx", date="2026-11-19")
    source["stage"] = "reviewed"
    only = entry(
        "e4", "doc-1", passages=["s1"], seconds=None, units=4, matter=MATTERS[0], state="chosen",
        narrative="Drafting deed of variation of lease", evidence=[("deed", "s1")], words=passages,
    )  # fmt: skip
    only |= {"status": "pushed", "date": "2026-11-19", "push": created("e4", "168.00")}
    return {"source": source, "passages": passages, "not_billed": [], "promises": [], "entries": [only]}


def entry(
    id: str, source: str, *, passages: list[str], seconds: int | None, units: int | None, matter: Json | None, state: str,
    narrative: str, evidence: list[tuple[str, str]], words: list[Json], activity: str = "A106",
    candidates: Sequence[tuple[Json, float, list[str]]] = (),
) -> Json:  # fmt: skip
    """Return an entry as the door shows it; what follows from the rest is filled in by `completed`."""
    at = {p["id"]: p for p in words}
    return {
        "id": id, "version": 1, "source": source, "date": TODAY, "status": "draft", "timekeeper": "Ruth Calder",
        "matter_id": matter and matter["id"], "matter": matter and matter["display_number"],
        "matter_description": matter and matter["description"], "client": matter and matter["client"], "matter_state": state,
        "candidates": [
            {"matter_id": m["id"], "probability": p, "reasons": why}
            | {k: m[k] for k in ("display_number", "description", "client")}
            for m, p, why in candidates
        ],
        "seconds": seconds, "units": units, "unit": 360, "charge": "billable", "activity": activity,
        "category_id": 31 if seconds else None,
        "narrative": narrative, "facts": [],
        "evidence": [
            {k: at[p][k] for k in ("start_ms", "end_ms")} | {"clause": clause, "passages": [p], "quote": at[p]["text"]}
            for clause, p in evidence
        ],
        "passages": passages, "flags": [], "push": None, "earner_id": None,
        "waits_for": None, "on_closed": False, "no_matter": False,
    }  # fmt: skip


def completed(entry: Json) -> Json:
    """Fill in what follows from the rest, as the agent does."""
    units, seconds = entry["units"], entry["seconds"]
    missing = None
    raised = bool(units and seconds and units > -(-(entry.get("measured") or seconds) // 360))
    sure = entry["matter_id"] is not None and entry["matter_state"] in ("auto", "chosen")
    if not sure and not entry["no_matter"]:
        missing = "choose a matter first"
    elif not entry["narrative"].strip():
        missing = "the narrative is empty"
    elif not units:
        missing = "enter the units: nothing measured this time"
    elif raised and not entry.get("raised_why"):
        missing = "say why more is charged than was measured"
    return (
        {
            "lint": [],
            "measured": None,
            "charge_why": None,
            "charge_asked": False,
            "raised_why": "",
            "rate": None,
            "rate_why": "",
            "offer": None,
        }
        | entry
        | {
            "hours": f"{units // 10}.{units % 10}" if units else None,
            "rounding_seconds": units * 360 - seconds if units and seconds else None,
            "missing": missing,
            "ready": missing is None,
            "raised": raised,
            "expected": _expected(entry),
        }
    )


def _expected(entry: Json) -> Json | None:
    """Return what 420 dollars an hour come to; nothing where the matter is open."""
    if not entry["units"] or not entry["matter_id"]:
        return None
    own = entry.get("rate")
    cents = round(float(own or 420) * 10) * entry["units"] if entry["charge"] == "billable" else 0
    total = f"{cents // 100}.{cents % 100:02d}"
    return {"total": total, "rate": own or "420.00", "origin": "rate you set" if own else "matter rate"}


def created(entry: str, total: str | None) -> Json:
    """Return a push that Clio took."""
    return {
        "entry": entry, "outcome": "created", "activity_id": 901, "price": "420.00", "total": total, "rounded_hours": None,
        "code": None, "hint": None, "explained": [], "link": "http://127.0.0.1:9/nc/#/activities",
    }  # fmt: skip


def _passage(n: int, text: str, speaker: str | None, start: int | None, end: int | None) -> Json:
    ms = (None, None) if start is None or end is None else (start * 1000, end * 1000)
    return {"id": f"s{n}", "text": text, "speaker": speaker, "start_ms": ms[0], "end_ms": ms[1]}


def _source(id: str, kind: str, form: str, title: str, **more: Any) -> Json:
    return {
        "id": id, "kind": kind, "form": form, "title": title, "date": TODAY, "started_at": None, "length_ms": None,
        "stage": "suggested", "failure": None, "participants": [], "counterpart": "",
        "has_sound": False, "extracted_by": "rules", "logged": [],
    } | more  # fmt: skip


def summary(view: Json) -> Json:
    """Return a source as the list shows it."""
    live = [e for e in view["entries"] if e["status"] != "discarded"]
    shown: Json = view["source"] | {
        "to_review": sum(e["status"] == "draft" for e in live),
        "entries": len(live),
        "reading": f"{view['source']['stage']} {len(view['entries'])} {len(view.get('claims', ()))}",
    }
    return shown
