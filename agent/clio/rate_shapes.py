"""What Clio would charge one fee earner's time on one matter, category by category. Pure, with its `fields` string."""

from __future__ import annotations

from agent.clio.fields import maybe, money, need, part
from agent.clio.wire import Json
from agent.domain.ids import MatterId, TimekeeperId
from agent.domain.rates import Quote, Rate, RateSource

QUOTE_FIELDS = "id,accessible_to_user,rate{amount,type,hierarchy}"
LEVELS = {"Matter": RateSource.MATTER, "Client": RateSource.CLIENT, "Activity": RateSource.CATEGORY}


def rate_for(matter: MatterId, user: TimekeeperId) -> tuple[tuple[str, str], ...]:
    """Return the query that asks for one fee earner's rates on one matter."""
    return ("rate_for[matter_id]", str(matter)), ("rate_for[user_id]", str(user))


def quote(row: Json) -> Quote | None:
    """Read one category's rate; None when it is hidden, or its category is not for this sign-in."""
    rate = part(row, "rate") or {}
    amount = money(rate, "amount")
    if amount is None or maybe(row, "accessible_to_user", bool) is False:
        return None
    flat = maybe(rate, "type", str) == "FlatRate"
    level = LEVELS.get(maybe(rate, "hierarchy", str) or "", RateSource.USER)
    return Quote(need(row, "id", int), Rate(amount, RateSource.FLAT if flat else level))
