"""Members that join on paper only are treated as no members."""

import numpy as np
from testkit.model_worlds import changed
from testkit.places import oberhausen

from model.build import join, parameter_records
from model.columns import INSTITUTIONS, as_records
from model.scenario import resolve
from model.vocabulary import MEMBERSHIPS


def members(share: float, seed: int = 1) -> np.ndarray:
    scenario = changed(resolve("production-network"), {"cooperation.active_members": share})
    institutions = as_records(INSTITUTIONS, oberhausen().institutions)
    join(institutions, oberhausen(), seed, parameter_records(scenario))
    return np.array(institutions["membership"])


def test_how_many_join_follows_the_share() -> None:
    kinds = oberhausen().institutions.kind
    named = np.array([MEMBERSHIPS.index(oberhausen().kinds[kind].membership) for kind in kinds])
    assert (members(1.0) == named).all()
    alone = members(0.0)
    assert alone[0] == named[0] > 0, "the Jobcenter always joins"
    assert not alone[1:].any()
    shares = [(members(0.7, seed)[1:] > 0).sum() / (named[1:] > 0).sum() for seed in range(40)]
    assert abs(float(np.mean(shares)) - 0.7) < 0.04


def test_who_joins_depends_on_the_seed_and_more_join_as_the_share_grows() -> None:
    some, more = members(0.5) > 0, members(0.8) > 0
    assert (more | ~some).all()
    assert more.sum() > some.sum()
    assert (members(0.5, 2) != members(0.5, 3)).any()
