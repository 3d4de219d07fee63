"""agent/intake/word.py: every word of a document once, in order, whatever it is wrapped in."""

import io

import pytest
from docx import Document

from agent.intake import word
from agent.intake.limits import DEFAULT_LIMITS
from agent.intake.reading import Form, Reading
from tests.intake import samples


def read(data: bytes) -> Reading:
    return word.read(data, DEFAULT_LIMITS)


def texts(data: bytes) -> list[str]:
    return [cue.text for cue in read(data).cues]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_paragraphs_and_table_rows_come_in_the_order_of_the_page() -> None:
    data = samples.word("Dear Ada", "", " ", "See:", rows=(("Lot", "7"), ("", "")), after=("Nell",))
    assert read(data).form is Form.DOCX
    assert texts(data) == ["Dear Ada", "See:", "Lot\t7", "Nell"]


def test_tracked_insertions_and_content_controls_are_read_and_deletions_are_not() -> None:
    body = (
        f"<w:p>{run('Advised ')}<w:ins>{run('twice ')}</w:ins><w:del><w:r><w:delText>once </w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('gone ')}</w:moveFrom>{run('on title.')}</w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('Matter: Kerrow')}</w:p></w:sdtContent></w:sdt>"
    )
    assert texts(samples.word_with_body(body)) == ["Advised twice on title.", "Matter: Kerrow"]


def test_a_text_box_is_read_once_although_word_stores_it_twice() -> None:
    box = f"<w:p>{run('boxed')}</w:p>"
    choices = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = f"<w:p><w:r><mc:AlternateContent>{choices}</mc:AlternateContent></w:r></w:p>"
    assert texts(samples.word_with_body(body)) == ["boxed"]


def test_tab_stops_are_no_tabs_and_breaks_are_lines() -> None:
    body = (
        f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{run('a')}<w:r><w:tab/></w:r>{run('b')}<w:r><w:br/></w:r>{run('c')}"
        "<w:r><w:noBreakHyphen/></w:r></w:p>"
    )
    assert texts(samples.word_with_body(body)) == ["a\tb\nc-"]


def test_a_nested_table_says_nothing_twice() -> None:
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "outer"
    cell.add_table(rows=1, cols=1).cell(0, 0).text = "inner"
    written = io.BytesIO()
    document.save(written)
    assert texts(written.getvalue()) == ["outer", "inner"]


def test_a_teams_transcript_in_word_is_a_transcript() -> None:
    reading = read(samples.teams_word())
    assert reading.form is Form.TEAMS_DOCX
    assert [(cue.speaker, cue.start_ms) for cue in reading.cues] == [
        ("Nell Quirke", 3_000),
        ("Tam Kerrow", 9_000),
        ("Nell Quirke", 20_000),
    ]


def test_the_older_teams_form_names_the_speaker_on_a_line_of_its_own() -> None:
    data = samples.word(
        "Meeting",
        "0:0:0.0 --> 0:0:3.1\nNell Quirke\nMorning Tam.",
        "0:0:3.1 --> 0:0:4.0\nNo name here, only words.",
    )
    reading = read(data)
    assert reading.form is Form.TEAMS_DOCX
    assert [(cue.speaker, cue.text, cue.start_ms, cue.end_ms) for cue in reading.cues] == [
        ("Nell Quirke", "Morning Tam.", 0, 3_100),
        (None, "No name here, only words.", 3_100, 4_000),
    ]


def test_an_outside_entity_is_never_fetched() -> None:
    prologue = '<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    data = samples.word_with_body(f"<w:p>{run('before ')}<w:r><w:t>&f;</w:t></w:r></w:p>", prologue=prologue)
    assert texts(data) == ["before"]


STYLES = """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:type="paragraph" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Inner"><w:basedOn w:val="Note"/></w:style>
<w:style w:type="paragraph" w:styleId="Shown"><w:basedOn w:val="Note"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Ring"><w:basedOn w:val="Ring"/></w:style></w:styles>"""


def styled(text: str, *, run: str = "", paragraph: str = "") -> str:
    """A paragraph with these run properties and this style."""
    style = f'<w:pPr><w:pStyle w:val="{paragraph}"/></w:pPr>' if paragraph else ""
    return f"<w:p>{style}<w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def with_styles(body: str) -> list[str]:
    return texts(samples.with_member(samples.word_with_body(body), "word/styles.xml", STYLES.encode()))


@pytest.mark.parametrize(
    "hidden",
    [
        styled("X", run="<w:vanish/>"),
        styled("X", run='<w:vanish w:val="1"/>'),
        styled("X", run='<w:sz w:val="2"/>'),
        styled("X", run='<w:rStyle w:val="Note"/>'),
        styled("X", paragraph="Note"),
        styled("X", paragraph="Inner"),
    ],
)
def test_what_word_neither_shows_nor_prints_is_dropped(hidden: str) -> None:
    assert with_styles(styled("seen") + hidden) == ["seen"]


@pytest.mark.parametrize(
    "shown",
    [
        styled("X", run='<w:vanish w:val="0"/>', paragraph="Note"),
        styled("X", run='<w:sz w:val="18"/>'),
        styled("X", run='<w:rStyle w:val="Ring"/>'),
        styled("X", paragraph="Shown"),
        styled("X", paragraph="unheard of"),
    ],
)
def test_what_word_shows_stays(shown: str) -> None:
    assert with_styles(styled("seen") + shown) == ["seen", "X"]


def test_the_library_alone_would_have_read_hidden_words() -> None:
    """The control."""
    data = samples.word_with_body(styled("seen") + styled("X", run="<w:vanish/>"))
    assert [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs] == ["seen", "X"]
