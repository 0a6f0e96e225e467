"""Page, command line and the command taken home give the same numbers, to the last digit."""

import asyncio
import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from testkit.small_town import small_town
from typer.testing import CliRunner

from analysis.measures.headlines import HEADLINES_OF
from analysis.requests.what_if import NAME, WhatIf
from sozialraum.command_line import app
from sozialraum.page.jobs import Jobs
from sozialraum.page.preparing import Preparing
from sozialraum.page.query import Settings
from sozialraum.page.stream import Answering
from sozialraum.page.taking import taken
from sozialraum.page.tasks import Desk

MONTHS, DRAWS, SEED = 12, 2, 5
LEVERS = (("coordination_limit", 0.03), ("handover", 0.4))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_town(tmp_path_factory.mktemp("place"))


def numbers_of_page(what_if: WhatIf, folder: Path) -> dict[str, Any]:
    """What the page says in the end."""

    async def last() -> dict[str, Any]:
        jobs, desk = Jobs.on(1), Desk(folder, DRAWS)
        jobs.start()
        try:
            asked = Answering(desk, jobs, Preparing(desk, what_if), what_if, "de")
            events = [content async for _, content in asked.events()]
            return events[-1]["numbers"]  # type: ignore[no-any-return]
        finally:
            await jobs.close()

    return asyncio.run(last())


def said(*words: str) -> dict[tuple[str, str], dict[str, float]]:
    """What a command says as JSON: (arm, outcome) → row."""
    found = CliRunner().invoke(app, [*words, "--json"])
    assert found.exit_code == 0, found.output
    rows = json.loads(found.stdout)
    return {(row["arm"], row["name"]): row for row in _rows(rows)}


def _rows(found: Any) -> list[dict[str, Any]]:
    if isinstance(found, list):
        return found if found and isinstance(found[0], dict) and "arm_mean" in found[0] else []
    if isinstance(found, dict):
        return [row for part in found.values() for row in _rows(part)]
    return []


def asked(town: Path, **other: Any) -> WhatIf:
    return WhatIf(**{"place": str(town), "months": MONTHS, "seed": SEED, **other})


def test_page_and_what_if_and_compare_and_python_say_the_same(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = asked(town, levers=LEVERS)
    page = numbers_of_page(one, tmp_path / "page")
    settings = [word for name, x in LEVERS for word in ("--set", f"levers.{name}={x}")]
    common = ["--place", str(town), "--months", str(MONTHS), "--seed", str(SEED)]
    command = said(
        "what-if", "production-network", *settings, *common, "--draws", str(DRAWS),
        "--store", str(tmp_path / "other"),
    )  # fmt: skip
    home = taken(one, one.scenario(), Settings(str(town), MONTHS, SEED, DRAWS), "de")
    (tmp_path / f"{NAME}.toml").write_text(home.toml, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    words = shlex.split(home.command)[1:]
    compare = said(*words, "--jobs", "1", "--store", str(tmp_path / "third"))
    *before, last = home.python.splitlines()
    known: dict[str, Any] = {}
    monkeypatch.setenv("SOZIALRAUM_STORE", str(tmp_path / "third"))
    exec("\n".join(before), known)  # what the page offers, word for word
    python = eval(last, known)
    for goal, head in HEADLINES_OF.items():
        mine = page[f"mine.{goal}"]
        assert mine["difference"] == head.factor * python.difference(head.name, NAME).difference
        for rows in (command, compare):
            row = rows[NAME, head.name]
            assert mine["difference"] == head.factor * row["difference"]
            assert mine["level"] == head.offset + head.factor * row["arm_mean"]
            assert mine["base"] == head.offset + head.factor * row["base_mean"]
        assert mine["difference"] != 0.0


def test_the_neutral_what_if_is_zero_on_the_command_line(town: Path, tmp_path: Path) -> None:
    rows = said(
        "what-if", "siloed", "--place", str(town), "--months", str(MONTHS), "--draws", "1",
        "--store", str(tmp_path),
    )  # fmt: skip
    mine = [row for (arm, _), row in rows.items() if not arm.startswith("what-if-rival")]
    assert len(mine) > 20
    assert {row["difference"] for row in rows.values()} == {0.0}
