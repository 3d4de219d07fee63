"""Terms: what the firm, a client or a matter says of units and charging. They hold from the next change on."""

from __future__ import annotations

from dataclasses import dataclass

from agent.domain.terms import MOST_MINIMUM, MOST_STEP, Policy, Terms
from agent.errors import NotFound, UsedWrongly
from agent.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class Whose:
    """A matter by its display number, a client by name, or (neither) the firm."""

    matter: str | None = None
    client: str | None = None


@dataclass(frozen=True, slots=True)
class Agreeing:
    """Reads and sets terms, all in one policy."""

    desk: Desk

    def policy(self) -> Policy:
        """Return all terms of this home."""
        return self.desk.store.money.policy

    def terms(self, whose: Whose) -> Terms:
        """Return what one of them says itself. Raise NotFound."""
        policy = self.policy()
        if whose.matter is not None:
            return policy.of_matter(self.desk.store.matters.numbered(whose.matter).id)
        return policy.firm if whose.client is None else policy.of_client(self._client(whose.client))

    def agree(self, whose: Whose, terms: Terms) -> Terms:
        """Replace what one of them says. Raise NotFound, or UsedWrongly for what makes no sense."""
        if (
            not 1 <= (1 if terms.step is None else terms.step) <= MOST_STEP
            or not 0 <= (terms.minimum or 0) <= MOST_MINIMUM
        ):
            raise UsedWrongly("no such units", hint=f"Steps are 1 to {MOST_STEP} units of six minutes.")
        if terms.charge is not None and (terms.charge.is_firm or whose == Whose()):
            raise UsedWrongly(
                "only a client's or a matter's time is charged by terms",
                hint="Name the matter or the client, and billable, no_charge or not_billable.",
            )
        store = self.desk.store
        with store.transaction():
            policy = store.money.policy
            if whose.matter is not None:
                policy = policy.with_matter(store.matters.numbered(whose.matter).id, terms)
            elif whose.client is not None:
                policy = policy.with_client(self._client(whose.client), terms)
            else:
                policy = Policy(terms, policy.clients, policy.matters, policy.firm_matters)
            store.money.policy = policy
        return terms

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
