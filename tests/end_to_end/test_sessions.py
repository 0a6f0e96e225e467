"""Several readers of the page at once: nobody sees what another has set, nothing stays behind."""

import asyncio
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from testkit.page_server import PageServer
from testkit.small_town import small_town

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).parent / "twenty_sessions.py"
MOST_MB = 400.0  # that may stay: caches of worker processes are bounded


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    found = importlib.util.spec_from_file_location("twenty_sessions", SCRIPT)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    monkeypatch.setitem(sys.modules, "twenty_sessions", module)
    found.loader.exec_module(module)
    return module


def test_twenty_readers_see_only_their_own_decisions(tmp_path: Path, sessions: ModuleType) -> None:
    with PageServer(small_town(tmp_path), tmp_path / "store") as server:
        asyncio.run(sessions.settled(server.address))
        before = sessions.memory_of(server.process.pid)
        found = asyncio.run(sessions.loaded(server.address, sessions.Load(20, 20.0, 10.0)))
        asyncio.run(sessions.settled(server.address))
        after = sessions.memory_of(server.process.pid)
    numbers = sessions.reported(found)
    assert numbers["moves"] >= 20
    assert numbers["others' decisions seen"] == 0
    assert numbers["problems"] == 0
    assert numbers["overtaken"] < numbers["moves"] / 2
    assert after < before + MOST_MB


def test_it_would_notice_somebody_elses_decision(sessions: ModuleType) -> None:
    one = sessions.Session(1)

    class Answer:
        async def aiter_lines(self):  # type: ignore[no-untyped-def]
            yield "event: take"
            yield 'data: {"toml": "handover = 0.9"}'

        async def __aenter__(self) -> "Answer":
            return self

        async def __aexit__(self, *_: object) -> None:
            pass

    class Client:
        def stream(self, *_: object) -> Answer:
            return Answer()

    asyncio.run(sessions._asked(Client(), one, "0.1"))
    assert one.strange
