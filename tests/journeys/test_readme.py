"""README.md: every command that stands in it is run here, in the order in which a reader would."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from agent import voice, wiring
from agent.cli.practice_clio import PracticeClio as PracticeClioProcess
from agent.cli.practice_clio import allow_without_browser
from agent.paths import open_home
from agent.sandbox.server import PracticeClio
from agent.web.server import PORTS, create_app
from agent.web.windows import Windows
from tests.journeys.conftest import ROOT, Tenth, environment
from tests.transcribe.hub_stand_in import HubStandIn, open_hub
from tests.transcribe.sound_files import two_ends, write
from tests.web.pairing_client import PairingClient
from tests.web.signing_client import now, over_app

pytestmark = pytest.mark.slow

ITSELF = {"./run test"}
"""Runs this test; a test that ran it would never end."""

CONNECT_FIRM = "tenth connect --region au --client-id ID"
CONNECT_PRACTICE = "tenth connect --clio-url http://127.0.0.1:PORT --client-id ID --client-secret-stdin --no-browser --sandbox"
SPEECH_SERVER = ("tenth speech-server --url https://speech.firm.example", "tenth speech-server here SOURCE")
"""Tried with a server over TLS in tests/cli/test_verbs_speech.py."""
DOWNLOAD = "tenth models download small.en"
HEARD = ("--from", str(voice.call_path("second_call", ".flac")))
"""A file in a sound card's place: the one word that the reader does not say."""
STORY = (
    'tenth take-in call.vtt --participant "Marcus Hale"',
    'tenth alias "20417-Copper Kettle" "the bakery"',
    'tenth terms --client "Copper Kettle Bakery Pty Ltd" --minimum 2',
    "tenth entries --status draft",
    'tenth confirm ENTRY --matter "20417-Copper Kettle"',
    "tenth push",
    "tenth reconcile --json",
    "tenth ledger --look",
    'tenth correct ENTRY --narrative "..." --units 2',
    "tenth undo ENTRY --wrong-client",
    'tenth expense add "ASIC company search" --amount 22.50 --gst included --matter "20417-Copper Kettle"',
    "tenth expense push",
    'tenth share ENTRY "20417-Copper Kettle=1" "20431-Hale=1"',
    'tenth confirm ENTRY --units 5 --why "read the lease on paper"',
    "tenth export --target leap --out time.csv",
    'tenth take-in other.vtt --participant "Grace Lindell"',
    "tenth discard ENTRY",
    "tenth suggest FILE --matters matters.json --json",
    "tenth suggest --set SET_DIR --out RESULTS_DIR",
    "tenth transcribe call.flac --model FOLDER --json",
    'tenth clock start --call --with "Marcus Hale"',
    'tenth note "guarantee of three months"',
    "tenth clock status",
    "tenth clock stop",
    "tenth say --seconds 8",
    'tenth add "0.2 hale lease call re guarantee"',
    'tenth capture start --consent "M Hale, said yes on the phone"',
    'tenth capture joined --with "T Nguyen"',
    'tenth capture agreed --consent "T Nguyen, said yes"',
    "tenth capture status",
    "tenth capture stop",
    "tenth voices CALL",
    "tenth names CALL",
    "tenth capture places",
    "tenth desktop install",
    "tenth desktop install --autostart",
    "tenth desktop remove",
    'tenth capture start --consent "M Hale, said yes on the phone"',
    "tenth capture withdrawn",
    "tenth capture not-this-call",
    "tenth take-in memo.m4a --memo",
    "tenth models",
    "tenth models import FOLDER",
    "tenth models use NAME",
    "tenth models use NAME --later",
    "tenth differences",
    "tenth pair",
    "tenth browsers",
    "tenth forget-browser BROWSER",
    "tenth speech-server",
    "tenth what-left",
    "tenth speech-server off",
    "tenth doctor",
    "tenth disconnect",
)


def commands() -> set[str]:
    """Return every command of the README: in its blocks, and in a line of text."""
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^ {4}((?:tenth|\./run|python) .+)$", text, flags=re.MULTILINE)
    inline = re.findall(r"`((?:tenth|\./run|python -m) [^`]+)`", text)
    return {command.split("  #")[0].strip() for command in blocks + inline}


def test_every_command_of_the_readme_is_run_by_a_test_here() -> None:
    here = {
        *STORY,
        CONNECT_FIRM,
        CONNECT_PRACTICE,
        DOWNLOAD,
        *ITSELF,
        *SPEECH_SERVER,
        *APPS,
        "./run demo",
        "./run package",
        "tenth sync --json",
        "python -m agent.sandbox",
    }
    assert commands() - here == set()


def test_the_readers_whole_story(tenth: Tenth, clio: PracticeClio, tmp_path: Path) -> None:
    tenth.connect(clio)
    tenth.json("sync")
    for name, source in (("call.vtt", "practice_call"), ("other.vtt", "second_call")):
        shutil.copy(voice.call_path(source, ".vtt"), tmp_path / name)
    write(tmp_path / "memo.m4a", two_ends(2)[:1])
    for command in STORY:
        heard = HEARD if command.startswith(("tenth capture start", "tenth say")) else ()
        done = subprocess.run(
            [*tenth.command(*filled_in(command, tenth, tmp_path), *heard)],
            capture_output=True, text=True, cwd=tmp_path, env=environment() | {"PYTHONPATH": str(ROOT)}, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}: {done.stderr}"


