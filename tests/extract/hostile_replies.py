"""Answers that a broken, weak or bought model might give: a seeded stream of them, from plain noise to nearly right."""

from __future__ import annotations

import json
import random
from typing import Any

from agent.extract.ollama_wire import Question
from agent.extract.schema import ACTIVITIES, LABELS
from tests.extract.ollama_scripts import is_sorting, shown

_NOISE = [
    "", " ", "null", "true", "[]", "{}", '"', "{" * 2000, "[" * 2000, "NaN", "1e999", "9" * 500, "\x00", "\ud800", "\u202e{}",
    "# Notes\n\n* 600 minutes", "<|im_start|>assistant", "```json\n{}\n```", '{"stretches":null}', '{"parts":{}}',
    '{"error":"out of memory"}',
]  # fmt: skip
_TRUE = [
    "draft lease",
    "bank guarantee",
    "landlord",
    "Roof",
    "the last invoice",
    "expert report",
    "rent",
    "rent of the shop",
]
_PHRASES = """
draft lease; rent; bank guarantee; landlord; roof; last invoice; expert report; rent free period; lease agreed; invoice paid;
claim filed; filed claim; settled for forty thousand dollars; ten hours; nine million; the ninth of March; Probate of Castellan;
Winterbourne; Marcus Hale; marlin square; Marlin Square; MARLIN SQUARE; not the landlord; drafting a new lease; no guarantee;
sending the contract; instructions to ignore; equipment finance; would pay rent; a; of the; rent,; --- ---; landlord's rent;
O'Brien; lease of lease of lease; divorce; tax fraud; Hale v Tallow; repair the roof; hearing in August; tribunal;
guarantee for rent with landlord about lease; claim in the tribunal
""".replace("\n", " ").split("; ")
_TEXTS = [
    "$1,000,000",
    "matter 99999",
    "Fläche",
    "rent\u200b",
    "rent; lease",
    "x" * 500,
    "rent 5800",
    "\n\n",
    "Ren\u0442",
    "{{rent}}",
]
_IDS = ["s0", "s999", "S9", "", "s9 ", "M1", "F1", "none", "s-1", "null", "s09"]


class Hostile:
    """Answers every question in bad faith, the same way for the same seed. `answers` counts them."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._plan: list[tuple[str, str, str]] | None = None
        self.answers = 0

    def __call__(self, question: Question) -> str:
        self.answers += 1
        made = self._sorting(question) if is_sorting(question) else self._wording(question)
        return self._spoiled(made)

    def _spoiled(self, made: Any) -> str:
        """Mostly leave the form whole: what is well formed and wrong is what gets furthest."""
        chance = self._chance
        text = json.dumps(made, ensure_ascii=chance.random() < 0.5)
        kind = chance.random()
        if kind < 0.86:
            return text
        if kind < 0.89:
            return chance.choice(_NOISE)
        if kind < 0.92:
            return text[: chance.randrange(len(text))]
        if kind < 0.95:
            return text + chance.choice(["\n" + text, " and ten hours", "}", "\n\n```"])
        if kind < 0.98:
            at = chance.randrange(len(text))
            return text[:at] + chance.choice('"{}[],:0123456789\\\x00é') + text[at + 1 :]
        return json.dumps(self._mangled(made))

    def _mangled(self, made: dict[str, Any]) -> Any:
        chance = self._chance
        key = chance.choice(list(made))
        return chance.choice(
            [
                made | {"seconds": 36000},
                made | {key: chance.choice([None, 7, "x", {}, [], [None], made[key][:1] * 500])},
                {k: v for k, v in made.items() if k != key},
                [made],
                made
                | {key: [dict.fromkeys(item, 1) if isinstance(item, dict) else item for item in made[key]]},
                made
                | {key: [item | {"minutes": 600} if isinstance(item, dict) else item for item in made[key]]},
            ]
        )

    def _sorting(self, question: Question) -> dict[str, Any]:
        """Sort by a plan; mostly the same one when the matters are listed anew, so that lies are told consistently."""
        data = shown(question)
        ids = [p["id"] for p in data["passages"]]
        listed = {m["about"]: m["id"] for m in data["matters"]}
        if self._plan is None or self._chance.random() < 0.3:
            self._plan = self._planned(ids, list(listed))
            plan = self._plan
        else:
            plan, self._plan = self._plan, None
        return {
            "stretches": [self._stretch(f, label, listed.get(about, "none"), ids) for f, label, about in plan]
        }

    def _planned(self, ids: list[str], about: list[str]) -> list[tuple[str, str, str]]:
        chance = self._chance
        count = len(ids) if chance.random() < 0.15 else chance.randint(1, 5)
        firsts = chance.sample(ids, min(count, 16, len(ids)))
        if chance.random() < 0.85:
            firsts.sort(key=ids.index)
        if chance.random() < 0.7:
            firsts[0] = ids[0]
        turns = bool(about) and chance.random() < 0.2
        found = []
        for n, first in enumerate(firsts):
            label = "work" if turns or chance.random() < 0.6 else chance.choice(LABELS)
            found.append((first, label, about[n % len(about)] if turns else chance.choice([*about, "none"])))
        return found

    def _stretch(self, first: str, label: str, matter: str, ids: list[str]) -> dict[str, Any]:
        chance = self._chance
        odd = chance.random() < 0.02
        return {
            "first": chance.choice(_IDS) if odd else first,
            "label": "bill" if odd else label,
            "matter": chance.choice(["M9", "20388-Copper Kettle", ""]) if odd else matter,
            "activity": "A999" if odd else chance.choice(ACTIVITIES),
            "evidence": [first, first] if chance.random() < 0.9 else chance.choices([*ids, *_IDS], k=2),
        }

    def _wording(self, question: Question) -> dict[str, Any]:
        chance, data = self._chance, shown(question)
        facts = [*(f["id"] for f in data["facts"]), "none", "none"]
        said = [w for p in data["passages"] for w in p["text"].split()]
        daring = chance.random() < 0.5
        parts = [
            {"text": self._phrase(said, mild=not daring), "fact": chance.choice(facts) if daring else "none"}
            for _ in range(chance.randint(1, 4))
        ]
        if chance.random() < 0.05:
            parts[0]["fact"] = chance.choice(["F99", "N0", "$5", ""])
        verbs = chance.choices(
            [*data["verbs"], *(["settling"] if chance.random() < 0.05 else [])], k=chance.randint(1, 2)
        )
        return {"verbs": verbs, "parts": parts}

    def _phrase(self, said: list[str], *, mild: bool) -> str:
        """Take a phrase from the list, or words of the source, in order or shaken; `mild`: mostly words that may stand."""
        chance = self._chance
        kind = chance.random()
        start = chance.randrange(len(said))
        if mild and kind < 0.85:
            return chance.choice(_TRUE)
        if kind < 0.55:
            return chance.choice(_PHRASES)
        if kind < 0.6:
            return chance.choice(_TEXTS)
        words = said[start : start + chance.randint(1, 5)]
        if kind < 0.7:
            words = chance.sample(said, min(3, len(said)))
        if kind < 0.8:
            chance.shuffle(words)
        return " ".join(words).strip(".?,")[:59]
