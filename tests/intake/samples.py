"""Invented files of every form: the written ones from tests/data/intake, Word and PDF built here."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from docx import Document
from pypdf import PdfReader, PdfWriter

DATA = Path(__file__).parent.parent / "data" / "intake"
WRITTEN = {path.name: path.read_bytes() for path in sorted(DATA.iterdir())}

TURNS = ["Nell Quirke   0:03\nMorning Tam, I am recording.", "Tam Kerrow   0:09\nYes, go on.\nPlease."]


def word(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = (), after: tuple[str, ...] = ()) -> bytes:
    """Build a .docx: paragraphs, a table, paragraphs after it."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    for paragraph in after:
        document.add_paragraph(paragraph)
    return _saved(document)


def word_with_body(body: str, *, prologue: str = "") -> bytes:
    """Build a .docx whose body is this WordprocessingML, written as it stands."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    xml = f'{prologue}<w:document xmlns:w="{space}" xmlns:mc="{compatible}"><w:body>{body}</w:body></w:document>'
    return with_member(word("x"), "word/document.xml", xml.encode())


def with_member(archive: bytes, name: str, content: bytes) -> bytes:
    """Return the archive with one member replaced or added."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member.filename, old.read(member))
        new.writestr(name, content)
    return changed.getvalue()


def teams_word() -> bytes:
    """Build the transcript that Teams saves as .docx."""
    head = ("Boundary-20260331_100000-Meeting Recording", "March 31, 2026", "1m 2s")
    return word(
        *head,
        "Nell Quirke started transcription",
        *TURNS,
        "Nell Quirke   0:20\nGood.",
        "Nell Quirke stopped transcription",
    )


def pdf(*pages: tuple[str, ...]) -> bytes:
    """Build a PDF with one line of text below the other; an empty tuple is a page without text."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj 0 -16 Td" for line in lines)
        content = f"BT /F1 11 Tf 60 760 Td {shown} ET".encode("latin-1") if lines else b""
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return with_table(objects)


def locked_pdf(user_password: str) -> bytes:
    """Build an encrypted PDF; with an empty user password anybody may read it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(("Nobody reads this without a key.",)))))
    writer.encrypt(user_password, "owner", algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def every_form() -> dict[str, bytes]:
    """One good file of each form."""
    return WRITTEN | {
        "letter.docx": word(
            "Dear Ada", "I have read the plan.", rows=(("Lot", "7"), ("Area", "612 m2")), after=("Nell",)
        ),
        "teams.docx": teams_word(),
        "advice.pdf": pdf(
            ("Advice on the boundary.", "", "The fence stands 40 cm inside the land of lot seven."),
            ("Page two.",),
        ),
    }


def with_table(objects: list[bytes]) -> bytes:
    """Build a PDF of numbered objects, the first of which is its catalog."""
    written = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return written + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(written),
    )  # fmt: skip


def _saved(document: object) -> bytes:
    written = io.BytesIO()
    document.save(written)  # type: ignore[attr-defined] - python-docx names no public type
    return written.getvalue()
