"""agent/intake/errors.py: every refusal has its own code, a sentence's hint and a status a browser understands."""

from agent.intake import errors
from agent.intake.errors import ACCEPTED, IntakeError, UnknownFormat

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, IntakeError)]


def test_codes_are_never_shared() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS) > 10


def test_every_refusal_says_what_to_do_next() -> None:
    for kind in KINDS:
        assert kind.hint.endswith(".")
        assert kind.hint[0].isupper()
        assert 400 <= kind.status < 500


def test_an_unknown_format_names_what_is_read() -> None:
    assert ACCEPTED in UnknownFormat("x").hint
