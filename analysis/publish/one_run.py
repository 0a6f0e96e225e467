"""One run on disk: tables, scenario, record, JSON."""

from pathlib import Path

import pandas as pd

from analysis.measures.pair_tables import summarise
from analysis.results.one_run import OneRun
from experiments import result_folder
from experiments.writing import write_json
from model.scenario.privacy import fewest_people

# Tables with single people or small numbers of them: not written where people are real.
OF_PEOPLE = ("people", "groups", "monthly")


def write_run(one: OneRun, folder: Path) -> None:
    """Write tables, scenario and record into a folder that exists."""
    names = (one.plan.base.name,)
    tables = summarise([one.result], names=names, spaces=one.scenario.spaces)
    frames = {name: pd.DataFrame(dict(table)) for name, table in tables.items()}
    frames["people"] = one.people
    if fewest_people(one.scenario.labels):
        frames = {name: frame for name, frame in frames.items() if name not in OF_PEOPLE}
    scenarios = {one.plan.base.name: one.scenario}
    result_folder.write_result(folder, frames, scenarios, one.record)
    write_json(folder / "result.json", one.as_json())
