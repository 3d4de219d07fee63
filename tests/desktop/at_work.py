"""Tenth running on a screen as a program of its own, and a lawyer who clicks on its icon and chooses from its menu."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PIL import Image

from agent.desktop.menu import Act, Item, menu
from agent.desktop.standing import Stage, Standing
from tests.desktop.screen import Screen, until
from tests.house.sources import ROOT

TENTH = (sys.executable, "-m", "agent")
SECONDS_FOR_A_MENU = 5.0
PANEL = (222, 222, 222)  # what trayer's is like, beside its icon
RED, AMBER = (196, 39, 29), (145, 97, 0)


class AtWork:
    """`tenth app` in a practice home, until it quits or the screen goes."""

    def __init__(self, screen: Screen, home: Path, *words: str) -> None:
        self.screen, self.home = screen, home
        self.told = screen.folder / "told.txt"
        with self.told.open("ab") as told:
            self.process = screen.start(*self.command("app", *words), cwd=ROOT, stdout=told, stderr=told)

    def command(self, *words: str) -> tuple[str, ...]:
        """Return the command of a verb in this home."""
        return (*TENTH, *words, "--home", str(self.home), "--sandbox")

    def icon(self) -> None:
        """Wait for the icon."""
        until(self.screen.icon, "the icon")

    def click(self) -> None:
        """Click on the icon."""
        self.screen.click()

    def choose(self, stage: Stage, act: Act) -> None:
        """Open the menu of a stage with the right button and choose a line by the keyboard."""
        until(lambda: not self._menus(), "the end of any other menu")
        until(self._opened, "the menu")
        self.screen.hand("key", "--delay", "60", *keys(stage, act))
        until(lambda: not self._menus(), "the menu's end")

    def picture_the_menu(self, path: Path) -> None:
        """Open the menu, take a picture of it with its icon, and close it again."""
        until(lambda: not self._menus(), "the end of any other menu")
        until(self._opened, "the menu")
        time.sleep(0.3)  # it is drawn a moment after it is there
        whole, icon = self.screen.picture(), self.screen.icon_picture()
        menu = max(
            map(self.screen.box, self._windows()), key=lambda box: (box[2] - box[0]) * (box[3] - box[1])
        )
        picture = Image.new("RGB", (menu[2] - menu[0], menu[3] - menu[1] + icon.height), PANEL)
        picture.paste(icon, (picture.width - icon.width, 0))
        picture.paste(whole.crop(menu), (0, icon.height))
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.save(path)
        self.screen.hand("key", "Escape")
        until(lambda: not self._menus(), "the menu's end")

    def _opened(self) -> bool:
        """Click, and again when nothing came of it: a menu does not open while another program holds the pointer."""
        self.screen.click(3)
        ends = time.monotonic() + SECONDS_FOR_A_MENU
        while time.monotonic() < ends:
            if self._menus():
                return True
            time.sleep(0.1)
        return False

    def _menus(self) -> bool:
        """Whether a menu is open: the program's second window besides the icon, which is called by its title."""
        return len(self._windows()) > 1

    def _windows(self) -> list[str]:
        return self.screen.windows("^tenth($|:)")

    def shows(self, colour: tuple[int, int, int]) -> None:
        """Wait until the icon is mostly of one colour."""
        until(lambda: share(self.screen, colour) > 0.25, f"an icon of {colour}")

    def has_window(self, title: str) -> str:
        """Wait for one of Tenth's own windows by its title."""
        found: list[str] = until(lambda: self.screen.windows(title), f"a window called {title}")
        return found[0]

    def ends(self) -> int:
        """Wait until the program has ended, and return its exit status."""
        status: int = self.process.wait(timeout=60)
        return status


def keys(stage: Stage, act: Act) -> list[str]:
    """Return the keys that choose an act: GTK's arrows skip what cannot be chosen."""
    lines = [line for line in menu(Standing(stage, 0, "Fine.")) if line and (line.act or line.asks)]
    for number, line in enumerate(lines, 1):
        if line.act is act:
            return ["Down"] * number + ["Return"]
        if isinstance(line.asks, Item) and line.asks.act is act:
            return ["Down"] * number + ["Right", "Return"]
    raise AssertionError(f"{act} is not in the menu of {stage}")


def share(screen: Screen, colour: tuple[int, int, int]) -> float:
    """Return how much of the icon is about of one colour, from 0 to 1."""
    picture = screen.icon_picture()
    near = sum(
        count
        for count, pixel in picture.getcolors(picture.width * picture.height) or ()
        if all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))
    )
    return near / (picture.width * picture.height)
