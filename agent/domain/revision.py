"""What the lawyer changed in an entry, as one value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from agent.domain.charging import Charge
from agent.domain.ids import MatterId, TimekeeperId
from agent.domain.matter import Matter


@dataclass(frozen=True, slots=True)
class Revision:
    """What the lawyer changed; None leaves a thing as it is. 0 takes the category, or an own time or rate, away again.

    A matter is named by its id at the doors, and is the matter itself once it was looked up: see `on`.
    """

    narrative: str | None = field(default=None, repr=False)
    seconds: int | None = None
    units: int | None = None
    matter_id: MatterId | None = None
    date: dt.date | None = None
    charge: Charge | None = None
    activity: str | None = None
    category_id: int | None = None
    timekeeper: str | None = field(default=None, repr=False)
    on_closed: bool = False  # the tick for a closed matter
    no_matter: bool = False  # the tick for no matter at all
    raised_why: str | None = field(default=None, repr=False)
    rate: Decimal | None = None
    rate_why: str | None = field(default=None, repr=False)
    matter: Matter | None = None
    earner_id: TimekeeperId | None = None  # of what is in the practice system; a draft's is chosen by `whose`
