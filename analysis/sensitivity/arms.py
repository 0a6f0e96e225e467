"""The evaluator that runs the model: all arms at one point of the parameter space, under one seed.

A point that changes parameters is a world of its own and would need its own forty years of burn-in.
`settling` says how it comes to rest instead:

    own         the whole burn-in of its own: exact, and dear
    resettled   the population that has settled under the shipped values lives for five more years
                under the values of the point, with the seed of the run (the default)
    none        the shipped burn-in as it is: values change at month 0. Right for what a city
                would change then (staff, switches of mechanisms), wrong for what it is like

How far `resettled` is from `own` has been measured: see README.md in this folder.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from analysis.measures.outcomes import outcomes_of
from analysis.sensitivity.factors import settings_of
from model.scenario import Scenario, resolve

type Settling = Literal["own", "resettled", "none"]
SETTLINGS: tuple[Settling, ...] = ("own", "resettled", "none")
MIX = "mix"  # factor: 0 the first arm's levers, 1 the second's


@dataclass(frozen=True)
class Arms:
    """Runs the arms at a point. Picklable; call it with the values of a point and a seed.

    arms: (name, arrangement), the base first; changes: set in every arm at every point.
    """

    arms: tuple[tuple[str, str], ...]
    place: str | None = None
    months: int = 96
    changes: Mapping[str, object] = field(default_factory=dict)
    settling: Settling = "resettled"

    def __call__(self, values: Mapping[str, float], seed: int) -> dict[str, dict[str, float]]:
        """Outcomes of every arm. Raises InputError if the values cannot be set."""
        from model.simulate import simulate

        scenarios = {name: self.scenario(name, values) for name, _ in self.arms}
        start = self._start(next(iter(scenarios.values())), seed)
        found = {}
        for name, scenario in scenarios.items():
            run: Any = simulate(scenario, seed, months=self.months, start=start)
            found[name] = outcomes_of(run)
        return found

    def scenario(self, arm: str, values: Mapping[str, float]) -> Scenario:
        """One arm at a point: parameters in every arm, levers in every arm but the first."""
        reference = dict(self.arms)[arm]
        first = arm == self.arms[0][0]
        own = {
            name: value
            for name, value in values.items()
            if name != MIX and not (first and name.startswith("levers."))
        }
        scenario = resolve(reference, self.place, {**self.changes, **settings_of(own)})
        if MIX in values and not first:
            base = resolve(self.arms[0][1], self.place, self.changes)
            scenario = mixed_levers(base, scenario, values[MIX])
        return scenario

    def _start(self, scenario: Scenario, seed: int) -> Any:

        shipped = resolve(self.arms[0][1], self.place, self.changes)
        if self.settling == "own" or shipped.world_hash == scenario.world_hash:
            return _own(scenario, seed)
        if self.settling == "none":
            return _own(shipped, seed)
        return resettled(shipped, scenario, seed)


def mixed_levers(base: Scenario, other: Scenario, share: float) -> Scenario:
    """`other` with the levers of its first form moved towards those of `base`; share 1 is other.

    Levers that count or name something (stages, services, codes) take the nearest whole number;
    codes are those of `other` as soon as anything of it is there.
    """
    low, high = base.forms[0].levers, other.forms[0].levers
    mixed = {}
    for name, value in high.items():
        unit = other.parameters[f"levers.{name}"].unit
        between = low[name] + share * (value - low[name])
        if unit == "code":
            between = value if share > 0.0 else low[name]
        elif unit in ("stage", "services", "months"):
            between = round(between)
        mixed[name] = float(between)
    form = replace(other.forms[0], levers=mixed)
    return replace(other, forms=(form, *other.forms[1:]))


@lru_cache(maxsize=2)
def _own(scenario: Scenario, seed: int) -> Any:
    from model.simulate import burn_in

    return burn_in(scenario, seed)


def resettled(shipped: Scenario, scenario: Scenario, seed: int) -> Any:
    """The settled population of the shipped world after five years under another one's values."""
    import numpy as np

    from model.build import arranged, redrawn_sites
    from model.state import grown
    from model.stationary import MIXING, join_cohort, run_months, settled, under_status_quo

    rest = settled(shipped)
    own = grown(rest, len(rest.people), len(rest.households))
    for name in ("size", "institutions", "ties", "market", "spaces", "tally"):
        own = own._replace(**{name: getattr(own, name).copy()})
    own = own._replace(seed=np.array([seed], np.uint64))
    redrawn_sites(own.institutions, seed)
    own = arranged(own, under_status_quo(scenario))
    return join_cohort(run_months(own, -MIXING, 0))
