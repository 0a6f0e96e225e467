"""Any result as a file for others: a workbook, a table of Word, CSV or Parquet."""

from itertools import chain
from pathlib import Path

from analysis.ask.comparison import COMMAND
from analysis.ask.comparison import resume as compared_again
from analysis.ask.studies import remembered
from analysis.publish.compared_files import sheets, word_table
from analysis.publish.study_files import export, free, study_sheets
from analysis.publish.workbooks import workbook
from experiments.study.frames import Results
from model.errors import InputError
from model.words import Language, Message

EXCEL, WORD = ".xlsx", ".docx"


def exported(
    reference: str,
    path: Path,
    *,
    language: Language = "de",
    overwrite: bool = False,
    store: Path | None = None,
) -> tuple[Results, Path]:
    """Write a result to a file; its ending says how. Nothing is run.

    Raises:
        InputError: no such result, another ending, or a Word file of what is no comparison.
        OutputError: the file is there already, or cannot be written.
    """
    results = remembered(reference, store)
    ending = path.suffix.lower()
    is_comparison = results.study.asked.get("command") == COMMAND
    complete = "missing" not in set(results.states().column("status").to_pylist())
    if ending == WORD and not (is_comparison and complete):
        problem = Message("is no finished comparison, so there is no table for Word")
        raise InputError.of(reference, "", problem, Message("export to .xlsx, .csv or .parquet"))
    if ending not in (EXCEL, WORD) or not is_comparison or not complete:
        return results, export(results, path, overwrite=overwrite, language=language)
    free(path, overwrite=overwrite)
    comparison = compared_again(results.study.name, quiet=True, store=store)
    if ending == WORD:
        word_table(comparison, path, language)
    else:
        workbook(path, chain(sheets(comparison, language), study_sheets(results, path, language)))
    return results, path
