"""Nothing of a matter leaves this computer on the way to the model, whatever the surroundings say. Each with its control."""

from __future__ import annotations

import os

import httpx
import pytest

from agent.extract import ollama_client, ollama_models
from agent.extract.errors import AnswerUnusable, NoSuitableModel
from agent.extract.ollama import find_local_model, open_ollama
from agent.extract.ollama_client import HOST, LocalLine
from agent.extract.ollama_wire import Tag
from tests.extract.ollama_fake import TAG, FakeOllama, listening

PROXIES = ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")


def test_the_address_is_this_computer_and_nothing_else() -> None:
    assert HOST == "http://127.0.0.1:11434"


def test_a_proxy_in_the_environment_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening() as proxy, listening(FakeOllama()) as server:
        for name in PROXIES:
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.setattr(ollama_client, "HOST", server.url)
        open_ollama()
        assert proxy.came == []
        assert len(server.came) == 5


def test_a_client_that_trusts_the_environment_would_tell_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening() as proxy, listening(FakeOllama()) as server:
        for name in PROXIES:
            monkeypatch.setenv(name, proxy.url)
        with httpx.Client(trust_env=True) as trusting:
            assert trusting.get(f"{server.url}/api/version").status_code == 502
        assert len(proxy.came) == 1
        assert server.came == []


def test_ollama_host_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(FakeOllama()) as elsewhere, listening(FakeOllama()) as server:
        monkeypatch.setenv("OLLAMA_HOST", elsewhere.url)
        monkeypatch.setattr(ollama_client, "HOST", server.url)
        assert find_local_model() is not None
        assert elsewhere.came == []
        assert server.came != []


def test_a_server_at_the_written_address_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the one before: the listener there does note who comes when the constant itself leads to it."""
    with listening(FakeOllama()) as elsewhere:
        monkeypatch.setattr(ollama_client, "HOST", elsewhere.url)
        assert find_local_model() is not None
        assert elsewhere.came != []


def test_a_key_for_ollamas_cloud_is_never_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_API_KEY", "sk-firm-key")
    with listening(FakeOllama()) as server:
        monkeypatch.setattr(ollama_client, "HOST", server.url)
        open_ollama()
        assert not any({"authorization", "cookie"} & set(headers) for _, headers in server.came)
        assert "sk-firm-key" not in str(server.came)


def test_a_client_that_reads_the_key_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ollama's own client for Python does so, for whatever host it is given."""
    monkeypatch.setenv("OLLAMA_API_KEY", "sk-firm-key")
    with listening(FakeOllama()) as server:
        login = {"Authorization": f"Bearer {os.environ['OLLAMA_API_KEY']}"}
        with httpx.Client(headers=login, trust_env=False) as eager:
            eager.get(f"{server.url}/api/version")
        assert "sk-firm-key" in str(server.came)


def test_a_redirect_elsewhere_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(FakeOllama()) as elsewhere:
        away = httpx.Response(302, headers={"Location": f"{elsewhere.url}/api/version"})
        with listening(FakeOllama({"/api/version": away})) as server:
            monkeypatch.setattr(ollama_client, "HOST", server.url)
            with pytest.raises(AnswerUnusable):
                LocalLine().get("/api/version")
            assert elsewhere.came == []
            with httpx.Client(follow_redirects=True, trust_env=False) as follower:  # the control
                follower.get(f"{server.url}/api/version")
            assert len(elsewhere.came) == 1


REMOTE = TAG | {"name": "glm-4.7:cloud", "remote_host": "https://ollama.com:443", "remote_model": "glm-4.7"}


def test_a_remote_model_is_never_asked() -> None:
    ollama = FakeOllama()
    ollama.answers["/api/tags"] = {"models": [REMOTE]}
    with pytest.raises(NoSuitableModel):
        open_ollama(LocalLine(transport=ollama.transport))
    assert ollama.bodies("/api/chat") == []


def test_without_the_refusal_it_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ollama_models, "refusal", lambda tag: None)
    tag = Tag.model_validate(REMOTE)
    assert ollama_models.usable([tag]) == [tag]
