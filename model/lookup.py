"""Tables that bounds look up (model.skipping), worked out from parameters once per scenario.

Where a rule has several terms, the table is what the rule itself comes to at its ends, so that no
equation is written twice.
"""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from model.lowering import Group
from model.processes.casework import missed_chance
from model.processes.job_search import attention_effect, base_of, log_hazard
from model.processes.participation import HIGHEST, LOWEST
from model.skipping import SAFE
from model.skipping.appointments import TRUST_STEPS
from model.skipping.job_changes import TENURES
from model.skipping.offers import MINUTES
from model.skipping.staying import SPELLS
from model.vocabulary import LEVELS, MINI_JOB, N_BARRIERS, NO_JOB, SUBSIDISED


@dataclass(frozen=True, eq=False)
class Lookup(Group):
    """Tables of bounds; see the module docstring."""

    exit: Any  # (SPELLS,) largest hazard of an exit without a job, by months of receipt
    separation: Any  # (TENURES,) largest hazard of losing a job, by months in the job
    missed: Any  # (TRUST_STEPS + 1,) chance of missing an appointment, by steps of trust 0 … 1
    offer_top: Any  # (1,) largest log hazard of an offer but for barriers, minutes and season
    offer_barriers: Any  # (N_BARRIERS,) what barriers multiply it with at most, unmitigated
    offer_eased: Any  # (1,) what services that mitigated something multiply it with at most
    offer_minutes: Any  # (MINUTES + 1,) what minutes multiply it with at most, by steps of them


def lookup(par: Any) -> Lookup:
    """The tables of one set of parameters (a record of one record per topic)."""
    demography, employment = par["demography"], par["employment"]
    return Lookup(
        exit=_fading(demography, "exit_base", "exit_early", "exit_decay", SPELLS)
        * np.maximum(1.0, demography["exit_per_feature"]) ** N_BARRIERS,
        separation=_fading(
            employment, "separation", "separation_early", "separation_decay", TENURES
        )
        * np.maximum(1.0, employment["separation_per_barrier"]) ** N_BARRIERS
        * employment["contract_factor"].max(),
        missed=_missed(par["casework"]),
        offer_top=_offer_top(par),
        offer_barriers=np.exp(np.minimum(par["search"]["effect"], 0.0)) * SAFE,
        offer_eased=np.exp(np.maximum(par["search"]["retraining"], 0.0))[np.newaxis] * SAFE,
        offer_minutes=_offer_minutes(by_name(par["search"])),
    )


def _missed(par: Any) -> np.ndarray:
    rule = missed_chance.py_func  # type: ignore[attr-defined]
    trust = np.arange(TRUST_STEPS + 1) / TRUST_STEPS
    return np.array([rule(float(step), par["missed"], par["missed_trust"]) for step in trust])


def _offer_top(par: Any) -> np.ndarray:
    """The most that the rules themselves come to: what they add up is largest at some end."""
    search, older_from = by_name(par["search"]), float(par["casework"]["older_from"])
    base_rule, rule = base_of.py_func, log_hazard.py_func  # type: ignore[attr-defined]
    base = max(
        base_rule(pupil, level, employment, age, older_from, search)
        for pupil in (0, 1)
        for level in range(len(LEVELS))
        for employment in (NO_JOB, MINI_JOB, SUBSIDISED)
        for age in (older_from - 1.0, older_from)
    )
    base += max(0.0, search.small_child)
    barriers = float(np.maximum(search.effect, 0.0).sum())
    locked_in = -float(np.maximum(par["needs"]["lock_in"], 0.0).sum())
    felt = [
        rule(
            base,
            barriers,
            motivation,
            search.motivation,
            participation,
            search.participation_mean,
            feedback,
            engagement,
            search.information,
            locked_in,
            0.0,
        )
        for motivation in (0.0, 1.0)
        for participation in (LOWEST, HIGHEST)
        for feedback in (0.0, search.participation)
        for engagement in (0.0, 1.0)
    ]
    return np.array([max(felt)])


def _offer_minutes(search: Any) -> np.ndarray:
    """What minutes multiply the hazard with, at the upper end of every step; no end of the last."""
    rule = attention_effect.py_func  # type: ignore[attr-defined]
    steepest = max(search.attention_near, search.attention_far, 0.0)
    most = [np.exp(rule(until, steepest, search)) * SAFE for until in MINUTES]
    return np.array([*most, np.inf])


def by_name(record: Any) -> SimpleNamespace:
    """A record with fields as attributes, as rules read them."""
    return SimpleNamespace(**{name: record[name] for name in record.dtype.names})


def _fading(par: Any, base: str, early: str, decay: str, months: int) -> np.ndarray:
    """Base + early · exp(−month / decay), or more if that rises: each value good for all later."""
    hazard: np.ndarray = par[base] + par[early] * np.exp(-np.arange(months) / par[decay])
    return np.maximum.accumulate(hazard[::-1])[::-1] * SAFE
