"""What coordination costs a Sozialraum in a month, and who pays it (rules of file spending)."""

from typing import Any

from model.processes import spending
from model.reference.around import World
from model.reference.attributes import OfSpace
from model.reference.rules import uncompiled
from model.tally import FIXED

SPENDING = uncompiled(spending)


class Purse(OfSpace):
    """The minutes of a Sozialraum that are spent on coordination."""

    model: World

    @property
    def levers(self) -> Any:
        """Levers and coefficients of the form that holds for ties and staff."""
        return self.model.levers[self.lever]

    @property
    def start(self) -> int:
        """First month of the form that holds."""
        return int(self.model.forms[self.lever].start)

    def settle(self, own: float, clerks: float) -> float:
        """Shares of minutes spent this month; returns the rival's casework from clerks' minutes."""
        par, levers = self.model.par, self.levers
        if levers.spend_as_casework >= 0.5:
            return self.be_granted(clerks)
        setup = SPENDING.setup_share(self.ramp, levers.setup_share, levers.setup_time)
        setup *= levers.membership > 0
        members, attending = self.members_minutes()
        due = SPENDING.conference_due(levers, self.model.month)
        table = par.casework.conference_length * levers.case_minutes * due
        heads = par.casework.conference_heads
        sitting = levers.attendance_placement + levers.attendance_case_management
        own_table = table * heads * sitting
        clerks_table, members_table = table * heads * levers.attendance_benefits, table * attending
        limit = levers.coordination_limit
        self.held = min(
            SPENDING.affordable(own_table, limit * own),
            SPENDING.affordable(clerks_table, limit * clerks),
            SPENDING.affordable(members_table, limit * members),
        )
        if par.switches.fixed_minutes <= 0.0:
            self.held = 1.0
        own_cases, members_cases = self.pay_cases(
            max(0.0, limit * own - self.held * own_table),
            max(0.0, limit * members - self.held * members_table),
        )
        fixed = par.switches.fixed_minutes
        self.setup = fixed * setup
        self.coordination = fixed * self.share(setup, self.held * own_table + own_cases, own)
        self.clerks = fixed * self.share(setup, self.held * clerks_table, clerks)
        self.partners = fixed * self.share(
            setup, self.held * members_table + members_cases, members
        )
        return 0.0

    def share(self, setup: float, minutes: float, of: float) -> float:
        """Share of a group's minutes that is spent."""
        most = self.model.par.casework.coordination_most
        everyday = self.levers.everyday_coordination
        value: float = SPENDING.spent_share(everyday, setup, minutes, of, most)
        return value

    def pay_cases(self, own_left: float, members_left: float) -> tuple[float, float]:
        """Last month's cases are paid as far as minutes go; what is left is for new ones."""
        own = self.model.par.casework.case_own
        of_cases = self.on_cases / FIXED
        self.on_cases = 0
        owed = self.owed + of_cases * own
        owed_by_members = self.owed_by_members + of_cases * (1.0 - own)
        own_cases, members_cases = min(owed, own_left), min(owed_by_members, members_left)
        self.owed = owed - own_cases
        self.owed_by_members = owed_by_members - members_cases
        left = (own_left - self.owed) / own
        self.joint_share = max(0.0, min(left, (members_left - self.owed_by_members) / (1.0 - own)))
        return own_cases, members_cases

    def be_granted(self, clerks: float) -> float:
        """The rival: what the same network spent this month; set-up is sunk."""
        par, levers = self.model.par.casework, self.levers
        self.setup = self.coordination = self.partners = self.granted_setup
        self.clerks = self.granted_setup + self.granted_clerks
        self.joint_share = 0.0
        minutes = clerks * self.granted_clerks * levers.spend_as_casework
        value: float = SPENDING.clerks_as_casework(
            minutes, par.clerks_rate, self.model.month, max(0, self.start), par.clerks_training
        )
        return value

    def members_minutes(self) -> tuple[float, float]:
        """Minutes of the members here (city-wide ones by stock), and how many attend."""
        minutes, attending = 0.0, 0.0
        for partner in self.model.partners():
            if not partner.is_member(self.levers) or partner.sozialraum not in (self, None):
                continue
            share = 1.0 if partner.sozialraum is self else self.stock / max(1, self.model.stock())
            minutes += partner.minutes * share
            attending += partner.attendance(self.levers)
        return minutes, attending
