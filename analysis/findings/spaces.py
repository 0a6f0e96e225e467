"""The Sozialräume one by one: starts of work against the base, and ties that count, as data."""

from dataclasses import dataclass

from analysis.findings.measured import Finding, of_pairs
from analysis.measures.formulas import FORMS_STAGE
from analysis.measures.headlines import HEADLINES_OF, WORK
from analysis.results.comparison import Comparison

_A_YEAR = 12


@dataclass(frozen=True)
class SpaceFinding:
    """One Sozialraum with one arm.

    persons: over the whole time, mean over the pairs; work: starts per 1,000 people and year; ties:
    of the Jobcenter at the stage that counts or above, last year, in %.
    """

    arm: str
    space: str
    persons: float
    work: Finding
    ties: float


def space_findings(comparison: Comparison) -> list[SpaceFinding]:
    """A row per Sozialraum and arm; none where no year was counted."""
    groups, base = comparison.groups, comparison.plan.base.name
    spaces = [s for s in comparison.plan.base.scenario.spaces if s in set(groups["group"])]
    mine = groups[groups["group"].isin(spaces)]
    # Starts are counted since month 0, people at the end of every year: about person-years.
    sums = mine.groupby(["group", "arm", "pair"])
    rates = 1000.0 * sums["integrations"].max() / sums["persons"].sum()
    gains, ties = comparison.gains, comparison.ties
    last = ties[ties["month"] > comparison.plan.months - _A_YEAR]
    stages = [c for c in map(str, ties.columns)
              if c.startswith("ties_at_") and int(c.rpartition("_")[2]) >= FORMS_STAGE]  # fmt: skip
    formed = (100.0 * last[stages].sum(axis=1)).groupby([last["arm"], last["sozialraum"]]).mean()
    people = gains[gains["dimension"] == "sozialraum"].groupby("group")["persons"].mean()
    rows = []
    for space in spaces:
        before = rates[space][base].sort_index().to_numpy()
        for arm in comparison.plan.others:
            after = rates[space][arm.name].sort_index().to_numpy()
            found = of_pairs(comparison, before, after, HEADLINES_OF[WORK].matters, len(spaces))
            if found is not None:
                share = float(formed.get((arm.name, space), float("nan")))
                heads = float(people.get(space, 0.0))
                rows.append(SpaceFinding(arm.name, space, heads, found, share))
    return rows
