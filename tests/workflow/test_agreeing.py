"""agent/workflow/agreeing.py: terms are set by name, and nonsense is refused."""

from __future__ import annotations

import pytest

from agent.domain.billing import UnitRule
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
    client, matter = (
        agreeing.named(client="copper kettle bakery pty ltd"),
        agreeing.named(matter="00001-Hale"),
    )
    agreeing.agree(client, Terms(charge=Charge.NO_CHARGE, unit=900))
    agreeing.agree(matter, Terms(step=5))
    assert agreeing.terms(Whose()) == Terms(minimum=2)
    assert agreeing.terms(matter) == Terms(step=5)
    assert office.rates.book().rule(a_matter(1).id) == UnitRule(step=5, minimum=2, unit=900)
    around = agreeing.around(a_matter(1).id)
    assert [each.rule.unit for each in around] == [360, 900, 900]
    assert [(each.name, each.near) for each in agreeing.others()] == [
        ("00001-Hale", 1),
        ("Copper Kettle Bakery Pty Ltd", 1),
    ]
    agreeing.agree(matter, Terms())
    assert agreeing.policy().matters == ()


@pytest.mark.parametrize(
    ("whose", "terms"),
    [
        (Whose(), Terms(step=0)),
        (Whose(), Terms(unit=600)),
        (Whose(), Terms(step=11)),
        (Whose(), Terms(minimum=-1)),
        (Whose(), Terms(charge=Charge.NO_CHARGE)),
        (Whose(client=9), Terms(charge=Charge.EDUCATION)),
    ],
)
def test_what_makes_no_sense_is_refused(office: Office, whose: Whose, terms: Terms) -> None:
    with pytest.raises(UsedWrongly):
        Agreeing(office.desk).agree(whose, terms)
    assert office.store.money.policy == Policy()


def test_an_unknown_client_is_not_guessed(office: Office) -> None:
    with pytest.raises(NotFound):
        Agreeing(office.desk).named(client="Copper")
