"""A Sozialraum: its form of cooperation, its institutions and ties, its share of minutes."""

from typing import Any, NamedTuple

from model.processes import cooperation, minutes, neighbourhood, planning, referral
from model.reference.around import World
from model.reference.institution import Institution
from model.reference.purse import Purse
from model.reference.rules import uncompiled
from model.reference.tie import Tie
from model.tally import FIXED
from model.vocabulary import N_NEEDS, NEARBY

MINUTES, COOPERATION, PLANNING = map(uncompiled, (minutes, cooperation, planning))
NEIGHBOURHOOD = uncompiled(neighbourhood)


class FormOfCooperation(NamedTuple):
    """When, where and for whom a row of levers holds."""

    start: int
    end: int
    target: int
    spaces: tuple[bool, ...]

    def holds(self, month: int, space: "Sozialraum") -> bool:
        """True in the months and Sozialräume of the form."""
        return self.spaces[space.index] and self.start <= month < self.end


class Sozialraum(Purse):
    """A part of the town (columns of state.SPACES), with institutions by kind (None: missing)."""

    def __init__(self, model: World, index: int) -> None:
        self.model = model
        self.index = index
        self.institutions: list[Institution | None] = []
        self.ties: list[Tie] = []
        self.members = 0
        self.milieu: list[float] = []

    @property
    def has_own_team(self) -> bool:
        """True if teams of the Jobcenter work by Sozialraum."""
        return bool(self.levers.teams_by_sozialraum >= 0.5)

    def tie_with_jobcenter(self, kind: int) -> Tie:
        """The Jobcenter's tie with an institution of this kind."""
        return self.ties[self.model.pair_with_jobcenter[kind]]

    def providers_of(self, need: int) -> list[tuple[int, Institution]]:
        """Kinds and institutions of this Sozialraum that serve a need."""
        return [
            (kind, self.institutions[kind])  # type: ignore[misc]
            for kind in self.model.kinds_serving[need]
            if self.institutions[kind] is not None
        ]

    def chance_unseen(self, need: int) -> float:
        """Chance that no tied institution that serves a need sees a family in a month."""
        unseen = 1.0
        for kind in self.model.onlookers:
            unseen *= 1.0 - self.model.sees[kind] * self.tie_with_jobcenter(kind).reach
        for kind in self.model.kinds_serving[need]:
            unseen *= 1.0 - self.model.sees[kind] * self.tie_with_jobcenter(kind).reach
        return unseen

    def frame(self) -> None:
        """What holds this month: form, ramp-up, coordination, gates; counters to 0."""
        model, switches = self.model, self.model.par.switches
        self.lever = 0
        for f, form in enumerate(model.forms):
            if form.holds(model.month, self):
                self.lever = f
        levers = self.levers
        self.ramp = MINUTES.ramp_progress(
            model.month, max(0, self.start), levers.ramp_months * levers.ramp_length
        )
        loss = max(levers.transition_loss, levers.merger_disruption) * (1.0 - self.ramp)
        loss *= levers.resistance
        self.effectiveness = 1.0 - loss * switches.transition_dip
        self.open_gates(levers)
        self.stock = self.far = self.weight = 0
        self.carry()

    def carry(self) -> None:
        """How far the Jobcenter's ties reach this month, with members and for every need."""
        total, members = 0.0, 0
        for kind, partner in enumerate(self.institutions):
            if kind and partner is not None:
                tie = self.tie_with_jobcenter(kind)
                tie.carry(partner)
                total += tie.reach
                members += partner.is_member(self.levers)
        self.reach = total / max(1, members)
        for need in range(N_NEEDS):
            total, serving = 0.0, 0
            for kind, _ in self.providers_of(need):
                total += self.tie_with_jobcenter(kind).reach
                serving += 1
            self.carried[need] = total / max(1, serving)

    def open_gates(self, levers: Any) -> None:
        """Perception and capacity to act of the Jobcenter here."""
        self.perception = MINUTES.perception(
            levers.boundaries_agreed,
            levers.report_on_people,
            levers.report_on_services,
            levers.report_communicated,
        )
        self.capacity = MINUTES.capacity_to_act(
            levers.teams_by_sozialraum,
            levers.coordinator,
            levers.attendance_placement,
            levers.attendance_benefits,
            levers.attendance_case_management,
            levers.district_offices,
        )

    def count(self, weight: float, far: bool) -> None:
        """One more person in receipt, with a steering weight in fixed point."""
        self.stock += 1
        self.weight += int(weight * FIXED)
        self.far += far

    def settle_shares(self) -> None:
        """Placement minutes per unit of weight, and cases that case managers can hold."""
        self.minutes_per_weight = self.officer_minutes * FIXED / max(1, self.weight)
        cases = self.manager_minutes / self.model.par.casework.minutes_per_managed_case
        self.coverage = cases / max(1, self.far)

    def hold_conference(self) -> None:
        """Share of the cases that could be handed over for which there are minutes."""
        minutes = self.joint_share
        if self.model.par.switches.fixed_minutes < 0.5:
            minutes = referral.ENDLESS
        self.joint_share = minutes / max(1.0, self.wanted / FIXED)
        self.wanted = 0

    def share_nearby(self) -> None:
        """Chances to begin to use what the neighbourhood offers."""
        par, model = self.model.par.participation, self.model
        for b, name in enumerate(NEARBY):
            free = max(0.0, model.nearby_places[b] - model.tally[f"nearby_{name}"])
            free /= max(1, model.tally[f"open_to_{name}"])
            tied = par.but_school * self.tie_with_jobcenter(model.nearby_kinds[b]).reach
            talk = self.milieu[neighbourhood.TALK]
            chance = NEIGHBOURHOOD.chance_to_use
            self.nearby_usual[b] = chance(par.but_take_up, talk, 0.0, free)
            self.nearby_tied[b] = chance(par.but_take_up, talk, tied, free)
            self.nearby_told[b] = chance(par.but_take_up, talk, par.but_school, free)

    def tend_ties(self) -> None:
        """A month of every tie that exists here."""
        partners = self.institutions[1:]
        self.members = sum(p is not None and p.is_member(self.levers) for p in partners)
        for tie in self.ties:
            if tie.exists:
                tie.pass_a_month()

    def reflect(self) -> None:
        """Case reflection yields knowledge for planning."""
        par, levers = self.model.par.cooperation, self.levers
        attendance = max(
            levers.attendance_placement,
            levers.attendance_benefits,
            levers.attendance_case_management,
        )
        self.reflection = PLANNING.next_reflection(
            self.reflection,
            COOPERATION.conference_held(self.model.month, levers.conference_frequency) * self.held,
            levers.case_reflection,
            attendance,
            par.reflection_gain,
            par.reflection_loss,
        )
