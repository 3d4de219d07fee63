"""agent/intake/markup.py: what a reader of the page would see, and nothing else."""

import pytest

from agent.intake.markup import visible_text
from agent.intake.text import blocks


def paragraphs(markup: str) -> list[str]:
    return blocks(visible_text(markup))


def test_paragraphs_divisions_and_breaks_part_the_text() -> None:
    assert paragraphs("<div>Hello<div>Ada</div>bye</div><p>one\n two</p>x<br>y") == [
        "Hello", "Ada", "bye", "one two", "x", "y",
    ]  # fmt: skip


def test_list_items_and_rows_stay_in_one_paragraph_on_lines_of_their_own() -> None:
    assert paragraphs("<p>See:</p><ul><li>title</li><li>plan</li></ul>") == [
        "See:",
        "title\nplan",
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">X</p>',
        '<p style="DISPLAY : none">X</p>',
        '<span style="font-size:0">X</span>',
        '<span style="font-size: 1px;color:#fff">X</span>',
        '<b style="opacity:0">X</b>',
        '<div style="mso-hide:all"><div>X</div></div>',
        '<div style="max-height: 0px; overflow:hidden">X</div>',
        '<div style="overflow: hidden; height:0 !important">X</div>',
        '<span style="color:transparent">X</span>',
        '<p style="position:absolute; left:-9999px">X</p>',
        '<p style="text-indent:-5000px">X</p>',
        '<span style="font-size:0.1em">X</span>',
        '<span style="font-size:0!important">X</span>',
        "<p hidden>X</p>",
        "<!-- X -->",
        "<script>X</script><style>X</style><title>X</title><template>X</template>",
    ],
)
def test_what_nobody_can_see_is_dropped(hidden: str) -> None:
    assert paragraphs(f"<p>seen</p>{hidden}") == ["seen"]


@pytest.mark.parametrize(
    "style",
    [
        "font-size:11px",
        "font-size:1em",
        "font-size:0.8em",
        "opacity:0.9",
        "color:#ffffff",
        "overflow:hidden",
        "height:0",
        "line-height:0;overflow:hidden",
        "text-indent:-18.0pt;margin-left:36.0pt",
        "left:-9999px",
        "border-width:0;overflow:hidden",
    ],
)
def test_what_can_be_seen_stays(style: str) -> None:
    assert paragraphs(f'<p style="{style}">seen</p>') == ["seen"]


def test_a_page_may_nest_deeper_than_pythons_stack() -> None:
    assert paragraphs("<div>" * 3_000 + "deep") == ["deep"]


def test_a_quotation_is_marked_so_that_it_is_known_as_history() -> None:
    assert paragraphs('New<blockquote type="cite"><p>Old</p></blockquote>') == ["New", ">", "Old"]
    assert paragraphs('<blockquote class="gmail_quote">Old</blockquote>') == ["> Old"]
    assert paragraphs("<p>Tam wrote:</p><blockquote>Old</blockquote>") == ["Tam wrote:", "> Old"]
    assert paragraphs("<blockquote>A clause.</blockquote>") == ["A clause."]


SHEET = """<style>/* .seen{display:none} */ @import url(x.css); {display:none}
.preheader, #gone {DISPLAY : none !important} p.tiny{font-size:0} .later{color:red} table .deep{display:none}
@media (max-width:600px) { .wide { display:none } .more{visibility:hidden} }</style>"""


@pytest.mark.parametrize(
    "hidden",
    ['<div class="x Preheader">X</div>', '<p id="gone">X</p>', '<p class="tiny">X</p>', "<iframe>X</iframe>"],
)
def test_what_a_plain_rule_of_a_style_sheet_hides_is_dropped(hidden: str) -> None:
    assert paragraphs(f"{SHEET}<p>seen</p>{hidden}") == ["seen"]


@pytest.mark.parametrize(
    "shown",
    [
        '<p class="wide">X</p>',  # hidden on a telephone only
        '<p class="later seen">X</p>',
        '<p class="preheader" style="display:block">X</p>',
        '<div class="tiny">X</div>',
        '<p class="deep">X</p>',  # not worked out: rather too much than too little
    ],
)
def test_what_a_style_sheet_shows_stays(shown: str) -> None:
    assert paragraphs(f"{SHEET}<p>seen</p>{shown}") == ["seen", "X"]


def test_a_layout_of_cells_without_size_keeps_the_words_in_them() -> None:
    """As MJML writes it: nothing is lost of a mail that begins each cell so. The control is a cell that sets no size."""
    cell = '<td style="font-size:0px;padding:10px"><div style="font-size:{}">X</div></td>'
    for size in ("13px", "1rem"):
        assert paragraphs(f"<p>seen</p><table><tr>{cell.format(size)}</tr></table>") == ["seen", "X"]
    for size in ("0", "90%", "1em", "inherit"):
        assert paragraphs(f"<p>seen</p><table><tr>{cell.format(size)}</tr></table>") == ["seen"]


@pytest.mark.parametrize("piece", ["@media{", "a{", "@", "/*", "a,", "}"])
def test_a_sheet_that_is_made_to_take_long_is_read_to_its_end(piece: str) -> None:
    assert paragraphs(f"<style>{piece * (200_000 // len(piece))}</style><p>seen</p>") == ["seen"]
