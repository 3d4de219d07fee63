"""The project's own files, as the house tests read them: what is ours, what a module imports, where it lies."""

import ast
import os
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

NOT_OURS = {
    "node_modules",
    "vendor",
    "build",
    "dist",
    "__pycache__",
}  # and every folder whose name begins with a dot


def files(*suffixes: str, under: str = ".", root: Path = ROOT) -> list[Path]:
    """List our files with one of these suffixes, as paths relative to the root, in order."""
    found = []
    for folder, inner, names in os.walk(root / under):
        inner[:] = [name for name in inner if name not in NOT_OURS and not name.startswith(".")]
        inner[:] = [name for name in inner if not name.endswith(".egg-info")]
        found += [Path(folder, name).relative_to(root) for name in names if name.endswith(suffixes)]
    return sorted(found)


def python_files(*tops: str, root: Path = ROOT) -> list[Path]:
    """List the Python files of some top-level folders."""
    return [path for top in tops for path in files(".py", under=top, root=root)]


def without_the_voice(paths: list[Path]) -> list[Path]:
    """Leave out what ruff leaves out too: the scripts that once made the sample calls' voices, kept as they ran."""
    left_out = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["extend-exclude"]
    return [path for path in paths if not any(path.is_relative_to(folder) for folder in left_out)]


@cache
def parsed(path: Path) -> ast.Module:
    """Give one of our Python files as a tree; a file is read once."""
    return ast.parse((ROOT / path).read_text())


@cache
def libraries_of(path: Path) -> frozenset[str]:
    """Give what one of our files imports; a file is read once."""
    return frozenset(imported_libraries((ROOT / path).read_text()))


def imported_libraries(source: str) -> Iterator[str]:
    """Give the top-level name of everything a module imports, also inside functions and by name."""
    by_name = "import_module" in source or "__import__" in source
    for node in ast.walk(ast.parse(source)) if by_name else statements(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from (arg.value.partition(".")[0] for arg in node.args[:1] if isinstance(arg, ast.Constant))


def statements(block: ast.AST) -> Iterator[ast.AST]:
    """Give every statement inside, at any depth, without looking into expressions: those are most of a tree."""
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        for inner in getattr(block, name, ()):
            yield inner
            yield from statements(inner)
