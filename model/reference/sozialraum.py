"""A Sozialraum: its form of cooperation, its institutions and ties, its share of minutes."""

from typing import Any, NamedTuple

from model.processes import cooperation, minutes, planning
from model.reference.around import World
from model.reference.attributes import OfSpace
from model.reference.institution import Institution
from model.reference.rules import uncompiled
from model.reference.tie import Tie
from model.tally import FIXED
from model.vocabulary import KOORDINATION

MINUTES, COOPERATION, PLANNING = map(uncompiled, (minutes, cooperation, planning))
UNLIMITED = 1.0e9  # joint cases where minutes are not fixed


class FormOfCooperation(NamedTuple):
    """When, where and for whom a row of levers holds."""

    start: int
    end: int
    target: int
    spaces: tuple[bool, ...]

    def holds(self, month: int, space: "Sozialraum") -> bool:
        """True in the months and Sozialräume of the form."""
        return self.spaces[space.index] and self.start <= month < self.end


class Sozialraum(OfSpace):
    """A part of the town (columns of state.SPACES), with institutions by kind (None: missing)."""

    def __init__(self, model: World, index: int) -> None:
        self.model = model
        self.index = index
        self.institutions: list[Institution | None] = []
        self.ties: list[Tie] = []
        self.members = 0

    @property
    def levers(self) -> Any:
        """Levers and coefficients of the form that holds for ties and staff."""
        return self.model.levers[self.lever]

    @property
    def start(self) -> int:
        """First month of the form that holds."""
        return int(self.model.forms[self.lever].start)

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
        for kind in self.model.kinds_serving[need]:
            if self.tie_with_jobcenter(kind).stage >= KOORDINATION:
                unseen *= 1.0 - self.model.sees[kind]
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
        share = MINUTES.coordination_share(
            self.ramp,
            levers.coordination_share_ramp,
            levers.coordination_share,
            levers.case_minutes,
            self.model.par.casework.coordination_most,
        )
        self.coordination = switches.fixed_minutes * share
        loss = max(levers.transition_loss, levers.merger_disruption) * (1.0 - self.ramp)
        self.effectiveness = 1.0 - loss * switches.transition_dip
        self.open_gates(levers)
        self.stock = self.far = self.weight = 0

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

    def partners_coordination(self) -> float:
        """Minutes that partners spend on coordination here (city-wide ones by stock)."""
        total = 0.0
        for institution in self.model.partners():
            if not institution.is_member(self.levers):
                continue
            if institution.sozialraum is self:
                total += institution.minutes * self.coordination
            elif institution.sozialraum is None:
                share = self.stock / max(1, self.model.stock())
                total += institution.minutes * share * self.coordination
        return total

    def hold_conference(self) -> None:
        """Share of referrals to members that conference minutes can make joint cases."""
        par = self.model.par
        per_case = par.casework.conference_minutes * self.levers.case_minutes
        cases = self.joint_share / per_case
        if par.switches.fixed_minutes < 0.5:
            cases = UNLIMITED
        self.joint_share = cases / max(1, self.referred)
        self.referred = 0

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
            COOPERATION.conference_held(self.model.month, levers.conference_frequency),
            levers.case_reflection,
            attendance,
            par.reflection_gain,
            par.reflection_loss,
        )
