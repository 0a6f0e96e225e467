"""Joint treatment: what it does to the chance of a job, beyond the barriers that services remove.

While somebody is guided under a tie of stage 2 and more, the job hazard is multiplied by a factor,
net of the minutes that joint work takes: above 1 or below, and another for low-need people.
Afterwards it fades with one half-life. Both sides: ag_pe_2018, p50_iaw, ips_brinchmann;
carm_rct, working_well; ibbis_2021 and ips_ad_secondary (equal later on). Part of the process
service.
"""

import math

from model.barriers import open_barriers
from model.compiled import kernel, rule
from model.vocabulary import KOORDINATION


@rule
def joint_effect(stage, low_need, helped, low_need_helped):
    """What joint treatment adds to the log hazard of a job."""
    if stage < KOORDINATION:
        return 0.0
    return math.log(low_need_helped if low_need else helped)


@rule
def half_left(half_life):
    """What is left after a month of something that halves in `half_life` months."""
    return math.exp(math.log(0.5) / half_life)


@rule
def hands_over(state):
    """Largest chance of any form of cooperation that somebody is handed over."""
    most = 0.0
    for row in range(state.levers.shape[0]):
        most = max(most, state.levers[row].handover, state.levers[row].co_location)
    return most


@kernel
def forget_joint(state, first, end):
    """What joint treatment did to the chance of a job fades."""
    left = half_left(state.par[0].cooperation.joint_half_life)
    for i in range(first, end):
        state.people[i].joint *= left


@kernel
def treat_jointly(state, i, k):
    """Person i is in service k to which the person was guided: treated jointly, if the tie is."""
    person, par = state.people[i], state.par[0]
    tie = state.ties[
        person.sozialraum, state.place.pair_of[0, state.institutions[person.provider[k]].kind]
    ]
    effect = joint_effect(
        tie.stage,
        open_barriers(person) <= par.pipeline.low_need_below,
        par.cooperation.joint_job,
        par.cooperation.joint_job_low_need,
    )
    if effect != 0.0 and par.switches.joint_treatment > 0.0:
        person.joint = effect
