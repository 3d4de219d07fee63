"""tools/system.py: which system packages are wanted, and what is done about those that are missing."""

from collections.abc import Collection

from tools.system import LIST, settle, wanted

LISTING = """
# package: verbs        # what for
python3-venv: demo test # an environment
chromium: test          # a browser
"""


class Machine:
    """A machine with some packages; apt has some of the others."""

    def __init__(self, *, has: set[str], apt_has: set[str], already_tried: bool = False) -> None:
        self.has = has
        self.apt_has = apt_has
        self.tried = already_tried
        self.asked: list[list[str]] = []

    def missing(self, packages: Collection[str]) -> list[str]:
        return [package for package in packages if package not in self.has]

    def install(self, packages: list[str]) -> None:
        self.asked.append(packages)
        self.has |= set(packages) & self.apt_has

    def settle(self, packages: list[str], *, is_root: bool) -> list[str]:
        return settle(
            packages,
            is_root=is_root,
            already_tried=lambda lacking: self.tried,
            find_missing=self.missing,
            install=self.install,
        )


def test_each_verb_wants_its_own_packages() -> None:
    assert wanted(LISTING, "demo") == ["python3-venv"]
    assert wanted(LISTING, "test") == ["python3-venv", "chromium"]
    assert wanted(LISTING, "lock") == []


def test_the_list_names_python3_venv_for_everything_that_makes_an_environment() -> None:
    listing = LIST.read_text()
    assert all("python3-venv" in wanted(listing, verb) for verb in ("demo", "test", "check", "app"))


def test_root_installs_only_what_is_missing() -> None:
    machine = Machine(has={"python3-venv"}, apt_has={"chromium"})
    assert machine.settle(["python3-venv", "chromium"], is_root=True) == []
    assert machine.asked == [["chromium"]]


def test_nothing_is_asked_of_apt_when_nothing_is_missing() -> None:
    machine = Machine(has={"chromium"}, apt_has=set())
    assert machine.settle(["chromium"], is_root=True) == []
    assert machine.asked == []


def test_what_apt_does_not_have_is_named_and_does_not_stop_the_rest(capsys) -> None:
    machine = Machine(has=set(), apt_has={"chromium"})
    assert machine.settle(["chromium", "unheard-of"], is_root=True) == ["unheard-of"]
    assert "apt-get install unheard-of" in capsys.readouterr().out


def test_what_failed_before_is_not_tried_again(capsys) -> None:
    machine = Machine(has=set(), apt_has=set(), already_tried=True)
    assert machine.settle(["unheard-of"], is_root=True) == ["unheard-of"]
    assert machine.asked == []


def test_anybody_else_is_told_the_command(capsys) -> None:
    machine = Machine(has=set(), apt_has={"chromium"})
    assert machine.settle(["chromium"], is_root=False) == ["chromium"]
    assert machine.asked == []
    assert "sudo apt-get install chromium" in capsys.readouterr().out
