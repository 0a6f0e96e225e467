"""One run on disk: tables, scenario, record, JSON."""

from pathlib import Path

import pandas as pd

from analysis.measures.pair_tables import summarise
from analysis.results.one_run import OneRun
from experiments import result_folder
from experiments.writing import write_json


def write_run(one: OneRun, folder: Path) -> None:
    """Write tables, scenario and record into a folder that exists."""
    names = (one.plan.base.name,)
    tables = summarise([one.result], names=names, spaces=one.scenario.spaces)
    frames = {name: pd.DataFrame(dict(table)) for name, table in tables.items()}
    scenarios = {one.plan.base.name: one.scenario}
    result_folder.write_result(folder, {**frames, "people": one.people}, scenarios, one.record)
    write_json(folder / "result.json", one.as_json())
