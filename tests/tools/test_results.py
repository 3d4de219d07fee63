"""tools/results.py: the closing lines say what was counted, skipped and broken."""

from pathlib import Path

from tools.results import Tally, after_second_look, closing_lines, read_report

REPORT = """<?xml version="1.0"?><testsuites><testsuite tests="5">
<testcase name="a"/><testcase name="b"/>
<testcase name="c"><failure message="no"/></testcase>
<testcase name="d"><error message="no"/></testcase>
<testcase name="e"><skipped message="needs a sound card"/></testcase>
</testsuite></testsuites>"""


def test_a_report_is_counted(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert read_report(report) == Tally(passed=2, failed=("c", "d"), skipped=("needs a sound card",))


def test_a_run_that_died_has_no_counts(tmp_path: Path) -> None:
    assert read_report(tmp_path / "report.xml") is None


def test_the_last_line_adds_up_all_runs() -> None:
    tallies = [Tally(10), Tally(3, ("c",), ("no browser", "no browser"))]
    lines = closing_lines(tallies, failed=["slow tests"], seconds=61.25)
    assert lines == [
        "skipped 2: no browser",
        "Failed: slow tests",
        "====== 1 failed, 13 passed, 2 skipped in 61.2s ======",
    ]


def test_a_clean_run_says_only_that() -> None:
    assert closing_lines([Tally(7)], failed=[], seconds=1.0) == ["====== 7 passed in 1.0s ======"]


def test_what_passes_when_run_again_is_counted_and_named_as_unsteady() -> None:
    joined = after_second_look(Tally(5, ("c", "d"), ("no browser",)), Tally(1, ("d",)))
    assert joined == Tally(6, ("d",), ("no browser",), ("c",))
    lines = closing_lines([joined], failed=["browser tests"], seconds=1.0)
    assert lines[1:3] == ["unsteady: c failed once, and passed when run again", "Failed: browser tests"]
