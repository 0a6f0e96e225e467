"""Transitions that never occur: what a person can be this month and never is the next.

A rule that makes impossible what happens every day shows as a pair of states that no run ever
passes through. `python -m experiments.transitions` runs the status quo of a place and prints the
pairs; each is judged in model/TRACE.md, section 8.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping

import numpy as np

from model.scenario import resolve
from model.schedule import month_of
from model.state import State
from model.stationary import burn_in, room_for
from model.vocabulary import (
    ABSENCES,
    BARRIERS,
    CONTRACTS,
    EMPLOYMENTS,
    HOLDERS,
    HOUSEHOLDS,
    LEVELS,
    NEEDS,
    NO_JOB,
    PRESENT,
    PROFILES,
    STAGES,
    VOCATIONAL,
)

type Codes = tuple[tuple[str, ...], np.ndarray]
"""Names of the states, and everybody's state: (n_people,)."""

HOW = ("in_receipt", "covered", *ABSENCES[1:])  # where somebody is: present, else why away
DEGREE = tuple(f"{degree}, {level}" for degree in ("degree", "no degree") for level in LEVELS)
NO_YES = ("no", "yes")


def states(state: State) -> Iterator[tuple[str, Codes]]:
    """The states of everybody in this month, by what they describe."""
    n = int(state.size[0])
    people = {name: np.asarray(view[:n]) for name, view in state.people.views.items()}
    homes = np.asarray(state.households["kind"][: state.size[1]])
    sizes = np.asarray(state.households["size"][: state.size[1]])
    away = people["absence"].astype(int)
    there = np.where(people["receipt"] != 0, 0, 1)
    yield "whereabouts", (HOW, np.where(away == PRESENT, there, away + 1))
    yield "job", (EMPLOYMENTS, people["employment"])
    yield "contract", (CONTRACTS, people["contract"])
    yield "profile", (PROFILES, people["profile"])
    yield "holder", (HOLDERS, people["holder"])
    yield "household", (HOUSEHOLDS, homes[people["household"]])
    yield "pupil", (NO_YES, people["pupil"])
    unskilled = state.people["has"][:n, VOCATIONAL] != 0
    level = people["level"].astype(int) + len(LEVELS) * unskilled
    yield "job, level", (("none", *DEGREE), np.where(people["employment"] == NO_JOB, 0, level + 1))
    spaces = tuple(f"Sozialraum {i + 1}" for i in range(len(state.spaces)))
    yield "home", (spaces, people["sozialraum"])
    largest = tuple(str(size) for size in range(16))
    yield "members", (largest, sizes[people["household"]])
    for k, name in enumerate(BARRIERS):
        yield f"barrier {name}", (NO_YES, np.asarray(state.people["has"][:n, k]))
    for k, name in enumerate(NEEDS):
        yield f"need {name}", (STAGES, np.asarray(state.people["stage"][:n, k]))


def counted(place: str, runs: int, months: int) -> Mapping[str, tuple[tuple[str, ...], np.ndarray]]:
    """Transitions of runs with seeds 1, 2, …: names of states and counts [from, to], by what."""
    found: dict[str, tuple[tuple[str, ...], np.ndarray]] = {}
    scenario = resolve("status-quo", place=place)
    for seed in range(1, runs + 1):
        state = room_for(burn_in(scenario, seed), months)
        run_month = month_of(state)
        before = {name: codes.astype(int) for name, (_, codes) in states(state)}
        for month in range(months):
            run_month(state, month)
            for name, (labels, codes) in states(state):
                now, was = codes.astype(int), before[name]
                if name not in found:
                    found[name] = labels, np.zeros((len(labels), len(labels)), int)
                np.add.at(found[name][1], (was, now[: was.size]), 1)
                before[name] = now
    return found


def never(labels: tuple[str, ...], counts: np.ndarray) -> list[tuple[str, str]]:
    """Pairs of different states that somebody could have passed between, and nobody did."""
    seen = np.flatnonzero(counts.sum(0) + counts.sum(1))
    return [(labels[a], labels[b]) for a in seen for b in seen if a != b and not counts[a, b]]


def table(found: Mapping[str, tuple[tuple[str, ...], np.ndarray]]) -> Iterator[str]:
    """Lines: what the states describe, who nobody ever is, and who never becomes what."""
    for name, (labels, counts) in found.items():
        unseen = [each for each, total in zip(labels, counts.sum(1), strict=True) if not total]
        pairs = never(labels, counts)
        yield f"{name}: nobody is ever {', '.join(unseen)}" if unseen else name
        for origin in dict.fromkeys(a for a, _ in pairs):
            yield f"    {origin} → {', '.join(b for a, b in pairs if a == origin)}"


def main() -> None:
    """Print the table of transitions that never occur."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--place", default="oberhausen-2015")
    parser.add_argument("--runs", type=int, default=24)
    parser.add_argument("--months", type=int, default=96)
    asked = parser.parse_args()
    lines = table(counted(asked.place, asked.runs, asked.months))
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
