"""A small study, run by the program: its file, its end, its content."""

import json
import shutil
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
    """The file of the study, its place beside it: a study names no path elsewhere."""
    path = folder / "tiny.toml"
    path.write_text(text_for(folder, town, pairs), encoding="utf-8")
    return path


def text_for(folder: Path, town: Path, pairs: int) -> str:
    """What the file of the study says in a folder into which its place is copied."""
    if not (folder / town.name).exists():
        shutil.copytree(town, folder / town.name)
    return STUDY.format(place=f"./{town.name}", pairs=pairs)


def study(folder: Path, what: str, *more: str) -> "subprocess.CompletedProcess[str]":
    return program("study", what, *more, "--store", "store", folder=folder)


def finished(folder: Path, file: Path, *more: str) -> dict[str, Any]:
    answer = study(folder, "run", str(file), "--jobs", "2", "--json", *more)
    assert answer.returncode == 0, answer.stderr
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def content(folder: Path) -> str:
    return remembered("tiny", folder / "store").content()
