"""Bad input, strangers and accidents: each is refused or said, and the page goes on."""

import asyncio
import os
import socket
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from model.errors import InputError, SozialraumError
from sozialraum.page import serving
from sozialraum.page.jobs import ENDED, Jobs
from sozialraum.page.query import Settings
from sozialraum.page.server import MOST_KB, application

HOME = "http://127.0.0.1:8765"
PRESET = b"extends = 'production-network'\n"
IN_ONE = b"extends = 'siloed'\n[[form]]\nname = 'a'\nextends = 'production-network'\n"


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    # Without its lifespan: nothing is run, and no worker started.
    return TestClient(application(Settings(version="1"), tmp_path, cores=1), base_url=HOME)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00",
        b"a = " + b"[" * 30_000,
        PRESET + b"[levers]\nhandover = " + b"9" * 5000,
        PRESET + b"[levers]\nhandover = inf",
        PRESET + b"[levers]\nhandover = nan",
        PRESET + b"[levers]\nhandover = [0.1]",
        PRESET + b"[levers]\nmax_parallel = 2.5",
        PRESET + b"levers = 3",
        PRESET + b"form = [3]",
        PRESET + PRESET,
        PRESET + b"place = '/etc'",
        b"extends = '../../../etc/passwd'",
        b"extends = ['siloed']",
        IN_ONE + b"sozialraum = 3",
        IN_ONE + b"from_month = -1",
        IN_ONE + b"[[form]]\nname = 'b'\nextends = 'information-network'",
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(client: TestClient, content: bytes) -> None:
    found = client.post("/open?lang=de", content=content)
    assert found.status_code == 422
    said = found.json()["problem"]
    assert "lässt sich nicht verwenden" in said
    assert "Traceback" not in said
    assert "/tmp" not in said


def test_a_file_is_not_read_to_its_end_if_it_is_too_large(tmp_path: Path) -> None:
    app = application(Settings(version="1"), tmp_path, cores=1)
    read, sent = 0, []

    async def receive() -> dict[str, Any]:
        nonlocal read
        read += 1
        return {"type": "http.request", "body": b"#" * 1024, "more_body": True}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/open", "raw_path": b"/open", "root_path": "",
        "query_string": b"", "headers": [(b"host", b"127.0.0.1:8765")],
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    assert sent[0]["status"] == 413
    assert read == MOST_KB + 1


@pytest.mark.parametrize(
    "value", ["1e999", "-1e999", "nan", "", "x" * 5000, "0.5; rm -rf /", "<b>", "٣٣"]
)
def test_no_value_of_a_link_reaches_the_model_unless_it_is_legal(
    client: TestClient, value: str
) -> None:
    query = {"levers.handover": value, "lang": "de"}
    page = client.get("/", params=query)
    assert page.status_code == 200
    assert "Nicht angenommen" in page.text
    assert "<b>." not in page.text
    assert "handover" not in client.get("/scenario.toml", params=query).text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": ""}, 403),
        ({"host": "127.0.0.1@evil.example"}, 403),
        ({"host": "localhost.evil.example:8765"}, 403),
        ({"host": "[::1]:8765"}, 200),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": HOME}, 200),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
    ],
)
def test_host_origin_and_site_are_looked_at(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    assert client.get("/scenario.toml", headers=headers).status_code == status


@pytest.mark.parametrize("path", ["/static/../server.py", "/static/%2e%2e/server.py", "/static/"])
def test_nothing_but_its_own_files_is_given(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_another_address_than_this_computer_says_what_that_means(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    import uvicorn

    monkeypatch.setattr(uvicorn.Server, "run", lambda self, sockets: sockets[0].close())
    asked: dict[str, Any] = {
        "place": None, "months": 24, "draws": 1, "seed": 1, "port": 0, "browser": False,
        "jobs": 1, "store": tmp_path,
    }  # fmt: skip
    serving.serve(host="127.0.0.1", **asked)
    assert "password" not in capsys.readouterr().err
    serving.serve(host="0.0.0.0", **asked)
    said = capsys.readouterr().err
    assert "Everybody who reaches 0.0.0.0 can use this page" in said
    assert "nobody is asked for a password" in said


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(InputError, match="--port 0 takes a free one"):
            serving.serve(
                place=None, months=24, draws=1, seed=1, port=other.getsockname()[1],
                host="127.0.0.1", browser=False, jobs=1, store=tmp_path,
            )  # fmt: skip


def test_a_worker_that_dies_is_said_and_another_takes_its_place() -> None:
    async def ask() -> Any:
        jobs = Jobs.on(2)
        jobs.start()
        try:
            with pytest.raises(SozialraumError, match=ENDED.partition("(")[0].strip()):
                await jobs.first.ask("dies", 0, os._exit, 1)
            return await jobs.first.ask("lives", 0, abs, -3)
        finally:
            await jobs.close()

    assert asyncio.run(ask()) == 3
