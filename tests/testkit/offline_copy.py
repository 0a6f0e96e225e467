"""An offline copy of a small town, made once for all tests of a run."""

from dataclasses import dataclass
from pathlib import Path

from analysis.ask.estimate import Effort
from analysis.measures.estimate import Estimate
from analysis.requests.what_if import WhatIf
from experiments.study.running import Means
from sozialraum.page.offline import Copying, write_copy
from sozialraum.page.query import Settings
from testkit.small_town import small_town

MONTHS, DRAWS = 24, 2
DAY = "20260131T093000Z"


@dataclass(frozen=True)
class Copied:
    """The file, the estimate in it, and how it was made."""

    file: Path
    estimate: Estimate
    copying: Copying


def offline_copy(folder: Path) -> Copied:
    """A copy made below `folder`."""
    town = str(small_town(folder))
    settings = Settings(town, MONTHS, 1, DRAWS, "1")
    preset = WhatIf(place=town, months=MONTHS)
    effort = Effort(fitted=30, draws=1, tried=20)
    copying = Copying(settings, folder / "kept", preset, effort)
    means = Means(folder / "store", jobs=1, quiet=True)
    file = folder / "copy.html"
    return Copied(file, write_copy(file, copying, means, 1, DAY), copying)
