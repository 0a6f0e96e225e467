"""A sensitivity study on disk: figures, and a page with its command, table and sentences."""

import shlex
from pathlib import Path

import pandas as pd

from analysis.figures.sensitivity import draw_all
from analysis.findings.sensitivity import sentences
from analysis.measures.outcomes import OUTCOME
from analysis.requests.points import arm_title
from analysis.requests.sensitivity import COMMAND, Request
from analysis.results.sensitivity import Sensitivity
from analysis.sensitivity.frames import DIFFERENCE
from analysis.tables.sensitivity import table_heads, table_rows
from experiments.writing import write_bytes
from model.words import Language, Texts, number_in

FILE = "summary.md"
_PARTS = Texts(
    {
        "parameters": "from assumptions",
        "chance": "from chance",
        "interaction": "from both together",
        DIFFERENCE: "difference",
    },
    context="shares",
)


def write_sensitivity(study: Sensitivity, figures: Path) -> None:
    """Draw the figures into a folder, and write the page beside it."""
    language = study.request.language
    write_bytes(figures.parent / FILE, summary(study, language).encode())
    draw_all(study, figures, language)


def command_of(request: Request) -> str:
    """What to type to make the same study again; options at their default are left out."""
    usual = Request(request.base, request.other)
    words = ["sozialraum", COMMAND, request.base, request.other, "--method", request.method]
    words += ["--groups" if request.grouped else "--no-groups"]
    words += ["--runs", str(request.runs), "--seeds", str(request.seeds)]
    for option, values in (("--outcome", request.outcomes), ("--parameter", request.parameters),
                           ("--also", request.also)):  # fmt: skip
        words += [word for value in values for word in (option, value)]
    for option in ("place", "months", "seed", "settling"):
        value = getattr(request, option)
        if value != getattr(usual, option):
            words += [f"--{option}", str(value)]
    if not request.calibrated:
        words.append("--no-calibrated")
    for name, value in request.changes.items():
        words += ["--set", f"{name}={value}"]
    return shlex.join(words)


def summary(study: Sensitivity, language: Language) -> str:
    """The page. Kept parameters of a guided study stand in its table, not in the command."""
    heads = table_heads(study, language)
    rows = table_rows(study, language)
    lines = ["# {base} – {other}".format(**study.request.titles), ""]
    lines += ["```", command_of(study.request), "```", ""]
    code = study.record.get("code", {})
    made = f"{study.record.get('began')} – {study.record.get('ended')}, {code.get('commit')}"
    lines += [f"{len(study.points)} × {study.request.seeds}, {made}", ""]
    lines += ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    lines += [""]
    for sentence in sentences(study, language):
        inner = "  " if sentence.startswith(" ") else ""
        lines.append(f"{inner}- {sentence.strip()}")
    lines += ["", _shares(study.shares, language), ""]
    return "\n".join(lines)


def _shares(shares: pd.DataFrame, language: Language) -> str:
    """Shares of variance of all views, as a table."""
    known = shares.dropna(subset=["share"])  # with one seed none is known
    if known.empty:
        return ""
    wide = known.pivot_table(index=["outcome", "on"], columns="part", values="share", sort=False)
    names = [_PARTS.named(language, str(name)) for name in wide.columns]
    lines = ["| | | " + " | ".join(names) + " |", "|" + " --- |" * (len(names) + 2)]
    for (outcome, on), row in zip(wide.index, wide.to_numpy(), strict=True):
        cells = [number_in(language, float(value), 3) for value in row]
        what = _PARTS.say(language, on) if on == DIFFERENCE else arm_title(on, language)
        lines.append(f"| {OUTCOME[outcome].title(language)} | {what} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
