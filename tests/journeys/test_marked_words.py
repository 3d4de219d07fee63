"""A word in every text field, through the whole way: it stands in plain nowhere on the disk, in no log and in no address."""

from __future__ import annotations

import base64
import email.message
import logging
import tempfile
from pathlib import Path

import pytest

from agent import wiring
from agent.domain.entry import EntryStatus
from agent.domain.push import Outcome
from agent.domain.revision import Revision
from agent.domain.source import Context, Person
from agent.errors import TenthError
from agent.paths import open_home
from agent.sandbox.server import PracticeClio
from agent.workflow.services import Services
from tests.journeys.conftest import Tenth

pytestmark = pytest.mark.slow

WORD = "Quellmarke"
FORMS = tuple(
    form
    for text in (WORD, WORD.upper(), WORD.lower())
    for form in (
        text.encode(),
        text.encode("utf-16-le"),
        base64.b64encode(text.encode())[:-2],
        text.encode().hex().encode(),
    )
)
TRANSCRIPT = f"""WEBVTT

00:00:01.000 --> 00:03:20.000
<v Ruth Calder>Hello {WORD}, about the draft lease: I have read the {WORD} guarantee clause.

00:03:21.000 --> 00:09:20.000
<v Marcus {WORD}>Thanks. Please amend the {WORD} guarantee to three months and send the lease.
"""


def a_mail() -> bytes:
    """A mail about a lease, marked in each header."""
    mail = email.message.EmailMessage()
    mail["From"], mail["To"] = f"{WORD} <{WORD.lower()}@client.example>", "Ruth Calder <ruth@kestrel.example>"
    mail["Subject"], mail["Date"] = f"{WORD} lease", "Tue, 19 May 2026 10:00:00 +1000"
    mail.set_content(f"Dear Ruth\n\nPlease review the {WORD} lease and advise on the guarantee.")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename=f"{WORD}.pdf")
    return bytes(mail)


def worked_through(services: Services) -> None:
    """Put the word wherever a text can stand, confirm, push, correct, export, and stumble over it."""
    services.mirror.sync()
    matter = services.mirror.search(WORD)[0]
    context = Context(
        timekeeper="Ruth Calder", participants=(Person(f"Marcus {WORD}", f"m@{WORD.lower()}.example"),)
    )
    services.take_in.data(TRANSCRIPT.encode(), f"{WORD} call.vtt", context)
    services.take_in.data(a_mail(), f"{WORD}.eml", Context())
    services.take_in.data(f"Attended on the {WORD} lease.".encode(), "", Context())
    for broken in (b"%PDF-1.4 " + WORD.encode(), b"PK\x03\x04" + WORD.encode(), b"\x00" * 40 + WORD.encode()):
        with pytest.raises(TenthError):
            services.take_in.data(broken, f"{WORD}.docx", Context())
    services.process.all()
    drafts = services.review.entries(EntryStatus.DRAFT)
    assert len(drafts) > 1
    for draft in drafts:
        services.review.revise(
            draft.id,
            None,
            Revision(
                narrative=f"Advising {WORD} on the lease", matter_id=matter.id, units=3, raised_why=WORD
            ),
        )
        services.review.confirm(draft.id, None)
    first, *_ = drafts
    pushed = services.push.push([first.id])
    assert [push.outcome for push in pushed] == [Outcome.CREATED]
    with pytest.raises(TenthError):
        services.push.push([WORD])
    services.mirror.call(matter.display_number, f"the {WORD}")
    services.clock.start(what=f"{WORD} call", call=True)
    services.clock.note(f"{WORD} wants three months")
    services.clock.stop()
    assert services.find.entries(WORD, 5)
    assert WORD.encode() in services.export.write("generic", "csv").data


def standing_in(folder: Path, *, but: frozenset[Path]) -> list[str]:
    """Name the files under a folder that hold the word in any form."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and path not in but:
            data = path.read_bytes()
            found += [
                str(path.relative_to(folder))
                for form in FORMS
                if form in data or form in bytes(str(path.name), "utf-8")
            ]
    return found


def test_a_marked_word_stands_in_plain_nowhere(
    tmp_path: Path, clio: PracticeClio, tenth: Tenth, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    own = tmp_path / "temporary"
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    monkeypatch.setenv("TMPDIR", str(own))
    matter = clio.firm.matters[0]
    clio.firm.change(
        "matters", matter["id"], description=f"{WORD} lease", display_number=f"00001-{WORD}", status="Open"
    )
    tenth.connect(clio)
    home = open_home(tenth.home, practice=True)
    caplog.set_level(logging.DEBUG)
    services = wiring.build(home)
    logging.getLogger("agent").propagate = True
    try:
        worked_through(services)
        assert standing_in(tmp_path, but=frozenset({tmp_path / "clio.json"})) == [], "while it runs"
    finally:
        services.close()
    out = capfd.readouterr()
    assert standing_in(tmp_path, but=frozenset({tmp_path / "clio.json"})) == []
    assert WORD.lower() not in (caplog.text + out.out + out.err).lower()
    assert [h for h in clio.journal if WORD.lower() in f"{h.path}?{h.query}".lower()] == []
    (tmp_path / "control.txt").write_bytes(WORD.encode("utf-16-le"))
    assert standing_in(tmp_path, but=frozenset()) != [], "the control: it would have been found"
    assert not list(own.iterdir())
