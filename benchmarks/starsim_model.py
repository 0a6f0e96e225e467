"""The contract workload in Starsim: states over agents, draws by its distributions.

Starsim draws its own numbers (one stream per decision, common random numbers on, as it comes), so
histories agree within chance only. People start as in every other version.
"""

import os
from typing import Any

import numpy as np

os.environ.setdefault("STARSIM_INSTALL_FONTS", "0")  # Starsim downloads and installs none here

import starsim as ss

from benchmarks.columns import Months
from benchmarks.contract import COLUMNS, Begun, Contract
from model.streams import Decision
from model.vocabulary import N_BARRIERS

KINDS = {"f8": ss.FloatArr, "u1": ss.IntArr, "i4": ss.IntArr}
STATES = {c.name: KINDS[c.dtype] for c in COLUMNS if c.dtype in KINDS and not c.width}

DRAWN = [
    Decision.FEATURE_CHANGE,
    *(Decision.CONTACT, Decision.MISSED, Decision.RECOGNITION, Decision.REFERRAL),
    *(Decision.ARRIVE, Decision.DROP_OUT, Decision.MITIGATION),
    *(Decision.OFFER, Decision.CONTRACT, Decision.SEPARATION),
]


class Workload(Months, ss.Module):  # type: ignore[misc]
    """The workload as a module of a Starsim simulation."""

    def __init__(self, given: Contract) -> None:
        ss.Module.__init__(self, name="workload")
        self.prepare(given)
        self.has = [ss.BoolArr(f"has_{k}") for k in range(N_BARRIERS)]
        self.define_states(*self.has, *(kind(name) for name, kind in STATES.items()))
        for decision in DRAWN:
            setattr(self, f"draw_{decision}", ss.random(name=f"draw_{decision}"))

    def init_post(self) -> None:
        """Everybody as in the other versions."""
        super().init_post()
        self.everybody = self.sim.people.auids
        for k in range(N_BARRIERS):
            self.has[k][self.everybody] = self.given.people["has"][:, k] != 0
        for name in STATES:
            getattr(self, name)[self.everybody] = self.given.people[name]

    def draw(self, decision: Decision, rows: Any, slot: int = 0) -> Any:
        """Numbers of this month, of Starsim's streams."""
        return getattr(self, f"draw_{decision}").rvs(rows)

    def where(self, mask: Any) -> Any:
        """Identities of agents."""
        return self.everybody[mask]


def begin(given: Contract) -> Begun:
    """A run that starts with the people given; no people come back, as their draws are others."""
    workload = Workload(given)
    simulation = ss.Sim(
        n_agents=len(given.people),
        modules=[workload],
        dt=ss.months(1),
        start=0,
        dur=ss.months(given.months - 1),  # Starsim steps at both ends
        rand_seed=given.seed,
        verbose=0,
        copy_inputs=False,
    )
    simulation.init()
    return Begun(simulation.run, lambda: (np.array(workload.history), None))
