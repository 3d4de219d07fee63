"""How time is charged. Not yes or no: on the bill with its price, on the bill at nil, not on it, or the firm's own time.

    the lawyer's word on the entry > the machine's "not billable" > what holds for its matter (`default`)

What holds for a matter comes from what the lawyer said of it once, else from the client's guideline, else from the practice
system: whether the matter is billable, how it is billed, and the firm's setting for flat fee and contingency matters. Whatever
is not plain is said in words and asked, once per matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agent.domain.matter import Matter


class Charge(StrEnum):
    """The ways of charging. Firm time goes on a matter of the firm's own, or stays on this computer."""

    BILLABLE = "billable"
    NO_CHARGE = "no_charge"
    NOT_BILLABLE = "not_billable"
    EDUCATION = "education"
    BUSINESS_DEVELOPMENT = "business_development"
    ADMINISTRATION = "administration"
    PRO_BONO = "pro_bono"

    @property
    def is_firm(self) -> bool:
        """Whether it is the firm's own time and nobody's bill."""
        return self in FIRM_TIME

    @property
    def is_billable(self) -> bool:
        """Whether it costs the client anything."""
        return self is Charge.BILLABLE


FIRM_TIME = frozenset({Charge.EDUCATION, Charge.BUSINESS_DEVELOPMENT, Charge.ADMINISTRATION, Charge.PRO_BONO})


def of_flags(*, billable: bool, no_charge: bool) -> Charge:
    """Return how time is charged there. Of the firm's own the practice system only knows that it is nobody's bill."""
    if billable:
        return Charge.BILLABLE
    return Charge.NO_CHARGE if no_charge else Charge.NOT_BILLABLE


IN_WORDS = {
    Charge.BILLABLE: "billable",
    Charge.NO_CHARGE: "no charge: on the bill at nil",
    Charge.NOT_BILLABLE: "not billable",
    Charge.EDUCATION: "firm time: education",
    Charge.BUSINESS_DEVELOPMENT: "firm time: business development",
    Charge.ADMINISTRATION: "firm time: administration",
    Charge.PRO_BONO: "firm time: pro bono",
}


@dataclass(frozen=True, slots=True)
class Default:
    """How a matter's time is charged unless the lawyer says otherwise, and why; `asks` until the lawyer said so once."""

    charge: Charge = Charge.BILLABLE
    why: str = ""
    asks: bool = False


def default(
    matter: Matter | None,
    *,
    said: Charge | None = None,
    guideline: Charge | None = None,
    fixed_is_unbillable: bool | None = None,
) -> Default:
    """Return how time on a matter is charged.

    `said` is the lawyer's word for this matter, `guideline` the client's, `fixed_is_unbillable` the firm's setting in the
    practice system for time on flat fee and contingency matters, None where it is not known.
    """
    if said is not None:
        return Default(said, "as you said for this matter")
    if guideline is not None:
        return Default(guideline, f"the client's guideline: {IN_WORDS[guideline]}", asks=True)
    if matter is None:
        return Default()
    if not matter.billable:
        return Default(Charge.NOT_BILLABLE, "the matter is not billable in Clio", asks=True)
    if matter.billing_method == "hourly":
        return Default()
    return _fixed(
        "a flat fee matter" if matter.billing_method == "flat" else "a contingency matter",
        fixed_is_unbillable,
    )


def _fixed(what: str, is_unbillable: bool | None) -> Default:
    if is_unbillable is None:
        return Default(
            Charge.NOT_BILLABLE, f"{what}, and Clio's setting for its time is not known here", asks=True
        )
    if is_unbillable:
        return Default(Charge.NOT_BILLABLE, f"{what}: not billable by the firm's setting in Clio", asks=True)
    return Default(Charge.BILLABLE, f"{what}: billable by the firm's setting in Clio", asks=True)
