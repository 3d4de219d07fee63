"""What begins like a recording. Bytes alone decide; a name can say anything."""

from __future__ import annotations

# A mark that could also open a sentence stands here with the version byte that follows it.
_MARKS = (
    *(b"fLaC", b"OggS\0", b"ID3\2", b"ID3\3", b"ID3\4", b"caff\0", b"#!AMR"),
    b"\x1a\x45\xdf\xa3",  # Matroska and WebM
    b"riff\x2e\x91\xcf\x11",  # Sony's WAV of more than four gigabytes
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",  # ASF: Windows Media
)
_PICTURES = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis")  # phones keep photos in MP4's own boxes


def is_sound(head: bytes) -> bool:
    """Return whether these first bytes (16 are enough) open a file that may hold sound; a film may."""
    if head.startswith(_MARKS):
        return True
    if head[:4] in (b"RIFF", b"RF64", b"FORM"):
        return head[8:12] in (b"WAVE", b"AIFF", b"AIFC")
    if head[4:8] == b"ftyp":
        return head[8:12] not in _PICTURES
    return len(head) > 2 and head[0] == 0xFF and _is_bare_frame(head[1], head[2])


def _is_bare_frame(second: int, third: int) -> bool:
    """MPEG layer III with a bit rate, or AAC. Their layer bits keep out UTF-16's byte-order mark FF FE, layer I."""
    if second & 0xF6 == 0xF0:
        return True
    return second & 0xE6 == 0xE2 and third & 0xF0 not in (0x00, 0xF0)
