"""What theory says about a queue with c places: Erlang-C, and the same queue month by month."""

import math
from typing import NamedTuple

import numpy as np
from scipy import stats


class Theory(NamedTuple):
    """Mean wait, share of customers who wait at all, mean number waiting."""

    wait: float
    waits: float
    queue: float


def erlang_c(places: int, arrivals: float, leaving: float) -> Theory:
    """M/M/c in continuous time: arrivals and leaving as rates per month."""
    load = arrivals / leaving
    terms = [load**n / math.factorial(n) for n in range(places)]
    last = load**places / math.factorial(places) / (1.0 - load / places)
    waits = last / (sum(terms) + last)
    wait = waits / (places * leaving - arrivals)
    return Theory(wait, waits, arrivals * wait)


def by_month(places: int, arrivals: float, leaving: float, most: int = 250) -> Theory:
    """The same queue in months: Poisson arrivals at its beginning, then places are filled, then
    everybody served leaves with a chance. Exact stationary values of the Markov chain of the number
    in the system, cut off at `most`.
    """
    numbers = np.arange(most)
    came = stats.poisson.pmf(numbers, arrivals)
    after_arrivals = np.zeros((most, most))  # row: before, column: after
    for n in numbers:
        after_arrivals[n, n:] = came[: most - n]
        after_arrivals[n, -1] += 1.0 - after_arrivals[n].sum()
    after_service = np.zeros((most, most))
    for n in numbers:
        served = min(n, places)
        gone = np.arange(served + 1)
        after_service[n, n - gone] = stats.binom.pmf(gone, served, leaving)
    step = after_arrivals @ after_service
    # Left eigenvector to the eigenvalue 1: π (P − I) = 0, with Σ π = 1 in place of the last line.
    system = step.T - np.eye(most)
    system[-1] = 1.0
    before = np.linalg.solve(system, np.append(np.zeros(most - 1), 1.0))
    queue = float(before @ after_arrivals @ np.maximum(0, numbers - places))
    # Of those who came, the last ones wait: as many as exceed the places, at most all.
    over = np.maximum(0, numbers[:, None] + numbers[None, :] - places)
    waiting_new = float(before @ (np.minimum(over, numbers[None, :]) @ came))
    return Theory(queue / arrivals, waiting_new / arrivals, queue)
