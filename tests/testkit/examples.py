"""Every command that README, LIESMICH and the help show, and each made short enough to be run."""

import re
import shlex
from typing import Any

import typer.main

from sozialraum.command_line import app
from testkit.source import ROOT

GUIDES = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "LIESMICH.md")]

# Options that make a run short, for whichever command has them.
SHORT = {
    "--place": "TOWN", "--months": "12", "--jobs": "1", "--pairs": "2", "--seeds": "2",
    "--draws": "2", "--grid": "2", "--precision": "50", "--budget": "1s",
}  # fmt: skip
GIVEN_ONLY = {"--pairs", "--precision", "--budget", "--draws", "--grid"}  # replaced, not added
# What some commands need besides.
BESIDES = {
    "compare": ["--pairs", "2"],
    "prepare": ["--pairs", "2"],
    "validate": ["--runs", "2"],
    "what-if": ["--draws", "2"],
    "sensitivity": ["--runs", "8"],
    "frontier": ["--grid", "2", "--more", "2"],
}


def shown() -> list[list[str]]:
    """Every example of a block of code and of the help of a command."""
    helped = [one.epilog or "" for one in _commands().values()]
    blocks = [block for text in GUIDES for block in text.split("```")[1::2]]
    text = re.sub(r"\\\n|\n {5,}", " ", "\n".join([*blocks, *helped]))  # lines that go on
    lines = text.splitlines()
    found = [re.sub(r"\s#.*", "", line).strip().removeprefix(".venv/bin/") for line in lines]
    words = [shlex.split(line) for line in found if re.match("sozialraum [a-z]", line)]
    return [one[1:] for one in words if not one[1].startswith("-")]


def mentioned() -> list[list[str]]:
    """Every command with its arguments that stands inside a sentence or a table."""
    prose = "".join(part for text in GUIDES for part in text.split("```")[0::2])
    found = re.findall(r"`(?:\.venv/bin/)?sozialraum ([a-z][^`]+)`", prose)
    return [words for one in found if len(words := shlex.split(one)) > 1]


def examples() -> list[list[str]]:
    """All of them, each once."""
    return [shlex.split(line) for line in dict.fromkeys(map(shlex.join, shown() + mentioned()))]


def command_of(example: list[str]) -> Any:
    """The command that an example calls, and how many words name it."""
    group, count = typer.main.get_command(app), 0
    while hasattr(group, "commands"):
        group, count = group.commands[example[count]], count + 1
    return group, count


def short(example: list[str]) -> list[str]:
    """The same command with the same options, and values that end it soon."""
    command, _ = command_of(example)
    known = {name for one in command.params for name in one.opts}
    made = list(example)
    for option, value in SHORT.items():
        if option in made:
            made[made.index(option) + 1] = value
        elif option in known - GIVEN_ONLY and not {"--resume", "--study"} & set(made):
            made += [option, value]
    besides = BESIDES.get(example[0], [])
    taken = {"--resume", "--precision", "--budget"} & set(made) or (
        besides[:1] and besides[0] in made
    )
    return made if taken else [*made, *besides]


def _commands() -> dict[str, Any]:
    found: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    return found
