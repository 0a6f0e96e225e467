"""A validation on disk: table, runs, record, JSON, figure."""

from pathlib import Path

from analysis.figures.patterns import drawing
from analysis.figures.style import save
from analysis.results.validation import Validation
from experiments import result_folder
from experiments.record import code_version, environment
from experiments.writing import frame_as_csv, write_bytes, write_json


def write_validation(done: Validation, folder: Path) -> None:
    """Write table, runs, record and figure into a folder that exists."""
    result_folder.write_table(folder, "runs", done.measures)
    write_bytes(folder / "patterns.csv", frame_as_csv(done.table))
    write_json(folder / "result.json", done.as_json())
    record = {"command": "validate", "code": code_version(), "environment": environment()}
    result_folder.write_record(folder, record)
    save(drawing(done, done.language), folder / "figures")
