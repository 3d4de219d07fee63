"""Why a file was not taken in: one sentence and one next step each, and never a word of the file or its name."""

from __future__ import annotations

from agent.errors import TenthError

ACCEPTED = "Zoom or Teams transcripts (.vtt, .docx), .srt, Zoom's saved captions, e-mails (.eml), .docx, .pdf and .txt"


class IntakeError(TenthError):
    """A file was looked at and not taken in; nothing of it was kept."""

    code = "intake_error"
    status = 422
    hint = "Open the file, copy its text and paste it into Tenth."


class EmptyFile(IntakeError):
    """There is nothing to bill from."""

    code = "empty_file"
    hint = "Check that the export finished, then choose the file again."


class TooBig(IntakeError):
    """More bytes, pages or passages than one call, e-mail or document has."""

    code = "too_big"
    status = 413
    hint = "Save the part that was worked on as a file of its own and take that in."


class UnknownFormat(IntakeError):
    """Nothing that Tenth reads."""

    code = "unknown_format"
    status = 415
    hint = f"Tenth reads {ACCEPTED}."


class SoundFileHere(IntakeError):
    """A recording came in by the door for words."""

    code = "sound_file"
    status = 415
    hint = "Take it in as a call: Tenth turns sound into words first."


class NotWhatItSays(IntakeError):
    """It begins like a known format and cannot be read as one: damaged, cut off or made up."""

    code = "not_what_it_says"
    hint = "Open it in the program it came from, save it again and take in the new copy."


class LockedFile(IntakeError):
    """A password or a certificate stands before the words."""

    code = "locked_file"
    hint = "Open it with its password, save a copy without one and take that in."


class NoTextLayer(IntakeError):
    """A PDF of pictures."""

    code = "no_text_layer"
    hint = "Tenth has no text recognition: run the scan through your scanner's OCR, or paste the text."


class HostileArchive(IntakeError):
    """A compressed file that would unfold into far more than a document is."""

    code = "hostile_archive"
    hint = "Do not open it; ask the sender what it is."


class TookTooLong(IntakeError):
    """Reading was stopped by the clock."""

    code = "took_too_long"


class TookTooMuchMemory(IntakeError):
    """Reading was stopped by the memory limit."""

    code = "took_too_much_memory"


class ReaderCrashed(IntakeError):
    """The child process that read the file died or answered nonsense."""

    code = "reader_crashed"
