"""The reference model: agents that act, in the order of `model.schedule.SCHEDULE`.

    model = ReferenceModel(resolve("siloed"), seed=1)
    model.step()
    model.agents_by_type[Elb].agg("participation", np.mean)

A process of the schedule is a method of the same name here that lets the agents act; without one,
everybody lives a month by the rule for one person that the process declares (`model.declared`).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import mesa

from model.build import build
from model.population import load_place
from model.processes import arrivals, labour_demand, planning
from model.reference.elb import Elb
from model.reference.household import Bedarfsgemeinschaft
from model.reference.institution import Institution, Jobcenter
from model.reference.market import Market
from model.reference.reading import read_world
from model.reference.rules import of_one, uncompiled
from model.reference.sozialraum import FormOfCooperation, Sozialraum
from model.scenario import Scenario
from model.schedule import SCHEDULE, Process
from model.state import FOR_GOOD, State
from model.streams import Decision, stream_key_python, uniform_python
from model.tally import FIXED
from model.vocabulary import PURSES

ARRIVALS, DEMAND, PLANNING = map(uncompiled, (arrivals, labour_demand, planning))


class Keys(dict[int, int]):
    """Decision → key of its draws in one month, worked out when it is first asked for."""

    def __init__(self, seed: int, month: int) -> None:
        super().__init__()
        self.seed, self.month = seed, month

    def __missing__(self, decision: int) -> int:
        self[decision] = stream_key_python(self.seed, decision, self.month)
        return self[decision]


class ReferenceModel(mesa.Model):  # type: ignore[misc]
    """A world of agents.

    `scenario_`: what is simulated; `start`: a world to begin from (left as it is), the place at the
    beginning of `month` if None. `month` counts from there; `tally` counts the month's events, in
    the integers of model.tally, until it is emptied.
    """

    def __init__(
        self, scenario_: Scenario, seed: int, start: State | None = None, month: int = 0
    ) -> None:
        super().__init__(rng=seed)
        self.seed = seed
        self.month = month
        self.par: Any = None
        self.levers: list[Any] = []
        self.forms: list[FormOfCooperation] = []
        self.sees: list[float] = []
        self.kinds_serving: list[list[int]] = []
        self.pair_with_jobcenter: list[int] = []
        self.frailty: list[float] = []
        self.but_kind = 0
        self.nearby_kinds, self.onlookers = list[int](), list[int]()
        self.nearby_places: list[float] = []
        self.arriving: Sequence[tuple[Any, list[Any]]] = []
        self.tally: Counter[str] = Counter()
        self.spaces: list[Sozialraum] = []
        self.institutions: list[Institution] = []
        self.market: list[Market] = []
        self.households: list[Bedarfsgemeinschaft] = []
        self.keys = Keys(seed, month)
        self.keys_for_life = Keys(seed, 0)
        if start is None:
            initial = load_place(scenario_.place_folder).initial
            rows = len(initial.people.age), len(initial.households.size)
            start = build(scenario_, seed, month, *rows)
        read_world(self, start)

    def draw(self, decision: Decision, identity: int, slot: int = 0) -> float:
        """Luck of this month that belongs to no person."""
        return uniform_python(self.keys[decision], identity, slot)

    def step(self) -> None:
        """One month: the processes of the schedule in their order."""
        self.keys = Keys(self.seed, self.month)
        for process in SCHEDULE:
            self.live(process)
        self.month += 1

    def live(self, process: Process) -> None:
        """A month of one process."""
        by_hand = getattr(self, process.name, None)
        if by_hand is not None:
            by_hand()
            return
        for step in process.steps:
            rule, decisions = of_one(step.loop)
            keys = [self.keys[decision] for decision in decisions]
            for elb in self.people:
                rule(elb, elb.levers, self.par, *keys)

    @property
    def people(self) -> Iterable[Elb]:
        """Everybody followed, household by household."""
        return (member for household in self.households for member in household.members)

    @property
    def calendar_month(self) -> int:
        """Calendar month 1–12."""
        value: int = DEMAND.calendar_month(self.month, int(self.par.market.first_calendar_month))
        return value

    @property
    def hands_over(self) -> bool:
        """True if some form of cooperation hands people over."""
        return any(row.handover > 0.0 or row.co_location > 0.0 for row in self.levers)

    @property
    def jobcenter(self) -> Jobcenter:
        """The Jobcenter."""
        first = self.institutions[0]
        assert isinstance(first, Jobcenter)
        return first

    def partners(self) -> list[Institution]:
        """All institutions but the Jobcenter."""
        return self.institutions[1:]

    def stock(self) -> int:
        """Persons in receipt when the month's casework began."""
        return sum(space.stock for space in self.spaces)

    def season(self, amplitude: float, peak: float) -> float:
        """Seasonal deviation of this month."""
        value: float = DEMAND.seasonal(amplitude, self.calendar_month, peak)
        return value

    def forget(self, months_out: int) -> None:
        """Burn-in only: households leave the world that nobody will come back from.

        Those in receipt come first then (see `model.state.forget`).
        """
        kept = []
        for household in self.households:
            some_left = any(member.absence not in FOR_GOOD for member in household.members)
            if household.receipt or (household.months_out < months_out and some_left):
                kept.append(household)
                continue
            for member in household.members:
                member.remove()
            household.remove()
        self.households = sorted(kept, key=lambda household: not household.receipt)

    def join_cohort(self) -> None:
        """Month 0 begins: everybody in receipt belongs to the fixed cohort; counts are emptied."""
        for elb in self.people:
            elb.join_cohort()
        self.tally.clear()

    # The processes, by the names of the schedule.

    def demography(self) -> None:
        """Everybody grows older; households arrive."""
        for household in self.households:
            household.pass_a_month()
        expected = self.par.place.arrivals_per_month
        luck = (self.draw(Decision.ARRIVAL_COUNT, 0, slot) for slot in (0, 1))
        for slot in range(ARRIVALS.arrivals_count(expected, *luck)):
            listed = int(self.draw(Decision.ARRIVAL_TEMPLATE, slot) * len(self.arriving))
            self.welcome(*self.arriving[listed], ARRIVALS.arrival_id(self.month, slot))

    def welcome(self, listed: Any, members: list[Any], identity: int) -> None:
        """A household of the list arrives, its members numbered from `identity`."""
        household = Bedarfsgemeinschaft(self, self.spaces[listed.sozialraum])
        household.enter(listed)
        for number, member in enumerate(members):
            elb = Elb(self, household)
            elb.enter(member, identity + number)
            household.members.append(elb)
        self.households.append(household)

    def labour_demand(self) -> None:
        """Hires open at every level."""
        for market in self.market:
            market.open_hires()

    def casework(self) -> None:
        """Minutes, attention, contacts."""
        for space in self.spaces:
            space.frame()
        for elb in self.people:
            elb.be_weighed()
        self.jobcenter.share_minutes()
        for elb in self.people:
            elb.meet_the_jobcenter()

    def referral(self) -> None:
        """Recognised needs are sent to services."""
        for space in self.spaces:
            space.hold_conference()
        for elb in self.people:
            elb.be_referred()

    def admission(self) -> None:
        """Finite places, queues, arrival."""
        for institution in self.institutions:
            institution.open_up()
            institution.forget_last_month()
            if not institution.is_jobcenter:
                institution.be_used_by_others()
        for elb in self.people:
            elb.stand_in_line()
        for institution in self.institutions:
            institution.admit()

    def service(self) -> None:
        """Waiting goes on, and services under way."""
        for elb in self.people:
            elb.wait_on()
            elb.use_services()

    def job_search(self) -> None:
        """Offers to everybody who looks for work."""
        par = self.par.search
        season = self.season(par.season, par.season_peak)
        for market in self.market:
            market.begin_search()
        for elb in self.people:
            elb.search(season)

    def matching(self) -> None:
        """Offers are thinned to what the market takes."""
        for market in self.market:
            market.match()

    def employment(self) -> None:
        """Jobs, income and receipt."""
        for household in self.households:
            household.work_and_claim()

    def participation(self) -> None:
        """BuT of families, then what everybody feels."""
        for household in self.households:
            household.stop_but_if_not_eligible()
        users = sum(household.but for household in self.households)
        free = max(0.0, 1.0 - users / max(1.0, self.par.place.but_places))
        for space in self.spaces:
            space.but_free = free
        self.tally["but_households"] += users
        for household in self.households:
            self.tally["family_households"] += bool(household.receipt and household.family)
            household.use_but(free)
        self.live_nearby()
        for elb in self.people:
            elb.feel()

    def live_nearby(self) -> None:
        """Households use what the neighbourhood offers, as far as there are places."""
        for household in self.households:
            household.keep_using()
        for space in self.spaces:
            space.share_nearby()
        for household in self.households:
            household.use_nearby()

    def cooperation(self) -> None:
        """Turnover of contact persons, then every tie."""
        for institution in self.institutions:
            institution.maybe_lose_contact_person()
        trust, ties = 0.0, 0
        for space in self.spaces:
            space.tend_ties()
            for tie in space.ties:
                if tie.exists and tie.with_jobcenter:
                    trust += tie.trust
                    ties += 1
        self.tally["tie_trust"] += int(trust / max(1, ties) * FIXED)

    def planning(self) -> None:
        """Reflection every month; once a year places move within a purse."""
        for space in self.spaces:
            space.reflect()
        if (self.month + 1) % planning.MONTHS == 0 and self.par.switches.planning > 0.0:
            for purse in range(len(PURSES)):
                self.move_places(purse)

    def move_places(self, purse: int) -> None:
        """Places of a purse move from members with short queues to members with long ones."""
        shares = {p: p.share_to_give() for p in self.partners()}
        own = [p for p, share in shares.items() if PLANNING.plans(p, purse, share)]
        queue, places = 0.0, 0.0
        for p in own:
            queue += p.queue
            places += p.planned_places
        mean, given, minutes, beyond = PLANNING.load(queue, places), 0.0, 0.0, 0.0
        excess = {p: p.queue - mean * p.planned_places for p in own}
        for p in own:
            beyond += max(0.0, excess[p])
            if excess[p] < 0.0:
                given += p.planned_places * shares[p]
                minutes += p.minutes * shares[p]
        for p in own if given > 0.0 and beyond > 0.0 else ():
            part, kept = max(0.0, excess[p]) / beyond, 1.0 - shares[p] * (excess[p] < 0.0)
            p.planned_places = p.planned_places * kept + given * part
            p.minutes = p.minutes * kept + minutes * part

    def observation(self) -> None:
        """Count the month."""
        year_ends = (self.month + 1) % 12 == 0
        for elb in self.people:
            elb.be_observed(year_ends)
