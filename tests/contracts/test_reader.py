"""The contract of the Reader port, for the reader in this process and the one behind a child process."""

import datetime as dt
import hashlib

import pytest

from agent.domain.ids import SourceId
from agent.domain.source import Context, Person, SourceKind, Stage
from agent.intake.errors import EmptyFile, LockedFile, NotWhatItSays, SoundFileHere
from agent.intake.guarded import GuardedReader
from agent.intake.reader import DirectReader
from agent.ports import Reader
from tests.intake import samples

FORMS = {
    "zoom.vtt": ("zoom_vtt", 6),
    "teams.vtt": ("teams_vtt", 3),
    "graph.vtt": ("graph_vtt", 3),
    "call.srt": ("srt", 3),
    "captions.txt": ("zoom_txt", 4),
    "teams.docx": ("teams_docx", 3),
    "reply.eml": ("eml", 3),
    "outlook_html.eml": ("eml", 4),
    "note.txt": ("txt", 3),
    "letter.docx": ("docx", 5),
    "advice.pdf": ("pdf", 3),
}
REFUSED = {
    "nothing": (b"", EmptyFile),
    "cut off": (samples.word("hello")[:-200], NotWhatItSays),
    "locked": (samples.locked_pdf("secret"), LockedFile),
    "sound": (b"RIFF\x24\x08\x00\x00WAVEfmt ", SoundFileHere),
}


@pytest.fixture(params=[DirectReader, GuardedReader])
def reader(request: pytest.FixtureRequest) -> Reader:
    return request.param()


def test_every_form_is_known_by_its_content_whatever_it_is_called(reader: Reader) -> None:
    files = samples.every_form()
    assert files.keys() == FORMS.keys()
    for number, (name, (form, passages)) in enumerate(FORMS.items()):
        source = reader.read(files[name], name=f"{number}.bin", source_id=SourceId(name), context=Context())
        assert (source.id, source.form, len(source.passages)) == (name, form, passages)
        assert source.sha256 == hashlib.sha256(files[name]).hexdigest()
        assert source.stage is Stage.TRANSCRIBED


def test_text_without_a_name_was_pasted(reader: Reader) -> None:
    note = reader.read(samples.WRITTEN["note.txt"], name="", source_id=SourceId("a"), context=Context())
    assert (note.form, note.kind, note.title) == ("pasted", SourceKind.DOCUMENT, "")
    for name in ("zoom.vtt", "captions.txt", "reply.eml"):
        pasted = reader.read(samples.WRITTEN[name], name="", source_id=SourceId("a"), context=Context())
        assert (pasted.form, len(pasted.passages)) == FORMS[name]


def test_what_the_lawyer_knows_goes_into_the_source(reader: Reader) -> None:
    start = dt.datetime(2026, 3, 2, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=11)))
    context = Context(start, "Marama Ellison", (Person("Piet van der Berg", "piet@b.example"),), "00012-Berg")
    source = reader.read(samples.WRITTEN["zoom.vtt"], name="a.vtt", source_id=SourceId("a"), context=context)
    assert source.context == context
    assert (source.date, source.kind, source.title) == (dt.date(2026, 3, 2), SourceKind.TRANSCRIPT, "a.vtt")


@pytest.mark.parametrize(("data", "error"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_by_kind(reader: Reader, data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        reader.read(data, name="a.docx", source_id=SourceId("a"), context=Context())
