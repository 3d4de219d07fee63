"""Standing consents: one contact who agreed to all calls with them being recorded, once, on a date. That person's only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from agent.domain.consent import Consent, Standing
from agent.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class StandingConsents:
    """The list of them."""

    desk: Desk

    def all(self) -> list[Standing]:
        """Return all standing consents."""
        return self.desk.store.captures.standing()

    def keep(self, who: str, how: str, given_on: dt.date) -> Standing:
        """Keep one, in place of an earlier one of the same person. Raise UsedWrongly without a name and a way."""
        said = Consent().said(who, how, self.desk.now()).facts[0]
        standing = Standing(said.who, said.how, given_on)
        self.desk.store.captures.keep_standing(standing)
        return standing

    def forget(self, who: str) -> bool:
        """Take one back; return whether there was one."""
        return self.desk.store.captures.forget_standing(who)
