"""Every form of source goes the whole way to the desk: read in a child process, searched for work, ready to be reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent import voice, wiring
from agent.cli.matters_file import read_matters
from agent.domain.source import Context, Stage
from agent.errors import TenthError
from agent.paths import open_home
from agent.workflow.services import Services
from tests.intake import samples

pytestmark = pytest.mark.slow


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A practice home that knows a few matters."""
    services = wiring.build(open_home(tmp_path / "home", practice=True))
    services.push.desk.store.matters.keep(read_matters(voice.matters_path()))
    yield services
    services.close()


@pytest.mark.parametrize("name", samples.every_form())
def test_a_dropped_file_comes_to_the_desk(services: Services, name: str) -> None:
    source_id = services.take_in.data(samples.every_form()[name], name, Context(timekeeper="Ruth Calder"))
    services.process.all()
    view = services.review.source_view(source_id)
    assert view.kept.failure is None
    assert view.kept.source.stage in (Stage.SUGGESTED, Stage.REVIEWED)
    assert view.kept.extracted_by == "rules"


def test_pasted_words_are_a_file_note_and_a_pasted_transcript_is_a_transcript(services: Services) -> None:
    note = services.take_in.text("Telephone call with M Hale. Advised on the draft lease.", Context())
    call = services.take_in.text(voice.call_path("second_call", ".vtt").read_text("utf-8"), Context())
    forms = [services.review.source_view(source).kept.source.form for source in (note, call)]
    assert forms == ["pasted", "zoom_vtt"]


@pytest.mark.parametrize(
    "data", [b"", b"\x00" * 50, b"PK\x03\x04 not a document", samples.locked_pdf("x"), b"%PDF-1.7 cut off"]
)
def test_what_cannot_be_read_is_one_sentence_and_no_half_made_source(services: Services, data: bytes) -> None:
    with pytest.raises(TenthError) as refusal:
        services.take_in.data(data, "file", Context())
    assert refusal.value.hint
    assert services.review.overview().sources == []


def test_nothing_taken_in_lies_on_the_disk_in_plain(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    canary = "Zebedee Quillfeather"
    services.take_in.text(
        f"Telephone call with {canary} about the draft lease and the bank guarantee.", Context()
    )
    services.process.all()
    on_disk = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert any(on_disk)
    assert not any(canary.encode() in content for content in on_disk)
