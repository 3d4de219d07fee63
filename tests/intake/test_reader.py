"""agent/intake/reader.py: any failure of a parser becomes one sentence that quotes nothing; pasted text is read like a file."""

import pytest

from agent.domain.ids import SourceId
from agent.domain.source import Context, Source, SourceKind
from agent.intake import reader
from agent.intake.errors import EmptyFile, NotWhatItSays, TookTooMuchMemory, UnknownFormat
from tests.intake import samples


def read(data: bytes, name: str) -> Source:
    return reader.DirectReader().read(data, name=name, source_id=SourceId("a"), context=Context())


def pasted(text: str) -> Source:
    return read(text.encode(), "")


@pytest.mark.parametrize(
    ("name", "form"),
    [("zoom.vtt", "zoom_vtt"), ("graph.vtt", "graph_vtt"), ("call.srt", "srt"), ("captions.txt", "zoom_txt")],
)
def test_a_pasted_transcript_is_a_transcript(name: str, form: str) -> None:
    source = pasted(samples.WRITTEN[name].decode())
    assert source.form == form
    assert source.passages[0].start_ms is not None


def test_other_pasted_text_is_cut_at_blank_lines() -> None:
    source = pasted("\ufeffRead the plan.\r\n\r\nWrote to Ada.\x00")
    assert (source.form, source.title) == ("pasted", "")
    assert [passage.text for passage in source.passages] == ["Read the plan.", "Wrote to Ada."]


def test_a_pasted_email_is_an_email() -> None:
    source = pasted(samples.WRITTEN["reply.eml"].decode())
    assert (source.form, source.kind) == ("eml", SourceKind.EMAIL)
    assert source.title == read(samples.WRITTEN["reply.eml"], "reply.eml").title


def test_pasted_text_is_never_guessed_at() -> None:
    """The same bytes in a file hold too many control characters for a text."""
    bells = "Lot 7\x07\x07 – 40 cm"
    assert [passage.text for passage in pasted(bells).passages] == ["Lot 7 – 40 cm"]
    with pytest.raises(UnknownFormat):
        read(bells.encode(), "bells.txt")


def test_nothing_pasted_is_nothing_to_read() -> None:
    for nothing in ("", " \n\u2028 "):
        with pytest.raises(EmptyFile):
            pasted(nothing)


def test_text_in_utf_16_is_sniffed_after_decoding() -> None:
    data = samples.WRITTEN["teams.vtt"].decode().replace("\n", "\r\n").encode("utf-16")
    assert read(data, "call.txt").form == "teams_vtt"


def test_a_file_without_a_title_takes_its_name_for_one() -> None:
    source = read(samples.WRITTEN["note.txt"], "Kerrow\nnote.txt")
    assert read(samples.WRITTEN["reply.eml"], "Kerrow.eml").title != "Kerrow.eml"
    assert source.title == "Kerrow note.txt"
    assert len(source.passages) == 3


@pytest.mark.parametrize(
    ("raised", "error"),
    [
        (KeyError("Kerrow"), NotWhatItSays),
        (RecursionError(), NotWhatItSays),
        (MemoryError(), TookTooMuchMemory),
    ],
)
def test_whatever_a_parser_raises_becomes_one_sentence_without_a_quotation(
    monkeypatch: pytest.MonkeyPatch, raised: Exception, error: type[Exception]
) -> None:
    def break_down(data: bytes, limits: object) -> None:
        raise raised

    monkeypatch.setattr("agent.intake.pdf.read", break_down)
    with pytest.raises(error) as refused:
        read(b"%PDF-1.7", "advice.pdf")
    assert "Kerrow" not in str(refused.value)
    assert refused.value.__suppress_context__
