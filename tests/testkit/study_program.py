"""A small study, run by the program: its file, its end, its content."""

import json
import subprocess
from pathlib import Path
from typing import Any

from analysis.ask.studies import remembered
from testkit.program import program

STUDY = """
name = "tiny"
place = "{place}"
arms = ["siloed", "production-network"]
months = 13
pairs = {pairs}
[keep]
every = "monthly"
[design]
kind = "grid"
[design.factors]
"levers.stage_cap" = [1, 3]
"""
PAIRS = 4


def written(folder: Path, town: Path, pairs: int = PAIRS) -> Path:
    path = folder / "tiny.toml"
    path.write_text(STUDY.format(place=town, pairs=pairs), encoding="utf-8")
    return path


def study(folder: Path, what: str, *more: str) -> "subprocess.CompletedProcess[str]":
    return program("study", what, *more, "--store", "store", folder=folder)


def finished(folder: Path, file: Path, *more: str) -> dict[str, Any]:
    answer = study(folder, "run", str(file), "--jobs", "2", "--json", *more)
    assert answer.returncode == 0, answer.stderr
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def content(folder: Path) -> str:
    return remembered("tiny", folder / "store").content()
