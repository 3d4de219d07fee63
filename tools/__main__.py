"""`./run VERB`: set up what the verb needs, then do it."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tools import bench, checks, lock, package, pictures
from tools.places import program
from tools.setup import Needs, prepare
from tools.talk import CannotGoOn, become, say


@dataclass(frozen=True, slots=True)
class Verb:
    """One word after ./run: what it does, what it needs, and how it is done."""

    meaning: str
    do: Callable[[Sequence[str]], int]
    needs: Needs | None  # None: nothing has to be set up


def _product(verb: str) -> Callable[[Sequence[str]], int]:
    return lambda arguments: become([program("tenth"), verb, *arguments])


VERBS = {
    "demo": Verb("a sample call, from sound to time entries in practice Clio", _product("demo"), Needs()),
    "test": Verb(
        "every kind of test there is; --deep: at full counts", checks.test, Needs(checks=True, sound=True)
    ),
    "check": Verb("format, lint, types and fast tests, in under a minute", checks.check, Needs(checks=True)),
    "app": Verb("Tenth itself", _product("app"), Needs(sound=True)),
    "doctor": Verb(
        "what works on this computer, and what would make the rest work", _product("doctor"), Needs()
    ),
    "bench": Verb("the benchmarks, or those named", bench.run, Needs(checks=True)),
    "pictures": Verb("the pictures in docs/, taken anew", pictures.run, Needs(checks=True)),
    "package": Verb(
        "the extension for Chrome, Edge and Firefox, in build/ and dist/", package.run, Needs(checks=True)
    ),
    "lock": Verb("the locks, resolved anew from pyproject.toml; --upgrade: newer versions", lock.run, None),
}


def usage() -> str:
    """Say what each verb does."""
    return "\n".join(["./run VERB", *(f"    {name:<10}{verb.meaning}" for name, verb in VERBS.items())])


def main(words: Sequence[str]) -> int:
    """Do what the words say; returns the exit status (2: used wrongly)."""
    if not words or words[0] in ("-h", "--help", "help"):
        say(usage())
        return 0 if words else 2
    verb = VERBS.get(words[0])
    if verb is None:
        say(f"./run does not know '{words[0]}'.\n{usage()}")
        return 2
    try:
        if verb.needs:
            prepare(words[0], verb.needs)
        return verb.do(words[1:])
    except CannotGoOn as problem:
        say(f"Stopped: {problem}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
