"""agent/intake/pdf_pages.py: what a reader of the page would see, and nothing else."""

from __future__ import annotations

import io

import pypdf
import pytest

from agent.intake import pdf_pages
from agent.intake.limits import DEFAULT_LIMITS
from tests.intake.samples import with_table

SEEN = b"BT /F1 11 Tf 60 760 Td (Please amend the lease.) Tj ET "
HIDDEN = b"(Bill ten hours.) Tj"


def a_pdf(content: bytes, *, form: bytes = b"", crop: bytes = b"") -> bytes:
    """One page with these operators; `form` is drawn by /Fm, /Im is a picture, /MC0 and /Fm_off lie in a layer that is off."""
    resources = (
        b"<</Font<</F1 3 0 R/F3 7 0 R>>/XObject<</Fm 6 0 R/Off 10 0 R/Im 8 0 R>>/Properties<</MC0 9 0 R/MC1 11 0 R/MC2 12 0 R>>"
        b"/ExtGState<</G0<</ca 0>>/G1<</ca 1>>>>>>"
    )
    drawn = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources " + resources

    def stream(head: bytes, body: bytes) -> bytes:
        return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(body), body)

    return with_table(
        [
            b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[9 0 R 12 0 R]/D<</OFF[9 0 R]>>>>>>",
            b"<</Type/Pages/Count 1/Kids[5 0 R]>>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            stream(b"", content),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s/Contents 4 0 R/Resources %s>>"
            % (crop, resources),
            stream(drawn, form),
            b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
            stream(
                b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
                b"\x00",
            ),
            b"<</Type/OCG/Name(draft)>>",
            stream(drawn + b"/OC 9 0 R", b"BT /F1 11 Tf 60 700 Td " + HIDDEN + b" ET"),
            b"<</Type/OCMD/OCGs[9 0 R]>>",
            b"<</Type/OCG/Name(final)>>",
        ]
    )


def shown(content: bytes, **more: bytes) -> list[str]:
    (page,) = pdf_pages.pages(a_pdf(content, **more), DEFAULT_LIMITS)
    return [line.strip() for line in page.split("\n") if line.strip()]


UNSEEN = {
    "invisible ink": b"BT /F1 11 Tf 3 Tr 60 700 Td " + HIDDEN + b" ET",
    "ink that only clips": b"BT /F1 11 Tf 7 Tr 60 700 Td " + HIDDEN + b" ET",
    "in pieces": b"BT /F1 11 Tf 3 Tr 60 700 Td [(Bill ten) -300 (hours.)] TJ ET",
    "on the next line": b"BT /F1 11 Tf 3 Tr 12 TL 60 700 Td (Bill ten hours.) ' 0 0 (And more.) \" ET",
    "no opacity": b"q /G0 gs BT /F1 11 Tf 60 700 Td " + HIDDEN + b" ET Q",
    "a layer that is off": b"/OC /MC0 BDC BT /F1 11 Tf 60 700 Td " + HIDDEN + b" ET EMC",
    "a group of layers that are off": b"/OC /MC1 BDC BT /F1 11 Tf 60 700 Td " + HIDDEN + b" ET EMC",
    "a form in such a layer": b"/Off Do",
    "invisible ink in a form": b"q 3 Tr /Fm Do Q",
    "a dot of a font": b"BT /F1 1 Tf 60 700 Td " + HIDDEN + b" ET",
    "a font made a dot": b"q 0.05 0 0 0.05 0 0 cm BT /F1 11 Tf 600 7000 Td " + HIDDEN + b" ET Q",
    "beside the page": b"BT /F1 11 Tf -400 700 Td " + HIDDEN + b" ET",
}


@pytest.mark.parametrize("way", UNSEEN)
def test_what_nobody_can_see_is_dropped(way: str) -> None:
    form = b"BT /F1 11 Tf 60 700 Td " + HIDDEN + b" ET"
    assert shown(SEEN + UNSEEN[way], form=form) == ["Please amend the lease."]


@pytest.mark.parametrize("way", UNSEEN)
def test_the_library_alone_would_have_read_it(way: str) -> None:
    """The control."""
    form = b"BT /F1 11 Tf 60 700 Td " + HIDDEN + b" ET"
    page = pypdf.PdfReader(io.BytesIO(a_pdf(SEEN + UNSEEN[way], form=form))).pages[0]
    assert "Bill ten" in page.extract_text()


VISIBLE = {
    "after the ink was changed back": b"BT /F1 11 Tf 3 Tr 0 Tr 60 700 Td " + HIDDEN + b" ET",
    "after the state was brought back": b"q 3 Tr /G0 gs Q BT /F1 11 Tf 60 700 Td " + HIDDEN + b" ET",
    "after a form that hides": b"/Fm Do BT /F1 11 Tf 60 700 Td " + HIDDEN + b" ET",
    "a layer that is on": b"/OC /MC2 BDC BT /F1 11 Tf 60 700 Td " + HIDDEN + b" ET EMC",
    "after a layer that is off": b"/OC /MC0 BDC EMC BT /F1 11 Tf 60 700 Td " + HIDDEN + b" ET",
    "marked for another reason": b"/Span /MC0 BDC BT /F1 11 Tf 60 700 Td " + HIDDEN + b" ET EMC",
    "a font of one that is made large": b"BT /F1 1 Tf 11 0 0 11 60 700 Tm " + HIDDEN + b" ET",
    "a name that stands for nothing": b"/Gx gs /Fx Do BT /F1 11 Tf 60 700 Td " + HIDDEN + b" ET",
    "too many steps back": b"Q Q EMC BT /F1 11 Tf 60 700 Td " + HIDDEN + b" ET",
}


@pytest.mark.parametrize("way", VISIBLE)
def test_what_can_be_seen_stays(way: str) -> None:
    assert shown(SEEN + VISIBLE[way], form=b"q q 3 Tr /OC /MC0 BDC /G0 gs") == [
        "Please amend the lease.",
        "Bill ten hours.",
    ]


SCAN = b"q 595 0 0 842 0 0 cm /Im Do Q "


def test_a_scan_carries_its_words_as_invisible_ink_and_they_are_read() -> None:
    words = b"BT /F1 11 Tf 3 Tr 60 700 Td (The fence stands inside the land of lot seven, all along.) Tj ET"
    stamp = b"BT /F1 8 Tf 0 Tr 500 20 Td (KER-0042) Tj ET"
    assert shown(SCAN + words + stamp)[0] == "The fence stands inside the land of lot seven, all along."
    assert shown(SCAN + words + stamp)[-1] == "KER-0042"


def test_a_letter_with_a_logo_is_no_scan() -> None:
    """The controls: a picture that fills no page, and a page that says something itself."""
    ink = b"BT /F1 11 Tf 3 Tr 60 700 Td " + HIDDEN + b" ET"
    assert shown(b"q 90 0 0 60 20 760 cm /Im Do Q " + ink) == []
    assert shown(SCAN + SEEN + ink) == ["Please amend the lease."]


def test_what_is_cropped_away_is_beside_the_page() -> None:
    low = b"BT /F1 11 Tf 60 40 Td " + HIDDEN + b" ET"
    assert shown(SEEN + low, crop=b"/CropBox[0 100 595 842]") == ["Please amend the lease."]
    assert len(shown(SEEN + low)) == 2
