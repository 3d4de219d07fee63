"""E-mails (.eml): the newest message in paragraphs, who wrote it to whom, when, and the names of what was attached."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from agent.domain.source import Person
from agent.intake.errors import EmptyFile, LockedFile
from agent.intake.history import parted
from agent.intake.limits import Limits
from agent.intake.markup import visible_text
from agent.intake.reading import Form, Reading, cues_of
from agent.intake.text import blocks, clean, decode

_SEALED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
_MARKS = re.compile(
    rb"^(?:message-id|mime-version|received|return-path|delivered-to|content-type|dkim-signature):",
    re.I | re.M,
)
_FROM = re.compile(rb"^from:", re.I | re.M)
_SENT = re.compile(rb"^date:.{0,40}\d{1,2} [a-z]{3} \d{4} \d\d:\d\d", re.I | re.M)
_HEADER_LINE = re.compile(rb"[!-9;-~]+:|From ")
_MOST_NAMED = 1_000  # people, attachments


def is_mail(head: bytes) -> bool:
    """Return whether a file begins with the headers of an e-mail; "From:" and "To:" alone also open memos."""
    headers = re.split(rb"\r?\n\r?\n", head.lstrip(b"\xef\xbb\xbf\r\n"), maxsplit=1)[0]
    return bool(
        _HEADER_LINE.match(headers)
        and _FROM.search(headers)
        and (_MARKS.search(headers) or _SENT.search(headers))
    )


def read(data: bytes, limits: Limits) -> Reading:
    """Read an e-mail. Raise LockedFile when it is encrypted, EmptyFile when it says nothing of its own."""
    message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=email.policy.default)
    if message.get_content_type() in _SEALED:
        raise LockedFile("This e-mail is encrypted.")
    newest, quoted = parted(_body(message)[: limits.characters + 1])
    if not newest:
        raise EmptyFile(
            "This e-mail has no words of its own.",
            hint="If the forwarded text was worked on, copy it and paste it into Tenth.",
        )
    sender, sent_at = _people(message, "from"), _sent_at(message)
    return Reading(
        Form.EML,
        cues_of(blocks(newest)),
        title=_header(message, "subject"),
        sender=sender[0] if sender else None,
        recipients=(_people(message, "to") + _people(message, "cc"))[:_MOST_NAMED],
        quoted=quoted,
        attachments=_attachments(message),
        date=sent_at.date() if sent_at else None,
        sent_at=sent_at,
    )


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    text = clean(_decoded(raw, part.get_content_charset()))
    return clean(visible_text(text)) if part.get_content_subtype() == "html" else text


def _decoded(raw: bytes, charset: str | None) -> str:
    """Decode by the charset the part declares, else as a file."""
    try:
        return raw.decode(charset or "utf-8")
    except (UnicodeDecodeError, LookupError, ValueError):
        return decode(raw)


def _header(message: EmailMessage, name: str) -> str:
    """Return a header decoded, or as it stands where the standard library fails over it."""
    try:
        return str(message[name] or "")
    except (ValueError, LookupError, AttributeError, TypeError):
        return next((str(value) for key, value in message.raw_items() if key.lower() == name), "")


def _people(message: EmailMessage, header: str) -> tuple[Person, ...]:
    try:
        addresses = [address for field in message.get_all(header, []) for address in field.addresses]
    except (ValueError, LookupError, AttributeError, TypeError):
        return ()
    return tuple(
        Person(address.display_name or address.addr_spec, address.addr_spec or None)
        for address in addresses
        if address.display_name or address.addr_spec
    )


def _attachments(message: EmailMessage) -> tuple[str, ...]:
    names = []
    for part in message.walk():
        try:
            name = part.get_filename()
        except (ValueError, LookupError, AttributeError, TypeError):
            name = "attachment"
        if name:
            names.append(name)
    return tuple(names[:_MOST_NAMED])


def _sent_at(message: EmailMessage) -> dt.datetime | None:
    """Return when it was sent, in the offset of the header; one of unknown place is UTC (RFC 5322, 3.3)."""
    try:
        sent = parsedate_to_datetime(_header(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return sent if sent.tzinfo else sent.replace(tzinfo=dt.UTC)
