"""One demand level of the labour market: hires open, offers, who keeps theirs."""

from model.processes import labour_demand, matching
from model.reference.around import Someone, World
from model.reference.rules import uncompiled
from model.streams import Decision, uniform_python

DEMAND, RULES = uncompiled(labour_demand), uncompiled(matching)


class Market:
    """The market of one demand level (columns of state.MARKET)."""

    def __init__(self, model: World, level: int) -> None:
        self.model = model
        self.level = level
        self.vacancies = 0.0
        self.kept = 0
        self.candidates: list[Someone] = []

    def open_hires(self) -> None:
        """Hires open this month."""
        par = self.model.par.market
        season = DEMAND.seasonal(par.season, self.model.calendar_month, par.season_peak)
        self.vacancies = DEMAND.hires_open(par.hires[self.level], par.demand, season)

    def begin_search(self) -> None:
        """No offers yet this month."""
        self.kept = 0
        self.candidates = []

    def share_kept(self) -> float:
        """Share of offers that stand against all seekers and hires."""
        par = self.model.par
        seekers = len(self.candidates) + par.market.outside[self.level]
        possible = RULES.matches(
            par.market.efficiency[self.level], seekers, self.vacancies, par.market.elasticity
        )
        share: float = RULES.kept_share(possible, seekers)
        return share if par.switches.vacancy_limit >= 0.5 else 1.0

    def match(self) -> None:
        """Exactly the quota of offers stands; who keeps theirs is decided by rank."""
        share, offers = self.share_kept(), len(self.candidates)
        luck = uniform_python(self.model.keys[Decision.THIN_ROUNDING], self.level, 0)
        self.kept = min(offers, RULES.quota(offers, share, luck))
        tally = self.model.tally
        tally["rationed"] += share < 1.0
        tally["offers_lost"] += offers - self.kept
        ranked = sorted(self.candidates, key=lambda elb: elb.draw(Decision.THIN))
        for elb in ranked[self.kept :]:
            elb.offer = 0
