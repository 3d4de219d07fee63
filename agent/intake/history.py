"""Parts the newest message of an e-mail from the history quoted below it.

What the history says was billed with its own e-mail, so it is kept apart and never read for work. The header patterns are
those of mail-parser-reply; what they find must also hold a From line, since "To:" and "Date:" open paragraphs of ordinary
letters too. Its `read` is not used: it also looks for signatures, with an expression that fails on long texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SEPARATOR = re.compile(r"-{2,}\s*(?:Original Message|Forwarded message)\s*-{2,}|_{10,}$|>", re.IGNORECASE)
_SENT_BY = re.compile(r"^[>* ]*From:", re.IGNORECASE | re.MULTILINE)
_SENT_TO = re.compile(r"^[>* ]*(?:Sent|Date|To):", re.IGNORECASE | re.MULTILINE)
_SENT_WHEN = re.compile(r"@|\d[:.]\d\d")  # an address or a clock time: "On Monday I wrote:" has neither
_DATED = re.compile(  # "On Mon, 1 Jun 2026 Tam Kerrow wrote:": a whole line with a day, a year and a name
    r"^On (?:[A-Z][a-z]+,? )?(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2},?) \d{4},? "
    r"(?!(?:I|We|You|Our|Your|The|[a-z]+)\b)[^.:;]{2,60} wrote:$"
)
_SEARCHED_LENGTH = 300  # of each line: the patterns take quadratic time, and no header is longer


def parted(body: str) -> tuple[str, str]:
    """Return the newest message and the quoted history of a plain text body.

    A reply written below the quotation is the newest message too, when nothing stands above it.
    """
    lines = body.split("\n")
    cut = min(_separator_line(lines), _header_line(lines))
    newest, quoted = "\n".join(lines[:cut]).strip(), "\n".join(lines[cut:]).strip()
    if newest or not quoted:
        return newest, quoted
    return _below(lines[cut:]), quoted


def _separator_line(lines: list[str]) -> int:
    return next((n for n, line in enumerate(lines) if _SEPARATOR.match(line.strip())), len(lines))


def _header_line(lines: list[str]) -> int:
    """Return the number of the line where a mail program's header begins.

    HTML puts blank lines between the lines of Outlook's, so that one is searched without them. An attribution
    ("On ... wrote:") is not, or a paragraph above it that happens to begin with "On" would become its first line.
    """
    filled = [number for number, line in enumerate(lines) if line.strip()]
    outlook = (filled[n] for n, header, _ in _headers([lines[n] for n in filled]) if _is_outlook(header))
    attribution = (
        n + header.count("\n", 0, header.rfind("\nOn ") + 1)
        for n, header, below in _headers(lines)
        if _is_attribution(header, below)
    )
    dated = (n for n, line in enumerate(lines) if _DATED.match(line.strip()[:_SEARCHED_LENGTH]))
    return min(next(outlook, len(lines)), next(attribution, len(lines)), next(dated, len(lines)))


def _headers(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the first line's number, the text and what stands below, of all that mail-parser-reply takes for headers."""
    from mailparser_reply.parser import EmailMessage

    searched = "\n".join(line.strip()[:_SEARCHED_LENGTH] for line in lines)
    for found in EmailMessage(text="", languages=["en"]).HEADER_REGEX.finditer(searched):
        header = found[0].lstrip("\n")
        line = searched.count("\n", 0, found.end() - len(header))
        yield line, header, searched[found.end() : found.end() + _SEARCHED_LENGTH].lstrip("\n")


def _is_outlook(header: str) -> bool:
    return _SENT_BY.search(header) is not None and _SENT_TO.search(header) is not None


def _is_attribution(header: str, below: str) -> bool:
    return header.endswith("wrote:") and (_SENT_WHEN.search(header) is not None or below.startswith(">"))


def _below(quoted: list[str]) -> str:
    """Return what stands below a quotation of `>` lines; nothing for a forwarded message, which is nobody's answer."""
    marked = [n for n, line in enumerate(quoted) if line.lstrip().startswith(">")]
    return "\n".join(quoted[marked[-1] + 1 :]).strip() if marked else ""
