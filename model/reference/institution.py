"""Institutions: places, queue, minutes, and what they contribute to cooperation."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import mesa

from model.processes import (
    appointments,
    cooperation,
    minutes,
    others,
    places,
    planning,
    providers,
    queues,
    reach,
)
from model.reference.around import Someone, Space, World
from model.reference.attributes import OfInstitution
from model.reference.rules import uncompiled
from model.streams import Decision, uniform_python
from model.tally import FIXED
from model.vocabulary import FEDERAL, MUNICIPAL

PLACES, COOPERATION, PLANNING, PROVIDERS = map(
    uncompiled, (places, cooperation, planning, providers)
)
MINUTES, OTHERS, APPOINTMENTS, REACH = map(uncompiled, (minutes, others, appointments, reach))
PURSES = {FEDERAL: "minutes_federal", MUNICIPAL: "minutes_municipal"}


def pay(tally: "Counter[str]", purse: int, minutes: int) -> None:
    """Book minutes with the purse that pays them."""
    tally[PURSES.get(purse, "minutes_health")] += minutes
    tally["minutes_total"] += minutes


class Institution(OfInstitution, mesa.Agent):  # type: ignore[misc]
    """A partner of the Jobcenter: every column of `model.columns.INSTITUTIONS`.

    `sozialraum` is None for city-wide institutions. `waiting`: those in the queue this month.
    """

    model: World
    is_jobcenter = False

    def __init__(self, model: World, index: int, sozialraum: Space | None) -> None:
        super().__init__(model)
        self.index = index
        self.sozialraum = sozialraum
        self.waiting: list[tuple[Someone, int]] = []

    def is_member(self, levers: Any) -> bool:
        """True if the form of cooperation makes this institution a member."""
        return bool(REACH.is_member(self, levers))

    def takes_part(self, levers: Any) -> bool:
        """True for members."""
        return self.is_member(levers)

    def attendance(self, levers: Any) -> float:
        """Chance to be at a conference."""
        if self.is_member(levers):
            chance = COOPERATION.member_attendance(levers.bindingness, self.cooperation_minutes)
            return float(chance)
        return float(self.model.par.cooperation.open_attendance)

    def load(self) -> float:
        """Persons waiting per place."""
        value: float = PLANNING.load(self.queue, self.places)
        return value

    def share_to_give(self) -> float:
        """Share of its places that planning may move away in a year."""
        here = self.model.spaces if self.sozialraum is None else [self.sozialraum]
        total = 0.0
        for space in here:
            reach = space.tie_with_jobcenter(self.kind).reach
            total += PLANNING.planned_share(space.levers, space.reflection, reach)
        return total / max(1, len(here))

    def maybe_lose_contact_person(self) -> None:
        """A contact person leaves by chance; one departure raises the chance of the next."""
        par = self.model.par.cooperation
        contagion = par.turnover_contagion * self.model.par.switches.clustered_turnover
        chance = COOPERATION.turnover_chance(par.turnover, contagion, self.left)
        luck = uniform_python(self.model.keys[Decision.TURNOVER], self.index, 0)
        self.left = int(luck < chance)

    def parts(self) -> Iterator[tuple[Space, float]]:
        """Sozialräume this institution works in, with its share: by stock if city-wide."""
        if self.sozialraum is not None:
            yield self.sozialraum, 1.0
            return
        stock = self.model.stock()
        for space in self.model.spaces:
            yield space, space.stock / max(1, stock)

    def open_up(self) -> None:
        """Places of the month and the minutes behind them: coordination takes its share."""
        reserved, coordination = 0.0, 0.0
        for space, share in self.parts():
            levers = space.levers
            if not self.is_member(levers):
                continue
            coordination += share * space.partners
            kept = levers.resources_from_places
            if levers.chain_mode == places.FIXED_MODE:
                kept = max(kept, levers.reserved_share)
            reserved += share * kept * space.tie_with_jobcenter(self.kind).reach
        par = self.model.par
        self.coordination = coordination
        self.open_places = PLACES.places_open(
            self.planned_places, coordination, par.pipeline.fixed_minutes_share
        )
        self.reserved = int(self.open_places * reserved)
        if par.switches.finite_places < 0.5:
            self.open_places = places.ENDLESS
        self.book_minutes(coordination)

    def book_minutes(self, coordination: float) -> None:
        """Minutes for services and for coordination."""
        tally = self.model.tally
        tally["minutes_partners"] += int(self.minutes * (1.0 - coordination) * FIXED)
        tally["minutes_coordination"] += int(self.minutes * coordination * FIXED)
        pay(tally, self.purse, int(self.minutes * FIXED))

    def forget_last_month(self) -> None:
        """Begin to count who waits and who is served."""
        self.queue = self.used = self.used_guided = 0
        self.waiting = []

    def be_used_by_others(self) -> None:
        """Other clients end their services and ask for places; held places become free."""
        model, par = self.model, self.model.par
        held = OTHERS.longest_held(self.serves, par.needs)
        if self.held > 0:
            luck = model.draw(others.OTHER_CLIENTS, self.index, others.LEAVE_HELD)
            self.held -= OTHERS.rounded(self.held / max(1.0, held), luck)
        if self.place_class <= others.NO_CLASS or par.switches.other_clients <= 0.0:
            return
        stay = OTHERS.stay_at(self.serves, par.needs)
        luck = model.draw(others.OTHER_CLIENTS, self.index, others.END)
        ended = OTHERS.rounded(self.others / stay, luck)
        self.others -= ended
        share = par.demand.others[self.place_class]
        self.demand = share * self.places / stay / par.pipeline.kept
        asked = OTHERS.poisson(
            self.demand,
            model.draw(others.OTHER_CLIENTS, self.index, others.COME),
            model.draw(others.OTHER_CLIENTS, self.index, others.COME_AGAIN),
        )
        self.others_waiting += asked
        model.tally["others_asked"] += asked
        model.tally["others_ended"] += ended

    def serve_others(self) -> None:
        """Other clients take their part of the free places."""
        model, par = self.model, self.model.par
        if self.others_waiting <= 0:
            return
        wait = OTHERS.wait_of_others(self.others_waiting, self.demand)
        ahead = sum(
            elb.place_in_queue(need) < queues.LAST_ORDER - wait for elb, need in self.waiting
        )
        chance = APPOINTMENTS.arrival_chance(
            par.pipeline.kept,
            1.0,
            wait * par.pipeline.weeks_per_month * par.switches.wait_decay,
            par.pipeline.week_odds,
            0.5,
            0.0,
            0.0,
        )
        people = len(self.waiting) - ahead
        free = OTHERS.free_places(self)
        part = OTHERS.places_for_others(free, ahead, self.others_waiting, people)
        part = min(part, self.others_waiting * chance)
        luck = model.draw(others.OTHER_CLIENTS, self.index, others.BEGIN)
        begun = min(OTHERS.rounded(part, luck), free, self.others_waiting)
        luck = model.draw(others.OTHER_CLIENTS, self.index, others.MISS)
        offered = min(self.others_waiting, max(begun, OTHERS.rounded(begun / chance, luck)))
        self.others += begun
        self.others_waiting -= offered
        model.tally["others_begun"] += begun
        model.tally["others_missed"] += offered - begun

    def has_room(self, guided: bool) -> bool:
        """True if there is a place; reserved places are for guided persons."""
        taken = self.used + self.others + self.held
        if taken >= self.open_places:
            return False
        regular = taken - self.used_guided
        return guided or regular < self.open_places - self.reserved

    def admit(self) -> None:
        """Offer places along the queue: longest waiting first, then by id and need."""
        self.stood = self.queue
        self.serve_others()
        self.model.tally["others_waiting"] += self.others_waiting

        def turn(entry: tuple[Someone, int]) -> tuple[int, int, int]:
            elb, need = entry
            return elb.place_in_queue(need), elb.id, need

        for elb, need in sorted(self.waiting, key=turn):
            guided = elb.guided(need)
            if not self.has_room(guided):
                continue
            if elb.is_refused(need):
                self.model.tally["refusals"] += 1
            elif elb.answer_offer(need):
                self.used += 1
                self.used_guided += guided
                self.queue -= 1
        par = self.model.par
        PROVIDERS.open_queue(self, OTHERS.stay_at(self.serves, par.needs), par.pipeline)


class Jobcenter(Institution):
    """The Jobcenter: fixed minutes, coordination paid first, the rest for people."""

    is_jobcenter = True

    def takes_part(self, levers: Any) -> bool:
        """The Jobcenter takes part in every form."""
        return True

    def attendance(self, levers: Any) -> float:
        """Chance that placement, benefits or case management is at a conference."""
        chance: float = COOPERATION.somebody_attends(
            levers.attendance_placement,
            levers.attendance_benefits,
            levers.attendance_case_management,
        )
        return chance

    def share_minutes(self) -> None:
        """Minutes per Sozialraum; without teams by Sozialraum one pool follows the weights."""
        spaces = self.model.spaces
        per_head = 1.0 / max(1, self.model.stock())
        pool, pool_weight = 0.0, 0.0
        for space in spaces:
            self.staff(space, per_head)
            if not space.has_own_team:
                pool += space.officer_minutes
                pool_weight += space.weight
        for space in spaces:
            if not space.has_own_team:
                space.officer_minutes = pool * space.weight / max(1.0, pool_weight)
            space.settle_shares()

    def staff(self, space: Space, per_head: float) -> None:
        """Minutes of officers and case managers for one Sozialraum."""
        place, tally, levers = self.model.par.place, self.model.tally, space.levers
        officers = place.officers * place.minutes_per_officer * space.stock * per_head
        managers = place.case_managers * place.minutes_per_case_manager * space.stock * per_head
        benefits = place.benefits_staff * place.minutes_per_benefits_staff
        benefits *= space.stock * per_head
        from_clerks = space.settle(officers + managers, benefits)
        coordination = (officers + managers) * space.coordination
        all_together = coordination + benefits * space.clerks
        space.officer_minutes = officers * (1.0 - space.coordination)
        space.manager_minutes = managers * (1.0 - space.coordination) + from_clerks
        for_people = space.officer_minutes + space.manager_minutes
        tally["minutes_contact"] += int(for_people * FIXED)
        tally["minutes_coordination"] += int((all_together - from_clerks) * FIXED)
        claims = benefits * (1.0 - space.clerks)
        tally["minutes_benefits"] += int(claims * FIXED)
        par = self.model.par.casework
        at_the_table = par.table_pace * levers.attendance_benefits * space.reach
        space.pace = MINUTES.pace_of_claims(
            claims, space.stock, par.minutes_per_claimant, at_the_table
        )

    def open_up(self) -> None:
        """The Jobcenter's minutes are paid by the federal purse."""
        place = self.model.par.place
        work = place.officers * place.minutes_per_officer
        work += place.case_managers * place.minutes_per_case_manager
        work += place.benefits_staff * place.minutes_per_benefits_staff
        pay(self.model.tally, FEDERAL, int(work * FIXED))
