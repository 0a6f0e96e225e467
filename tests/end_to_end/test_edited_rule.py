"""An edited rule is in force at the next start, and only the loops that use it are compiled anew.

In a copy of the model: the rule of the season, the loop beside it, a loop of another file that
imports it, and a loop that has nothing to do with it.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from testkit.source import ROOT

# A neighbour: a loop in a file of its own that calls the rule.
NEIGHBOUR = '''
from collections import namedtuple

from model.compiled import kernel
from model.processes.labour_demand import seasonal

YEARS = 1
World = namedtuple("World", "par market spaces tally")


@kernel
def season_of_spring(state, month):
    """The season in April, for a year."""
    state.market[0].vacancies = YEARS * seasonal(0.5, 4, 4)
'''
RUN = """
import json
import numpy as np
from model.processes import but, labour_demand, neighbour

par = np.zeros(1, [("market", [("season", "f8"), ("season_peak", "f8"), ("demand", "f8"),
                   ("first_calendar_month", "f8"), ("hires", "f8", (3,))]),
                   ("place", [("but_places", "f8")])])
par["market"]["season"], par["market"]["demand"], par["market"]["hires"] = 0.5, 1.0, 100.0
par["market"]["first_calendar_month"] = par["market"]["season_peak"] = 4.0
world = neighbour.World(par, np.zeros(3, [("vacancies", "f8")]), np.zeros(2, [("but_free", "f8")]),
              np.zeros(1, [("but_households", "i8")]))
compiled, found = {}, {}
for loop in (labour_demand.apply, neighbour.season_of_spring, but.share_places):
    loop(world, 0)
    compiled[loop.__name__] = sum(loop.stats.cache_misses.values())
    found[loop.__name__] = float(world.market["vacancies"][0])
print(json.dumps([compiled, found]))
"""


class Copy:
    """A copy of the model that can be edited and started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        leave_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "model", folder / "model", ignore=leave_out)
        (folder / "model/processes/neighbour.py").write_text(NEIGHBOUR, encoding="utf-8")

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.folder / "model/processes" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    def start(self) -> tuple[set[str], dict[str, Any]]:
        """Names of the loops that were compiled anew, and vacancies after each."""
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.folder),
            "SOZIALRAUM_CACHE": str(self.folder / "cache"),
        }
        environment.pop("NUMBA_CACHE_DIR", None)
        answer = subprocess.run(
            [sys.executable, "-P", "-c", RUN],
            cwd=self.folder, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert answer.returncode == 0, answer.stderr
        compiled, found = json.loads(answer.stdout)
        return {name for name, times in compiled.items() if times}, found


def test_an_edited_rule_compiles_anew_what_uses_it(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    compiled, found = copy.start()
    assert compiled == {"apply", "season_of_spring", "share_places"}
    assert found["apply"] == pytest.approx(150.0)
    assert found["season_of_spring"] == pytest.approx(0.5)

    copy.edit("labour_demand.py", "return amplitude * math", "return 0.0 - amplitude * math")
    compiled, found = copy.start()
    assert compiled == {"apply", "season_of_spring"}
    assert found["apply"] == pytest.approx(50.0)
    assert found["season_of_spring"] == pytest.approx(-0.5)

    copy.edit("neighbour.py", "YEARS = 1", "YEARS = 2")  # a number that a loop takes in
    copy.edit("labour_demand.py", "import math\n", "import math\n\n# A remark.\n")
    compiled, found = copy.start()
    assert compiled == {"season_of_spring"}
    assert found["season_of_spring"] == pytest.approx(-1.0)

    copy.edit("neighbour.py", "YEARS = 2", "YEARS = 1")  # as before: it is still there
    assert copy.start()[0] == set()
