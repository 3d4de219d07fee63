"""tools/interpreter.py: which Python the environment is made from."""

import sys
from dataclasses import replace

import pytest

from tools.interpreter import Python, choose, probe

DISTRIBUTION = Python("/usr/bin/python3", "/usr", (3, 11), has_desktop=True, has_pip=True)
OTHER = Python("/opt/python/bin/python3.12", "/opt/python", (3, 12), has_desktop=False, has_pip=True)


def test_takes_the_first_that_fits() -> None:
    assert choose([DISTRIBUTION, OTHER], has_uv=False) == DISTRIBUTION


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_passes_over_a_version_that_does_not_run_the_product(version: tuple[int, int]) -> None:
    assert choose([replace(DISTRIBUTION, version=version), OTHER], has_uv=False) == OTHER


def test_passes_over_a_python_that_cannot_put_pip_into_an_environment() -> None:
    assert choose([replace(DISTRIBUTION, has_pip=False), OTHER], has_uv=False) == OTHER


def test_uv_needs_no_pip() -> None:
    without_pip = replace(DISTRIBUTION, has_pip=False)
    assert choose([without_pip, OTHER], has_uv=True) == without_pip


def test_finds_none_where_none_fits() -> None:
    assert choose([replace(OTHER, version=(3, 9))], has_uv=True) is None


def test_only_the_distributions_own_python_shares_the_desktop_libraries() -> None:
    assert DISTRIBUTION.shares_desktop
    assert not replace(DISTRIBUTION, has_desktop=False).shares_desktop
    assert not replace(OTHER, has_desktop=True).shares_desktop


def test_asks_later_pythons_only_when_earlier_ones_do_not_do() -> None:
    def found():
        yield DISTRIBUTION
        raise AssertionError("asked although the first would do")

    assert choose(found(), has_uv=False) == DISTRIBUTION


def test_a_python_answers_about_itself() -> None:
    here = probe(sys.executable)
    assert here is not None
    assert (here.prefix, here.version) == (sys.base_prefix, sys.version_info[:2])


def test_what_is_no_python_does_not_answer() -> None:
    assert probe("/nowhere/python3") is None
