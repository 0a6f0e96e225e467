"""Elb: a person able to work and entitled to benefit (erwerbsfähig und leistungsberechtigt)."""

from model.reference.participant import Participant


class Elb(Participant):
    """One person with everything that a month brings.

    In the order of `model.schedule`:
    age_a_month (ageing) → be_weighed, meet_the_jobcenter (client) → be_referred (referred) →
    answer_offer, wait_on, use_services (served) → search, work, keep_counters (worker) → feel,
    be_observed (participant).
    """
