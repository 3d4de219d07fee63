"""How a file must look: short, with a first sentence that says what it is, a name that means something, nothing left undone."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files, parsed, python_files, without_the_voice

LINES_AT_MOST = 300
FUNCTION_LINES_AT_MOST = 60
SPEAKS_FOR_ITSELF = 15  # lines: a longer public function has a docstring

MEANINGLESS = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
SAYS_WHAT_IT_IS = re.compile(r'(?:#.*\n|\s)*r?"""\s*\S')
LEFT_UNDONE = re.compile(r"\b(TO" r"DO|FIX" r"ME)\b")
SWITCHED_OFF = re.compile(
    r"#\s*(?:type:\s*ignore|noqa)(?P<code>(?:\[[\w, -]+\]|:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?)(?P<why>.*)"
)


def too_long(text: str) -> bool:
    """Is this more than fits in one head?"""
    return text.count("\n") > LINES_AT_MOST


def unexplained_switches(text: str) -> list[str]:
    """Find checks switched off without a code, or without two words of reason after it."""
    found = []
    for line in text.splitlines():
        off = SWITCHED_OFF.search(line)
        if off and not (off["code"] and len(re.findall(r"\w{2,}", off["why"])) >= 2):
            found.append(line.strip())
    return found


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give the functions of a module and the methods of its classes."""
    for node in tree.body:
        for inner in node.body if isinstance(node, ast.ClassDef) else [node]:
            if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                yield inner


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines, its docstring left out."""
    first, *rest = function.body
    says = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    begins = (rest[0] if rest else first).lineno if says else function.lineno
    return (function.end_lineno or begins) - begins + 1


def unexplained_functions(tree: ast.Module) -> list[str]:
    """Name the public functions that are long and say nothing about themselves."""
    return [
        function.name
        for function in functions(tree)
        if not function.name.startswith("_")
        and not ast.get_docstring(function)
        and length(function) > SPEAKS_FOR_ITSELF
    ]


def code() -> list[Path]:
    return without_the_voice(python_files("agent", "tools", "tests", "benchmarks"))


def sources() -> list[Path]:
    return [*code(), *files(".js", ".css", under="extension")]


def test_files_stay_short() -> None:
    assert [str(path) for path in sources() if too_long((ROOT / path).read_text())] == []
    assert too_long("\n" * (LINES_AT_MOST + 1))


def test_functions_stay_short() -> None:
    long = [
        f"{path}: {function.name}"
        for path in python_files("agent", "tools")
        for function in functions(parsed(path))
        if length(function) > FUNCTION_LINES_AT_MOST
    ]
    assert long == []


def test_every_module_says_what_it_is() -> None:
    assert [path for path in code() if not SAYS_WHAT_IT_IS.match((ROOT / path).read_text())] == []
    assert SAYS_WHAT_IT_IS.match('#!/usr/bin/python3\n"""A program."""')
    assert not SAYS_WHAT_IT_IS.match('import os\n"""Too late."""')


def test_long_public_functions_say_what_they_promise() -> None:
    silent = {path: unexplained_functions(parsed(path)) for path in python_files("agent", "tools")}
    assert {path: names for path, names in silent.items() if names} == {}


def test_a_long_function_without_a_word_is_seen() -> None:
    body = "\n".join(f"    print({number})" for number in range(SPEAKS_FOR_ITSELF + 1))
    assert unexplained_functions(ast.parse(f"def speak():\n{body}")) == ["speak"]
    assert unexplained_functions(ast.parse(f'def speak():\n    """Count aloud."""\n{body}')) == []


def test_names_mean_something() -> None:
    parts = {part for path in code() for part in path.with_suffix("").parts}
    assert parts & MEANINGLESS == set()


def test_nothing_is_left_undone() -> None:
    everything = [*sources(), *files(".md", ".toml", ".html", ".txt")]
    assert [str(path) for path in everything if LEFT_UNDONE.search((ROOT / path).read_text())] == []


def test_a_check_is_switched_off_only_with_a_reason() -> None:
    found = {path: unexplained_switches((ROOT / path).read_text()) for path in code()}
    own = Path(__file__).relative_to(ROOT)
    assert {path: lines for path, lines in found.items() if lines and path != own} == {}


@pytest.mark.parametrize(
    "line", ["x = 1  # noqa", "x = 1  # noqa: S101", "x = f()  # type: ignore[no-any-return]"]
)
def test_a_check_switched_off_without_a_reason_is_seen(line: str) -> None:
    assert unexplained_switches(line) == [line]
    assert (
        unexplained_switches(
            f"{line.replace('noqa', 'noqa: S101') if line.endswith('noqa') else line} - the stub is wrong"
        )
        == []
    )
