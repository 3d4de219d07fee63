"""Terms: what the firm, a client or a matter says of units and charging. They hold from the next change on."""

from __future__ import annotations

from dataclasses import dataclass, field

from agent.domain.billing import UNIT_LENGTHS, UnitRule
from agent.domain.ids import MatterId
from agent.domain.matter import Matter
from agent.domain.terms import MOST_MINIMUM, MOST_STEP, Policy, Terms
from agent.errors import NotFound, UsedWrongly
from agent.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class Whose:
    """A matter or a client by its number in the practice system, or (neither) the firm."""

    matter: MatterId | None = None
    client: int | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What one of them says itself, and the rule that holds for it. `near` is a matter from which it can be seen."""

    whose: Whose
    name: str = field(repr=False)
    own: Terms
    rule: UnitRule
    near: MatterId | None = None


@dataclass(frozen=True, slots=True)
class Agreeing:
    """Reads and sets terms, all in one policy."""

    desk: Desk

    def policy(self) -> Policy:
        """Return all terms of this home."""
        return self.desk.store.money.policy

    def named(self, *, matter: str | None = None, client: str | None = None) -> Whose:
        """Find a matter by its display number, a client by name. Raise NotFound."""
        if matter is not None:
            return Whose(matter=self.desk.store.matters.numbered(matter).id)
        return Whose() if client is None else Whose(client=self._client(client))

    def terms(self, whose: Whose) -> Terms:
        """Return what one of them says itself."""
        policy = self.policy()
        if whose.matter is not None:
            return policy.of_matter(whose.matter)
        return policy.firm if whose.client is None else policy.of_client(whose.client)

    def around(self, matter_id: MatterId | None) -> list[Agreed]:
        """Return the firm, and of a matter its client and itself: the wider one first. Raise NotFound."""
        matter = None if matter_id is None else self.desk.store.matters.get(matter_id)
        found = [self._agreed(Whose(), "The firm", None)]
        if matter is not None and matter.client_id is not None:
            found.append(self._agreed(Whose(client=matter.client_id), matter.client_name, matter))
        return found if matter is None else [*found, self._of(matter)]

    def others(self) -> list[Agreed]:
        """Return the clients and matters in sight that have terms of their own, by name."""
        policy, matters = self.policy(), self.desk.store.matters.by_id()
        one_of = {m.client_id: m for m in matters.values()}
        clients = [
            self._agreed(Whose(client=c.id), one_of[c.id].client_name, one_of[c.id])
            for c in policy.clients
            if c.id in one_of
        ]
        own = [self._of(matters[MatterId(m.id)]) for m in policy.matters if m.id in matters]
        return sorted([*clients, *own], key=lambda each: each.name.casefold())

    def agree(self, whose: Whose, terms: Terms) -> Terms:
        """Replace what one of them says. Raise UsedWrongly for what makes no sense."""
        if terms.unit not in (None, *UNIT_LENGTHS):
            raise UsedWrongly("no such unit", hint="A unit is 6 or 15 minutes long; longer ones are steps.")
        if (
            not 1 <= (1 if terms.step is None else terms.step) <= MOST_STEP
            or not 0 <= (terms.minimum or 0) <= MOST_MINIMUM
        ):
            raise UsedWrongly("no such units", hint=f"Steps are 1 to {MOST_STEP} units.")
        if terms.charge is not None and (terms.charge.is_firm or whose == Whose()):
            raise UsedWrongly(
                "only a client's or a matter's time is charged by terms",
                hint="Name the matter or the client, and billable, no_charge or not_billable.",
            )
        store = self.desk.store
        with store.transaction():
            policy = store.money.policy
            if whose.matter is not None:
                policy = policy.with_matter(store.matters.get(whose.matter).id, terms)
            elif whose.client is not None:
                policy = policy.with_client(whose.client, terms)
            else:
                policy = Policy(terms, policy.clients, policy.matters, policy.firm_matters)
            store.money.policy = policy
        return terms

    def _of(self, matter: Matter) -> Agreed:
        return self._agreed(Whose(matter=matter.id), matter.display_number, matter)

    def _agreed(self, whose: Whose, name: str, near: Matter | None) -> Agreed:
        policy = self.policy()
        rule = policy.rule(near) if whose.matter else self.terms(whose).over(policy.firm).rule()
        return Agreed(whose, name, self.terms(whose), rule, near.id if near else None)

    def _client(self, name: str) -> int:
        """Return a client's id by the name as the practice system writes it, upper or lower case."""
        wanted = name.casefold().strip()
        found = {m.client_id for m in self.desk.store.matters.all() if m.client_name.casefold() == wanted}
        ids = found - {None}
        if len(ids) != 1:
            raise NotFound(
                "no client of exactly that name", hint="Give the name as it stands in Clio, or the matter."
            )
        return next(id for id in ids if id is not None)
