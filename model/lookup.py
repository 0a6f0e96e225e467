"""What follows from parameters alone and is looked up in loops, worked out once per scenario.

`job_effect` holds the values of a rule for every kind of job, `missed` those of a rule at steps of
trust, `first_need` the order of needs. All others are *ceilings*: a chance
1 − exp(−h) is never above h, and h never above its ceiling, so a draw above the ceiling decides
without working out the chance. Ceilings save time and change no result.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from model.lowering import Group
from model.processes.casework import TRUST_STEPS, missed_chance
from model.processes.employment import TENURES
from model.processes.exits import SPELLS
from model.processes.job_effects import job_effect
from model.processes.job_search import EXP_FROM, EXP_STEPS, EXP_UNTIL, MINUTES
from model.processes.participation import HIGHEST, LOWEST
from model.vocabulary import CONTRACTS, EMPLOYMENTS, N_BARRIERS, N_NEEDS

SAFE = 1.0 + 1.0e-9  # so that rounding never lets a ceiling fall below what it covers


@dataclass(frozen=True, eq=False)
class Lookup(Group):
    """Tables that loops look up; see the module docstring."""

    job_effect: Any  # (kinds of employment × contracts × 2 × 2,) see job_effects.kind_of_job
    exit: Any  # (SPELLS,) largest hazard of an exit without a job, by months of receipt
    separation: Any  # (TENURES,) largest hazard of losing a job, by months in the job
    separation_share: Any  # (barriers present × contracts,) share of it that can be reached
    missed: Any  # (TRUST_STEPS + 1,) chance of missing an appointment, by steps of trust 0 … 1
    search_top: Any  # (1,) largest log hazard of an offer but for barriers, minutes and season
    search_barriers: Any  # (1,) most that barriers add, whatever is mitigated
    search_factors: Any  # (N_BARRIERS,) what barriers multiply the hazard with, unmitigated
    search_eased: Any  # (1,) most that they multiply it with, whatever is mitigated
    attention: Any  # (MINUTES + 1,) what minutes add to it, at the upper end of every minute
    attention_factor: Any  # (MINUTES + 1,) what they multiply the hazard with
    exp: Any  # (EXP_LAST + 1,) exponential at the upper end of every step
    first_need: Any  # (2**N_NEEDS,) which of some needs (bits) comes first, see first_needs


def lookup(par: Any) -> Lookup:
    """The tables of one set of parameters (a record of one record per topic)."""
    demography, employment, search = par["demography"], par["employment"], par["search"]
    most_barriers = np.maximum(search["effect"], 0.0).sum(keepdims=True)
    attention = np.append(
        np.maximum(0.0, search["attention"])
        * np.log1p(np.arange(1.0, MINUTES + 1.0) / search["attention_scale"])
        * SAFE,
        np.inf,
    )
    return Lookup(
        job_effect=_job_effects(par["participation"], bool(par["switches"]["insecure_jobs"] > 0)),
        exit=_fading(demography, "exit_base", "exit_early", "exit_decay", SPELLS)
        * np.maximum(1.0, demography["exit_per_feature"]) ** N_BARRIERS,
        separation=_fading(
            employment, "separation", "separation_early", "separation_decay", TENURES
        )
        * np.maximum(1.0, employment["separation_per_barrier"]) ** N_BARRIERS
        * employment["contract_factor"].max(),
        separation_share=_separation_share(employment),
        missed=_missed(par["casework"]),
        search_top=_search_top(search, par["needs"]["lock_in"]),
        search_barriers=most_barriers,
        search_factors=np.exp(search["effect"]) * SAFE,
        search_eased=np.exp(most_barriers) * SAFE,
        attention=attention,
        attention_factor=np.exp(attention) * SAFE,
        exp=np.append(
            np.exp(np.arange(EXP_FROM, EXP_UNTIL, 1.0 / EXP_STEPS) + 1.0 / EXP_STEPS) * SAFE, np.inf
        ),
        first_need=first_needs(par["needs"]["priority"]),
    )


def first_needs(priority: np.ndarray) -> np.ndarray:
    """Of any needs (bits) that which comes first, as `referral.next_need`; N_NEEDS of none."""
    first = np.full(1 << N_NEEDS, N_NEEDS, np.uint8)
    for k in sorted(range(N_NEEDS), key=lambda k: (priority[k], k), reverse=True):
        first.reshape(-1, 2, 1 << k)[:, 1] = k  # wherever bit k is set; who comes first is last
    return first


def _separation_share(par: Any) -> np.ndarray:
    """What a person's barriers and contract leave of the hazard with all of them and the worst."""
    factors, barriers = par["contract_factor"], np.arange(N_BARRIERS + 1)
    by_barriers = np.maximum(1.0, par["separation_per_barrier"]) ** (barriers - float(N_BARRIERS))
    by_contract = factors / factors.max() if factors.max() > 0.0 else np.ones(len(CONTRACTS))
    share: np.ndarray = np.outer(by_barriers, by_contract).ravel() * SAFE
    return share


def _missed(par: Any) -> np.ndarray:
    rule = missed_chance.py_func  # type: ignore[attr-defined]
    trust = np.arange(TRUST_STEPS + 1) / TRUST_STEPS
    return np.array([rule(float(step), par["missed"], par["missed_trust"]) for step in trust])


def _search_top(par: Any, lock_in: np.ndarray) -> np.ndarray:
    """Motivation and engagement lie within 0 and 1, participation within 1 and 10."""
    bases = max(par["base"], par["base_pupil"], par["base_training"])
    additions = max(0.0, par["mini_job"], par["subsidised"])
    additions += max(0.0, par["older"]) + max(0.0, par["small_child"])
    felt = 0.5 * (abs(par["motivation"]) + abs(par["information"]))
    away = max(abs(end - par["participation_mean"]) for end in (LOWEST, HIGHEST))
    felt += abs(par["participation"]) * away + np.maximum(lock_in, 0.0).sum()
    return np.array([bases + additions + felt])


def _fading(par: Any, base: str, early: str, decay: str, months: int) -> np.ndarray:
    """Base + early · exp(−month / decay), or more if that rises: each value good for all later."""
    hazard: np.ndarray = par[base] + par[early] * np.exp(-np.arange(months) / par[decay])
    return np.maximum.accumulate(hazard[::-1])[::-1] * SAFE


def _job_effects(par: Any, insecure: bool) -> np.ndarray:
    rule = job_effect.py_func  # type: ignore[attr-defined]
    sizes = (
        par["permanent"],
        par["fixed_term"],
        par["temp"],
        par["self_employed"],
        par["subsidised"],
        par["mini_job"],
        par["training"],
        par["in_receipt"],
    )
    return np.array(
        [
            rule(employment, contract, receipt, young, insecure, *sizes)
            for employment in range(len(EMPLOYMENTS))
            for contract in range(len(CONTRACTS))
            for receipt in (0, 1)
            for young in (0, 1)
        ]
    )
