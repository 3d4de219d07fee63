"""agent/workflow/agreeing.py: terms are set by name, and nonsense is refused."""

from __future__ import annotations

import pytest

from agent.domain.charging import Charge
from agent.domain.terms import Policy, Terms
from agent.errors import NotFound, UsedWrongly
from agent.workflow.agreeing import Agreeing, Whose
from tests.builders import a_matter
from tests.workflow.conftest import Office


def test_a_matters_a_clients_and_the_firms_terms_are_kept_apart(office: Office) -> None:
    office.store.matters.keep([a_matter(1, client_id=9)])
    agreeing = Agreeing(office.desk)
    agreeing.agree(Whose(), Terms(minimum=2))
    agreeing.agree(Whose(client="copper kettle bakery pty ltd"), Terms(charge=Charge.NO_CHARGE))
    agreeing.agree(Whose(matter="00001-Hale"), Terms(step=5))
    assert agreeing.terms(Whose()) == Terms(minimum=2)
    assert agreeing.terms(Whose(matter="00001-Hale")) == Terms(step=5)
    book = office.rates.book()
    assert (book.rule(a_matter(1).id).step, book.rule(a_matter(1).id).minimum) == (5, 2)
    agreeing.agree(Whose(matter="00001-Hale"), Terms())
    assert agreeing.policy().matters == ()


@pytest.mark.parametrize(
    ("whose", "terms"),
    [
        (Whose(), Terms(step=0)),
        (Whose(), Terms(step=11)),
        (Whose(), Terms(minimum=-1)),
        (Whose(), Terms(charge=Charge.NO_CHARGE)),
        (Whose(matter="00001-Hale"), Terms(charge=Charge.EDUCATION)),
    ],
)
def test_what_makes_no_sense_is_refused(office: Office, whose: Whose, terms: Terms) -> None:
    with pytest.raises(UsedWrongly):
        Agreeing(office.desk).agree(whose, terms)
    assert office.store.money.policy == Policy()


def test_an_unknown_client_is_not_guessed(office: Office) -> None:
    with pytest.raises(NotFound):
        Agreeing(office.desk).agree(Whose(client="Copper"), Terms(step=2))