def filled_in(command: str, tenth: Tenth, folder: Path) -> list[str]:
    """Put something real in the place of each name in capitals. An entry is the first that this can be done to."""
    verb, *words = shlex.split(command)[1:]
    status = "pushed" if verb in ("correct", "undo") else "draft"
    return [verb, *(filled(word, status, tenth, folder) for word in words)]


def filled(word: str, status: str, tenth: Tenth, folder: Path) -> str:
    if word == "ENTRY":
        first, *_ = tenth.json("entries", "--status", status)["entries"]
        return str(first["id"])
    if word == "CALL":
        return captured(tenth)
    if word == "BROWSER":
        return paired_browser(tenth)
    fixed = {
        "FILE": voice.call_path("practice_call", ".vtt"), "matters.json": voice.matters_path(),
        "SET_DIR": voice.FOLDER, "RESULTS_DIR": folder / "results", "FOLDER": voice.model_path(),
        "NAME": "model", "call.flac": voice.call_path("second_call", ".flac"),
    }  # fmt: skip
    return str(fixed.get(word, word))


def captured(tenth: Tenth) -> str:
    """Return the call that was captured."""
    services = wiring.build(open_home(tenth.home, practice=True))
    call, *_ = (v.kept.source.id for v in services.review.overview().sources if v.kept.recording)
    services.close()
    return call


def test_a_download_asks_for_the_pinned_model_and_takes_no_other(tenth: Tenth) -> None:
    """No test asks the real hub: a stand-in on this computer offers a file that is not the one Tenth knows."""
    with open_hub(HubStandIn({"model.bin": bytes(20_000)})) as hub:
        refused = tenth.run(*DOWNLOAD.split()[1:], "--hub", hub.address)
        assert refused.returncode == 1
        assert "another file" in refused.stderr
        assert hub.asked[0][0].startswith("/Systran/faster-whisper-small.en/resolve/d1d751a5")


def paired_browser(tenth: Tenth) -> str:
    """Pair a browser with the home, and return its id."""
    services = wiring.build(open_home(tenth.home, practice=True))
    port = PORTS[0]
    windows = Windows(port=port, folder=tenth.home, clock=now, chance=os.urandom)
    app = create_app(services, port=port, windows=windows, clock=now)
    origin = "moz-extension://0f0f0f0f-1111-2222-3333-444444444444"
    browser = PairingClient(over_app(app, port), port, origin).pair(services.pairing.open().code)
    services.close()
    return browser.client


def test_the_demo_ends_by_itself_with_entries_on_both_matters() -> None:
    done = subprocess.run(
        [str(ROOT / "run"), "demo"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    last = done.stdout.strip().splitlines()[-2:]
    assert [re.sub(r":.*", "", line) for line in last] == [
        "Pushed to 20417-Copper Kettle",
        "Pushed to 20431-Hale",
    ]


def test_the_packages_are_made_for_each_browser() -> None:
    done = subprocess.run(
        [str(ROOT / "run"), "package"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for browser in ("chrome", "edge", "firefox"):
        assert f"dist/tenth-{browser}.zip" in done.stdout
        assert (ROOT / "build" / "extension" / browser / "manifest.json").is_file()


def test_practice_clio_starts_alone() -> None:
    with PracticeClioProcess() as clio:
        assert clio.url.startswith("http://127.0.0.1:")


APPS = ("tenth app", "./run app", "tenth app --extractor ollama")


def test_the_app_serves_until_it_is_told_to_stop_and_a_second_start_shows_the_first(tenth: Tenth) -> None:
    with subprocess.Popen(
        tenth.command("app", "--no-browser"), stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment()
    ) as process:
        assert process.stderr
        assert "Tenth answers at http://127.0.0.1:4782" in process.stderr.readline()
        second = tenth.run("app", "--no-browser")
        assert second.returncode == 0
        assert "running already" in second.stderr
        process.terminate()
        assert process.wait(timeout=30) == 0


def test_without_ollama_the_app_says_so(tenth: Tenth) -> None:
    done = tenth.run("app", "--no-browser", "--extractor", "ollama")
    assert done.returncode == 1
    assert "Ollama" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="uses a keyring of its own, which only Linux can start")
@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="dbus is not installed")
def test_connecting_a_firm_goes_to_the_australian_clio(tmp_path: Path) -> None:
    """As far as Clio's own sign-in page: beyond it only a live account can go."""
    words = shlex.split(CONNECT_FIRM)[1:]
    shell = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'
    command = [sys.executable, "-m", "agent", *words, "--no-browser", "--home", str(tmp_path / "home")]
    with subprocess.Popen(
        ["dbus-run-session", "--", "bash", "-c", shell, "bash", *command], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment() | {"HOME": str(tmp_path)}, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        process.stdin.write("secret\n")
        process.stdin.close()
        address = process.stdout.readline()
        os.killpg(process.pid, signal.SIGKILL)
    assert address.startswith("https://au.app.clio.com/oauth/authorize?")
    assert "secret" not in address


def test_the_practice_connection_is_the_one_of_the_readme(tenth: Tenth, clio: PracticeClio) -> None:
    given = {"http://127.0.0.1:PORT": clio.url, "ID": clio.client_id}
    words = [given.get(word, word) for word in shlex.split(CONNECT_PRACTICE)[1:] if word != "--sandbox"]
    with subprocess.Popen(
        tenth.command(*words),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(),
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(clio.client_secret + "\n")
        process.stdin.close()
        allow_without_browser(process.stdout.readline().strip(), "Ruth Calder")
        assert process.wait(timeout=60) == 0
    assert tenth.json("sync")["matters"] > 0
