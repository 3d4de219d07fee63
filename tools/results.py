"""What a test run counted, read from pytest's report, and the closing lines made of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree  # our own pytest wrote the file


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the tests of one run: skipped holds reasons, the other two names; unsteady ones passed when run again."""

    passed: int
    failed: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    unsteady: tuple[str, ...] = ()


def read_report(report: Path) -> Tally | None:
    """Read a JUnit report; None when pytest died before it wrote one."""
    if not report.is_file():
        return None
    passed, failed, skipped = 0, [], []
    for case in ElementTree.parse(report).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed.append("::".join(filter(None, (case.get("classname"), case.get("name")))))
        elif (skip := case.find("skipped")) is not None:
            skipped.append(skip.get("message") or "no reason given")
        else:
            passed += 1
    return Tally(passed, tuple(failed), tuple(skipped))


def after_second_look(first: Tally, again: Tally) -> Tally:
    """Join a run with the run of what had failed in it."""
    recovered = tuple(name for name in first.failed if name not in again.failed)
    return Tally(first.passed + len(recovered), again.failed, first.skipped, recovered)


def closing_lines(tallies: Sequence[Tally], *, failed: Sequence[str], seconds: float) -> list[str]:
    """Say what was skipped and why, what was unsteady, what failed, and last, in pytest's own form, the counts of all runs."""
    reasons = Counter(reason for tally in tallies for reason in tally.skipped)
    lines = [f"skipped {count}: {reason}" for reason, count in reasons.most_common()]
    lines += [
        f"unsteady: {name} failed once, and passed when run again" for t in tallies for name in t.unsteady
    ]
    if failed:
        lines.append(f"Failed: {', '.join(failed)}")
    counts = {
        "failed": sum(len(tally.failed) for tally in tallies),
        "passed": sum(tally.passed for tally in tallies),
        "skipped": reasons.total(),
    }
    said = ", ".join(f"{count} {word}" for word, count in counts.items() if count or word == "passed")
    return [*lines, f"====== {said} in {seconds:.1f}s ======"]
