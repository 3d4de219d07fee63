"""The forms a model fills in, as JSON schemas: ids out of lists, and words without a digit.

Only what llama.cpp's grammar honours is used: `enum`, list bounds, `pattern` with both anchors over ASCII. It passes
over `not`, look-ahead and patterns without anchors, and answers as if all was well; `maxLength` counts otherwise than JSON
readers do. So every answer is checked again by `reply`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Schema = dict[str, Any]

LABELS = ("work", "small_talk", "firm_admin", "hold", "interruption", "unclear")
ACTIVITIES = tuple(f"A{number}" for number in range(101, 112))
NONE = "none"
MOST_STRETCHES, MOST_EVIDENCE = 16, 4
MOST_PARTS, MOST_VERBS = 6, 2
WORDS = r"^[A-Za-z][A-Za-z ,'-]{2,59}$"


def stretches_schema(passages: Sequence[str], matters: Sequence[str]) -> Schema:
    """Return the form for sorting passages; `passages` and `matters` are the ids that may be named."""
    stretch = _form(
        first=_one_of(passages),
        label=_one_of(LABELS),
        matter=_one_of((*matters, NONE)),
        activity=_one_of(ACTIVITIES),
        evidence=_list(_one_of(passages), MOST_EVIDENCE),
    )
    return _form(stretches=_list(stretch, MOST_STRETCHES))


def words_schema(verbs: Sequence[str], mentions: Sequence[str]) -> Schema:
    """Return the form for a narrative; `mentions` are the ids of facts and names that may be told."""
    part = _form(text={"type": "string", "pattern": WORDS}, fact=_one_of((*mentions, NONE)))
    return _form(verbs=_list(_one_of(verbs), MOST_VERBS), parts=_list(part, MOST_PARTS))


def _form(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _one_of(values: Sequence[str]) -> Schema:
    return {"type": "string", "enum": list(values)}


def _list(items: Schema, most: int) -> Schema:
    return {"type": "array", "items": items, "minItems": 1, "maxItems": most}
