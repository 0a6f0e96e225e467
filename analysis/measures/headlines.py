"""One headline outcome per goal, and the smallest difference that matters: the one place.

Terminal, notebook, page, figures and tests read what the answer is judged by from `HEADLINES_OF`.
One denominator: 1,000 people, who are everybody in receipt at month 0 and every later arrival,
followed in and out of receipt. To the right is better: people with at least medium participation
(5 or more of 10), not those below it.

How large a difference must be to matter was settled before any comparison was looked at, from the
size of the city and not from results:

- work, ±0.5 starts per 1,000 people and year. Some twenty thousand people in receipt make that
  about ten starts a year in the whole city, fewer than one a month: nobody would rebuild five
  pillars for it, and the yearly numbers of a Jobcenter move by more without any reform.
- participation, ±5 of 1,000 people. Half a person of a hundred above or below the middle of the
  scale is less than a survey of the usual size (1,000 people) could see, so no planner could ever
  notice it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.measures.outcomes import OUTCOME, Outcome
from model.words import Language, say

WORK, PARTICIPATION = "work", "participation"


@dataclass(frozen=True)
class Headline:
    """What one goal is judged by: offset + factor × an outcome, per 1,000 people.

    matters: half the width of the zone in which a difference is practically none, in the unit
    shown; digits: of a level.
    """

    goal: str
    name: str
    english: str
    factor: float
    offset: float
    matters: float
    digits: int

    @property
    def outcome(self) -> Outcome:
        """The outcome it is made of."""
        return OUTCOME[self.name]

    def title(self, language: Language) -> str:
        """Its name in German or English."""
        return say(language, self.english)


# fmt: off
HEADLINES_OF: Mapping[str, Headline] = {
    WORK: Headline(
        WORK, "integrations", "starts of work a year", 10.0, 0.0, matters=0.5, digits=1),
    PARTICIPATION: Headline(
        PARTICIPATION, "participation_low", "at least medium participation", -10.0, 1000.0,
        matters=5.0, digits=0),
}
# fmt: on

# Outcomes set with the published values in sight (pattern P12: waits): no result, but a warning.
SET_BY_KNOWN_VALUES = ("waiting", "waiting_months", "waiting_months_90")

# Fewer draws, or pairs where nothing is drawn, give no 95 % interval: smallest to largest of n.
FEWEST_FOR_INTERVAL = 20
# A share of draws beyond one edge of the zone that is said in the answer.
MOSTLY = 0.8

# Whether a network forms: the share of members' ties (with the Jobcenter: services go along these)
# that is compared with `formulas.FORMS_SHARE`; the mean over the pairs of a draw.
FORMS_OUTCOME = "members_from_2"
# It is said in the second sentence if that holds in fewer than this share of draws.
FORMS_MOSTLY = 0.5
