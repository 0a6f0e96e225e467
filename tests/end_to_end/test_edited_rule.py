"""An edited rule is in force at the next start, and only the loops that use it are compiled anew.

In a copy of the model: the rule of the season, the loop beside it, a loop of another file that
imports it, and a loop that has nothing to do with it.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from testkit.copies import Copy

FOLDER = "model/processes/"
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


def start(copy: Copy) -> tuple[set[str], dict[str, Any]]:
    """Names of the loops that were compiled anew, and vacancies after each."""
    compiled, found = json.loads(copy.start("-c", RUN))
    return {name for name, times in compiled.items() if times}, found


def test_an_edited_rule_compiles_anew_what_uses_it(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "model")
    copy.write(FOLDER + "neighbour.py", NEIGHBOUR)
    compiled, found = start(copy)
    assert compiled == {"apply", "season_of_spring", "share_places"}
    assert found["apply"] == pytest.approx(150.0)
    assert found["season_of_spring"] == pytest.approx(0.5)

    copy.edit(
        "model/processes/labour_demand.py",
        "return amplitude * math",
        "return 0.0 - amplitude * math",
    )
    compiled, found = start(copy)
    assert compiled == {"apply", "season_of_spring"}
    assert found["apply"] == pytest.approx(50.0)
    assert found["season_of_spring"] == pytest.approx(-0.5)

    copy.edit(
        "model/processes/neighbour.py", "YEARS = 1", "YEARS = 2"
    )  # a number that a loop takes in
    copy.edit(FOLDER + "labour_demand.py", "import math\n", "import math\n\n# A remark.\n")
    compiled, found = start(copy)
    assert compiled == {"season_of_spring"}
    assert found["season_of_spring"] == pytest.approx(-1.0)

    copy.edit(
        "model/processes/neighbour.py", "YEARS = 2", "YEARS = 1"
    )  # as before: it is still there
    assert start(copy)[0] == set()
