"""The same queue in Ciw, a library that simulates queues event by event: written independently.

A month's customers come together at its beginning. A service of n months ends a moment before the
n-th beginning of a month after it began, so that its place is free for whoever comes then.
"""

from typing import Any

import numpy as np

from testkit.queue_world import Measured

MOMENT = 1e-7  # of a month
HALF = 0.5  # of a month: somebody who gives up does so between two months
BATCHES = 40
SETTLING = 0.05  # of the time, left out at the beginning


def lengths(duration: int, leaving: float) -> tuple[list[int], list[float]]:
    """Months of a service that runs for `duration` unless it is broken off, and their chances."""
    months = list(range(1, duration + 1))
    chances = [leaving * (1.0 - leaving) ** (month - 1) for month in months]
    chances[-1] = (1.0 - leaving) ** (duration - 1)
    return months, chances


def ciw_queue(
    places: int,
    arrivals: float,
    service: tuple[list[int], list[float]],
    months: int,
    seed: int,
    give_up: int | None = None,
) -> dict[str, Measured]:
    """Mean wait, share that waits and share that leaves, with errors from batches of time.

    service: months and their chances; give_up: months waited after which a customer leaves.
    """
    import ciw  # not at the top: only this test needs it

    patience = [ciw.dists.Deterministic(give_up + HALF)] if give_up is not None else None
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Deterministic(1.0)],
        batching_distributions=[ciw.dists.Poisson(arrivals)],
        service_distributions=[ciw.dists.Pmf([n - MOMENT for n in service[0]], service[1])],
        number_of_servers=[places],
        reneging_time_distributions=patience,
    )
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(float(months))
    return _measured(simulation.get_all_records(), months)


def _measured(records: Any, months: int) -> dict[str, Measured]:
    came = np.array([record.arrival_date for record in records])
    waited = np.rint([record.waiting_time for record in records])
    served = np.array([record.record_type == "service" for record in records])
    batch = (BATCHES * (came / months - SETTLING) / (1.0 - SETTLING)).astype(int)
    batch[came < SETTLING * months] = -1
    found: dict[str, list[float]] = {"wait": [], "waits": [], "leaves": []}
    for number in range(BATCHES):
        within = batch == number
        began = within & served
        found["wait"].append(waited[began].mean())
        found["waits"].append((waited[began] > 0).mean())
        found["leaves"].append(1.0 - began.sum() / within.sum())
    return {
        name: Measured(float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(BATCHES)))
        for name, values in found.items()
    }
