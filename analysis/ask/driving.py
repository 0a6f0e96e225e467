"""The sensitivity study that belongs to a comparison: same place, same two options, same code."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from analysis.findings.answer import answer
from analysis.findings.titles import about
from analysis.measures.run_tables import keeper
from analysis.requests.sensitivity import COMMAND
from analysis.results.comparison import Comparison
from analysis.results.sensitivity import Sensitivity, load
from experiments.result_folder import RECORD, read_record
from experiments.store.batches import default_store
from experiments.store.code import code_version
from experiments.study.kept import recalled
from model.errors import InputError


def study_of(
    comparison: Comparison, *, store: str | Path | None = None, content: str | None = None
) -> Sensitivity | None:
    """The newest written study of the base and the arm that a report is about; None without one.

    content: the study with this content id alone.
    """
    folder = default_store() if store is None else Path(store)
    for path, known in _written(comparison):
        with suppress(InputError, KeyError):
            record = read_record(path)
            fits = known.items() <= dict(record["arms"]).items()
            same = record["months"] == comparison.plan.months
            asked = content is None or record["content"] == content
            if fits and same and asked:
                made_by = recalled(folder, str(record["study"])).code
                if made_by == code_version(keeper().definition):  # of the model as it is
                    return load(path)
    return None


def _written(comparison: Comparison) -> Iterator[tuple[Path, dict[str, str]]]:
    """Folders of studies, the newest first, and the hashes of the two options by name."""
    arm, plan = about(answer(comparison)), comparison.plan
    known = {one.name: one.scenario.hash for one in plan.arms if one.name in (plan.base.name, arm)}
    beside = [] if comparison.folder is None else [comparison.folder.parent]
    for results in dict.fromkeys([Path("results"), *beside]):
        for path in sorted(results.glob(f"*-{COMMAND}-*"), reverse=True):
            if (path / RECORD).is_file():
                yield path, known
