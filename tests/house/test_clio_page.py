"""The scripts on Clio's page read nothing of it but its address, what kind of page it is, and where the focus stands.

Reading leaves no trace that a browser could show, so it is ruled out in the source: everything the scripts may reach for is
listed here, by what it is reached through, and whatever is not listed is found.
"""

import json
import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files

SCRIPTS = files(".js", under="extension/content")

OF_THE_PAGE = {
    "document": "documentElement activeElement body contentType readyState hidden hasFocus "
    "addEventListener createElement createElementNS querySelectorAll",
    "window": "addEventListener",
    "world": "tenthIsHere",  # the scripts' own window: the page has another
    "location": "href",
    "navigation": "addEventListener",
    "event": "target isTrusted preventDefault stopImmediatePropagation",
    "root": "append",  # the page's, for the host; and the host's own
    "stale": "remove",  # a host of a version before
    "at": "shadowRoot",  # where the focus is, and that of a part within it
    "shadowRoot": "activeElement",
    "before": "isConnected focus",
}
OF_OURS = {
    "chrome": "runtime",
    "runtime": "getURL onMessage sendMessage id",
    "onMessage": "addListener",
    "message": "do by",
    "reply": "state answer",
    "call": "since",
    "numbers": "call count",
    "life": "abort",
    "mutations": "observe disconnect",
    "edge": "host show open close",
    "host": "parentNode blur remove attachShadow style",
    "style": "setProperty textContent",
    "tab": "className type append addEventListener title setAttribute hidden",
    "dock": "className hidden append querySelector",
    "made": "title src addEventListener blur focus",
    "words": "textContent hidden",
    "svg": "setAttribute append",
    "ring": "setAttribute",
    "tenth": "setAttribute",
    "hash": "startsWith slice",
    "pathname": "replace",
    "Date": "now parse",
    "Math": "floor max",
    "Object": "entries",
    ")": "exec padStart",
    "/": "exec",
    "(": "createTenthEdge brand frame take pressed matterInAddress begin mount rest beat route count learn inquire draw clock "
    "onTab "
    "toggle close focused onTold ask isAlive leave isSoon two setInterval clearInterval String Number Boolean",
}
CALLED = set(OF_OURS["("].split())
MADE = {"AbortController", "MutationObserver", "URL"}
SELECTORS = {"html > tenth-panel-host", "iframe"}
TAKEN_APART = {"signal", "navigation", "count", "call", "hash", "pathname"}
HANDED_ON = re.compile(r"world = window;|\(globalThis\)")
KEYWORDS = {"if", "for", "while", "switch", "catch", "function", "return", "of", "in", "await", "void"}

COMMENT = re.compile(r"/\*.*?\*/|(?<![\\:])//[^\n]*", re.DOTALL)
PATTERN = re.compile(r"(?:(?<=[=(,:] )|(?<=\())/(?![/*])(?:\\.|\[[^\]\n]*\]|[^/\n\\])+/")
TEMPLATE = re.compile(r"`([^`]*)`")
IN_BRACES = re.compile(r"\$\{([^}]*)\}")
TEXT = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")

REACH = re.compile(r"([\w$]+|[)\]/])(?=\s*\??\.\s*([A-Za-z_$][\w$]*))")
BY_INDEX = re.compile(r"[\w$)\]](?:\?\.)?\[(?!\d\])[^\]]*\]")
APART = re.compile(r"\{([^{}]*)\}\s*(?:=(?![=>])|\bof\b|\)\s*(?:=>|\{))")
CALL = re.compile(r"(?<![\w$.])(?<!new )([A-Za-z_$][\w$]*)\(")
METHOD = re.compile(r"^\s*\w+\([\w, ]*\) \{$", re.MULTILINE)
NEW = re.compile(r"\bnew ([\w$.]+)")
WHOLE = re.compile(r"(?<![\w.$])(?:document|window|location|globalThis|self|top|parent|frames)\b(?!\s*\??\.)")
SELECTOR = re.compile(r"\.querySelector(?:All)?\(([^)]*)\)")


def bare(source: str) -> str:
    """Return a script without comments, patterns and texts; what stands inside a template's braces stays."""
    code = PATTERN.sub("/", COMMENT.sub("", source))
    code = TEMPLATE.sub(lambda text: f"({', '.join(IN_BRACES.findall(text[1]))})", code)
    return TEXT.sub('""', code)


def unlisted(source: str) -> list[str]:
    """Find whatever a script reaches for that is not listed."""
    code, listed = bare(source), {**OF_THE_PAGE, **OF_OURS}
    apart = {name for inner in APART.findall(code) for name in re.findall(r"[\w$]+", inner)}
    selectors = {what.strip("\"'") for what in SELECTOR.findall(COMMENT.sub("", source))}
    return [
        *(f"{of}.{name}" for of, name in REACH.findall(code) if name not in listed.get(of, "").split()),
        *(f"{name}()" for name in {*CALL.findall(METHOD.sub("", code))} - CALLED - KEYWORDS),
        *(f"new {name}" for name in {*NEW.findall(code)} - MADE),
        *(f"by index: {what}" for what in BY_INDEX.findall(code)),
        *(f"takes {name}" for name in apart - TAKEN_APART),
        *(f"hands on {name}" for name in WHOLE.findall(HANDED_ON.sub("", code))),
        *(f"looks for {what}" for what in selectors - SELECTORS),
    ]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_scripts_on_clios_page_reach_for_what_is_listed_and_for_nothing_else(script: Path) -> None:
    assert unlisted((ROOT / script).read_text("utf-8")) == []


def test_all_scripts_that_run_on_clios_page_are_looked_at() -> None:
    manifest = json.loads((ROOT / "extension/manifest/base.json").read_text("utf-8"))
    (scripts,) = [content["js"] for content in manifest["content_scripts"]]
    assert {f"extension/{name}" for name in scripts} == {path.as_posix() for path in SCRIPTS}


@pytest.mark.parametrize(
    "line",
    [
        "const words = document.body.innerText;",
        "const words = document.querySelector('h1').textContent;",
        "document.querySelectorAll('.matter');",
        "const page = document; read(page);",
        "const { title } = document;",
        "const words = document['title'];",
        "const said = at.value;",
        "const said = at['value'];",
        "words.textContent = document.documentElement.textContent;",
        "const typed = event.key;",
        "records.forEach(({ target }) => learn(target));",
        "for (const { addedNodes } of records) learn(addedNodes);",
        "const chosen = getSelection();",
        "const told = await fetch(address);",
        "const walker = document.createTreeWalker(root);",
        "const words = `${document.title}`;",
        "const kept = localStorage.length;",
        "new FormData(form);",
    ],
)
def test_a_script_that_reads_the_page_is_found(line: str) -> None:
    """The control, in a script of ours."""
    source = (ROOT / "extension/content/mount.js").read_text("utf-8")
    planted = source.replace("  function beat() {\n", f"  function beat() {{\n    {line}\n")
    assert planted != source
    assert unlisted(planted) != []
