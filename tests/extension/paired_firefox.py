"""Somebody at work inside Clio in Firefox: pairing, opening the panel, writing, and what the agent has of it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.extension.chromium import HOST, PAIR_PAGE
from tests.extension.firefox import Firefox, wait_for
from tests.extension.inside import TAB
from tests.extension.office import Office
from tests.extension.stand_in import WATCHING

FIELD = "document.querySelector('[data-entry].is-focus textarea')?.value"


@dataclass
class PairedFirefox:
    """Firefox with a paired extension, and the agent."""

    fox: Firefox
    desk: Office

    def pair(self) -> None:
        """Type the code that the agent shows, and close the page."""
        page = wait_for(lambda: self.fox.tab_at(PAIR_PAGE))
        wait_for(lambda: self.fox.run(page, "document.activeElement?.id") == "code")
        self.fox.type(page, self.desk.services.pairing.open().code)
        self.fox.press(page, "Enter")
        self.fox.until_text(page, "h1", "This browser is paired")
        self.fox.bidi.ask("browsingContext.close", context=page)

    def clio(self, address: str = WATCHING) -> str:
        """Open a page of Clio's kind and wait for the tab at its edge."""
        tab = self.fox.open(address)
        wait_for(lambda: self.fox.run(tab, f"Boolean(document.querySelector('{HOST}'))"))
        return tab

    def panel(self, tab: str) -> str:
        """Open the panel by its tab and return its frame, whatever it shows."""
        self.fox.click(tab, self.fox.run(tab, "innerWidth") - 12, TAB[1])
        return self.fox.panel(tab)

    def review(self, tab: str) -> str:
        """Open the panel by its tab and return its frame, once it shows the entries and has the keys."""
        panel = self.panel(tab)
        wait_for(lambda: self.fox.run(panel, "document.activeElement?.matches('[data-entry].is-focus')"))
        wait_for(lambda: self.fox.run(panel, "document.hasFocus()"))
        return panel

    def edit(self, tab: str, panel: str, words: str) -> None:
        """Write a narrative without ending the edit."""
        self.fox.press(tab, "e")
        wait_for(lambda: self.fox.run(panel, "document.activeElement?.localName") == "textarea")
        self.fox.press(tab, "Control+a")
        self.fox.type(tab, words)

    def written(self, panel: str) -> str | None:
        """Return the words in the field of the entry in focus."""
        words: str | None = self.fox.run(panel, FIELD)
        return words

    def kept(self) -> list[str]:
        """Return the narratives as the agent has them."""
        return [entry.narrative for entry in self.desk.services.review.entries(None)]
