"""Whatever a file holds, the outcome is a whole source with sane passages or one refusal with code and hint. Nothing else."""

import itertools
import os
import unicodedata
from functools import cache

import pytest

from agent.domain.ids import SourceId
from agent.domain.source import Context, Source
from agent.intake.errors import HostileArchive, IntakeError, LockedFile, ReaderCrashed
from agent.intake.guarded import GuardedReader
from agent.intake.limits import DEFAULT_LIMITS
from agent.intake.reader import DirectReader
from agent.intake.reading import Form
from tests.intake.hostile import attacks, mutants

DEEP = os.environ.get("TENTH_DEEP") == "1"
THROUGH_THE_CHILD = 300
INTO_THE_PARSERS = 10_000 if DEEP else 2_000
FEW = 150

LONGEST_CALL_MS = 1_000 * 3_600_000


@cache
def known_attacks() -> dict[str, bytes]:
    """Make them once, and only where they are asked for: a bomb takes a while to pack."""
    return dict(attacks())


def assert_sane(source: Source) -> None:
    """Hold a source to everything that what comes after it relies on."""
    assert source.form in set(Form)
    assert len(source.sha256) == 64
    assert [passage.id for passage in source.passages] == [
        f"s{n}" for n in range(1, len(source.passages) + 1)
    ]
    assert 1 <= len(source.passages) <= DEFAULT_LIMITS.passages
    assert any(passage.text for passage in source.passages)
    assert sum(len(passage.text) for passage in source.passages) <= DEFAULT_LIMITS.characters
    for passage in source.passages:
        if passage.start_ms is None or passage.end_ms is None:
            assert passage.start_ms is passage.end_ms
        else:
            assert -LONGEST_CALL_MS <= passage.start_ms <= passage.end_ms <= LONGEST_CALL_MS
    names = [passage.speaker or "x" for passage in source.passages] + [source.title, *source.attachments]
    assert all(name == name.strip() and len(name) <= 250 and "\n" not in name for name in names)
    words = "".join([*names, *(passage.text for passage in source.passages), source.quoted])
    assert {character for character in set(words) if unicodedata.category(character) in ("Cc", "Cs")} <= {
        "\n",
        "\t",
    }


def assert_refused_in_words(refused: IntakeError) -> None:
    """Hold a refusal to one sentence, one hint and a code of its own."""
    assert refused.code != IntakeError.code
    assert str(refused).endswith(".")
    assert str(refused).count("\n") == 0
    assert refused.hint.endswith(".")


def read_here(data: bytes) -> Source | None:
    """Read in this process; None when it is refused properly."""
    try:
        source = DirectReader().read(data, name="hostile.docx", source_id=SourceId("a"), context=Context())
    except IntakeError as refused:
        assert_refused_in_words(refused)
        return None
    assert_sane(source)
    return source


def test_a_few_damaged_files_are_read_or_refused() -> None:
    outcomes = [read_here(data) is None for _, data in mutants(FEW, seed=7)]
    assert 0 < sum(outcomes) < FEW  # both happen, or the damage is not worth its name


def test_a_damaged_file_that_still_reads_is_the_same_each_time() -> None:
    first, second = ([read_here(data) for _, data in mutants(22, seed=11)] for _ in range(2))
    assert first == second


@pytest.mark.slow
def test_thousands_of_damaged_files_are_read_or_refused() -> None:
    for name, data in mutants(INTO_THE_PARSERS, seed=1):
        try:
            read_here(data)
        except Exception as error:
            pytest.fail(f"{name}: {type(error).__name__}")


@pytest.mark.slow
def test_hundreds_of_hostile_files_go_through_the_child() -> None:
    files = itertools.islice(
        itertools.chain(known_attacks().items(), mutants(THROUGH_THE_CHILD, seed=2)), THROUGH_THE_CHILD
    )
    reader = GuardedReader()
    for name, data in files:
        try:
            assert_sane(reader.read(data, name="hostile.docx", source_id=SourceId("a"), context=Context()))
        except ReaderCrashed:
            pytest.fail(f"{name}: the child crashed")
        except IntakeError as refused:
            assert_refused_in_words(refused)


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        ("zip bomb", HostileArchive.code),
        ("zip with many members", HostileArchive.code),
        ("locked zip", LockedFile.code),
        ("locked pdf", LockedFile.code),
        ("locked office", LockedFile.code),
        ("spreadsheet", "unknown_format"),
        ("billion laughs", "not_what_it_says"),
        ("pdf of pictures", "no_text_layer"),
        ("pdf of many pages", "too_big"),
        pytest.param("huge cue count", "too_big", marks=pytest.mark.slow),
        ("nothing but controls", "unknown_format"),
        ("picture", "unknown_format"),
        ("sound", "sound_file"),
        ("web page", "unknown_format"),
    ],
)
def test_a_known_attack_is_called_by_its_name(attack: str, code: str) -> None:
    with pytest.raises(IntakeError) as refused:
        DirectReader().read(
            known_attacks()[attack], name="hostile.docx", source_id=SourceId("a"), context=Context()
        )
    assert refused.value.code == code
    assert_refused_in_words(refused.value)
