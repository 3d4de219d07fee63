"""Files made to break a reader: known attacks, and good files damaged by chance.

Everything is made from a seed, so that a failure names the file that caused it.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator

from tests.intake import samples

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512
STAMPS = b"00:00:01.000 --> 00:00:02.000\n"
OVERRIDES = "\u202e\u2066\u200b\ufeff\u200f"
TORN = [
    b"\x00",
    b"\xff\xfe",
    b"\r",
    b"-->",
    b"<v ",
    b"\n\n",
    b"99999999999:99:99.9",
    b"&#0;",
    b"&#x110000;",
    b"%PDF-",
    b"PK\x03\x04",
]


def attacks() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each known attack."""
    yield "zip bomb", zip_bomb()
    yield (
        "zip with many members",
        zipped({f"word/{n}.xml": b"" for n in range(2_500)} | {"word/document.xml": b"<x/>"}),
    )
    yield "zip that lies", lies_about_its_size()
    yield "locked zip", locked_zip()
    yield "spreadsheet", zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})
    yield "zip of nothing", b"PK\x05\x06" + b"\x00" * 18
    yield "document without parts", zipped({"word/document.xml": b"<x/>"})
    yield "billion laughs", samples.word_with_body("<w:p><w:r><w:t>&h;</w:t></w:r></w:p>", prologue=_laughs())
    yield (
        "deep document",
        samples.word_with_body("<w:sdt><w:sdtContent>" * 300 + "</w:sdtContent></w:sdt>" * 300),
    )
    yield (
        "deep tables",
        samples.word_with_body("<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60),
    )
    yield "endless text node", samples.word_with_body(f"<w:p><w:r><w:t>{'a' * 11_000_000}</w:t></w:r></w:p>")
    yield "locked pdf", samples.locked_pdf("secret")
    yield "pdf of pictures", samples.pdf((), ())
    yield "pdf of many pages", samples.pdf(*[("x",)] * 510)
    yield "pdf cut in half", samples.pdf(("hello",))[:200]
    yield "pdf that points at itself", samples.pdf(("hello",)).replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]")
    yield "pdf in name only", b"%PDF-1.7\n" + b"\x00" * 1_000
    yield "mail in a thousand boxes", _boxes(1_000)
    yield "mail of headers", b"From: a\nMIME-Version: 1.0\n" + b"X: y\n" * 50_000
    yield "mail deep in html", _html(b"<div>" * 20_000)
    yield "mail of breaks", _html(b"x<br>" * 20_000)
    yield "mail of quotes", b"From: a\nMIME-Version: 1.0\n\n" + b">" * 1_000_000
    yield "mail on and on", b"From: a\nMIME-Version: 1.0\n\n" + b"On a b " * 50_000
    yield "huge cue count", b"WEBVTT\n\n" + STAMPS * 200_000
    yield "cues without end", b"WEBVTT\n\n" + (b"9" * 400 + b":00:00.0 --> 1:1.1\n") * 100
    yield "digits in srt", b"1\n00:00:01,000 --> 00:00:02,000\n" + b"1" * 2_000_000
    yield "names without end", b"WEBVTT\n\n" + STAMPS + b"<v " + b"A" * 1_000_000 + b">x"
    yield "captions of colons", b"[a] 10:00:00\n" + b":" * 1_000_000
    yield "one line of ten megabytes", b"word " * 2_000_000
    yield "blanks without end", b"a" + b" \t" * 1_000_000 + b"b"
    yield "control characters", b"Dear Ada\n\n" + bytes(range(32)) + b"\n\nbye" + b" filler" * 400
    yield "nothing but controls", bytes(range(9)) * 1_000
    yield "overrides", f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {OVERRIDES}>{OVERRIDES}txt.exe".encode()
    yield "utf-16 with an odd byte", "WEBVTT\n\n00:01.000 --> 00:02.000\nx".encode("utf-16") + b"x"
    yield "old office", OLD_OFFICE
    yield "locked office", OLD_OFFICE + "EncryptedPackage".encode("utf-16-le")
    yield "pdf and zip in one", samples.pdf(("hello",)) + samples.word("hello")
    yield "zip and transcript in one", b"WEBVTT\n\n" + STAMPS + b"x\n\n" + samples.word("hello")
    yield "picture", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100
    yield "sound", b"RIFF\x24\x08\x00\x00WAVEfmt " + b"\x00" * 100
    yield "web page", b"<!doctype html><script>alert(1)</script>"


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield `count` good files of all forms, each damaged in one to four ways, with a name that tells how to make it again."""
    originals = sorted(samples.every_form().items())
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        name, data = originals[number % len(originals)]
        for _ in range(chance.randint(1, 4)):
            data = chance.choice(_DAMAGES)(data, chance)
        if name.endswith(".docx") and chance.random() < 0.5:
            data = _damaged_inside(dict(originals)[name], chance)
        yield f"{name} {seed}/{number}", data


def zip_bomb(unpacked: int = 60_000_000) -> bytes:
    """Build a small .docx that unfolds to `unpacked` bytes and more."""
    return samples.with_member(samples.word("x"), "word/document.xml", b"\x20" * unpacked)


def lies_about_its_size() -> bytes:
    """Build an archive whose member declares 10 bytes and unfolds to a million."""
    data = zipped({"word/document.xml": b"a" * 1_000_000})
    return data.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 10))


def locked_zip() -> bytes:
    """Build an archive that says its members need a password."""
    data = bytearray(zipped({"word/document.xml": b"<x/>"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def zipped(members: dict[str, bytes]) -> bytes:
    """Build an archive of these members."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def _laughs() -> str:
    lines = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefg", "bcdefgh", strict=True))
    return f'<!DOCTYPE w [<!ENTITY a "ha">{lines}]>'


def _boxes(depth: int) -> bytes:
    head = b"From: a\nMIME-Version: 1.0\n"
    return head + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)
    )


def _html(markup: bytes) -> bytes:
    return b"From: a\nMIME-Version: 1.0\nContent-Type: text/html\n\n" + markup


def _damaged_inside(archive: bytes, chance: random.Random) -> bytes:
    """Damage the words' own XML, below the archive that would otherwise catch it by its checksum."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        inside = opened.read("word/document.xml")
    return samples.with_member(archive, "word/document.xml", chance.choice(_DAMAGES)(inside, chance))


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
    return data[:start] + data[end:]


def _end_early(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(TORN) * chance.choice((1, 1, 3, 50)) + data[at:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    piece = data[start : start + chance.randint(1, 300)]
    return data[:start] + piece * chance.randint(2, 20) + data[start:]


_DAMAGES: list[Callable[[bytes, random.Random], bytes]] = [_flip, _cut, _end_early, _insert, _repeat]
