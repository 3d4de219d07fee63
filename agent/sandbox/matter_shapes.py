"""What users, contacts, matters, categories and rates answer when asked.

`..._BASE` is a record as it looks inside another one; the larger shape is the record asked for itself. Asking for a
nested user's `email` is refused by Clio although the user has one.
"""

from __future__ import annotations

from agent.sandbox import money
from agent.sandbox.fields import Nested, Scope, Shape
from agent.sandbox.firm import Record
from agent.sandbox.readable import AUD, STAMPS, flat, inside, one, plain, stored

PERSON = "name first_name middle_name last_name type prefix title initials "

ACCOUNT = flat(STAMPS + "name state")
USER_BASE = flat(
    STAMPS + "name first_name last_name initials enabled rate roles subscription_type time_zone "
    "default_calendar_id account_owner clio_connect phone_number court_rules_default_attendee"
)
PRACTICE_AREA = flat(STAMPS + "name code category")
EMAIL = flat(STAMPS + "address name primary")
PHONE = flat(STAMPS + "number name primary")
CONTACT_BASE = Shape(
    plain(
        STAMPS + PERSON + "is_client primary_email_address secondary_email_address primary_phone_number "
        "secondary_phone_number",
        currency=lambda scope, record: AUD,
    ),
    {},
)
CONTACT = Shape(
    CONTACT_BASE.plain,
    {
        "company": one("contacts", CONTACT_BASE, "company_id"),
        "email_addresses": inside("email_addresses", EMAIL),
        "phone_numbers": inside("phone_numbers", PHONE),
    },
)
CATEGORY_RATE = flat("amount non_billable_amount type hierarchy")
CATEGORY_BASE = Shape(
    plain(
        STAMPS + "name category_type type accessible_to_user utbms_task_id utbms_task_name utbms_activity_id "
        "visible_to_co_counsel xero_service_code",
        default=lambda scope, record: record["id"] == scope.user["default_activity_description_id"],
        currency=lambda scope, record: AUD,
    ),
    {},
)


def _category_rate(scope: Scope, category: Record) -> Record:
    """The rate this category would give `rate_for[user_id]` on `rate_for[matter_id]`."""
    user = scope.firm.find("users", scope.args.get("rate_for[user_id]", type=int)) or scope.user
    matter = scope.firm.find("matters", scope.args.get("rate_for[matter_id]", type=int))
    rate = money.resolve(scope.firm, user=user, matter=matter, category=category)
    amount = float(rate.amount)
    return {
        "amount": amount,
        "non_billable_amount": amount,
        "type": rate.kind,
        "hierarchy": rate.hierarchy,
    }


CATEGORY = Shape(CATEGORY_BASE.plain, {"rate": Nested(CATEGORY_RATE, _category_rate)})
USER = Shape(
    {**USER_BASE.plain, "email": stored("email")},
    {
        "account": Nested(ACCOUNT, lambda scope, record: scope.firm.account),
        "default_activity_description": one(
            "activity_descriptions", CATEGORY_BASE, "default_activity_description_id"
        ),
        "job_title": inside("job_title", flat("id etag name initials")),
    },
)
CLIENT_RATE = Shape(plain(STAMPS + "rate flat_rate contact_id"), {"user": one("users", USER_BASE, "user_id")})
MATTER_RATE = Shape(
    plain(STAMPS + "rate note date award"),
    {
        "user": one("users", USER_BASE, "user_id"),
        "activity_description": one("activity_descriptions", CATEGORY_BASE, "activity_description_id"),
    },
)
CUSTOM_RATE = Shape(plain("type on_invoice"), {"rates": inside("rates", MATTER_RATE)})
MATTER_BASE = Shape(
    plain(
        STAMPS + "number display_number custom_number description status client_reference client_id billable "
        "billing_method location maildrop_address open_date close_date pending_date last_activity_date has_tasks "
        "shared matter_stage_updated_at",
        currency=lambda scope, record: AUD,
    ),
    {
        "client": one("contacts", CONTACT_BASE, "client_id"),
        "practice_area": one("practice_areas", PRACTICE_AREA, "practice_area_id"),
        "responsible_attorney": one("users", USER_BASE, "responsible_attorney_id"),
        "originating_attorney": one("users", USER_BASE, "originating_attorney_id"),
    },
)


def _relations(scope: Scope, matter: Record) -> list[Record]:
    return [each for each in scope.firm.all("relationships") if each["matter_id"] == matter["id"]]


RELATIONSHIP_BASE = flat(STAMPS + "description")
MATTER = Shape(
    MATTER_BASE.plain,
    {
        **MATTER_BASE.nested,
        "custom_rate": inside("custom_rate", CUSTOM_RATE),
        "relationships": Nested(RELATIONSHIP_BASE, _relations),
    },
)
RELATIONSHIP = Shape(
    RELATIONSHIP_BASE.plain,
    {
        "matter": one("matters", MATTER_BASE, "matter_id"),
        "contact": one("contacts", CONTACT_BASE, "contact_id"),
    },
)
MATTER_CLIENT = Shape(
    plain(
        "id created_at updated_at " + PERSON + "primary_email_address primary_phone_number",
        is_matter_client=lambda scope, record: True,
    ),
    CONTACT.nested,
)
RELATED_CONTACT = Shape(
    plain(
        "id created_at updated_at " + PERSON + "primary_email_address primary_phone_number",
        contact_id=stored("id"),
        is_matter_client=lambda scope, record: False,
    ),
    {**CONTACT.nested, "relationship": inside("relationship", RELATIONSHIP_BASE)},
)
MATTER_CONTACT = Shape(
    {
        **plain(
            STAMPS + PERSON + "is_client primary_email_address secondary_email_address primary_phone_number "
            "secondary_phone_number matter_id matter_number description relationship_name"
        )
    },
    {**CONTACT.nested, "relationship": inside("relationship", RELATIONSHIP_BASE)},
)
