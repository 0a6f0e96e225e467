"""The decisions on the first view, as data: a sentence with a lever in it, words at both ends.

At most ten. All other levers stand in the specialists' view, which needs no sentence.
"""

from typing import NamedTuple

from model.words import Texts

MOST = 10

GROUPS = Texts(
    {
        "cooperation": "Cooperation",
        "places": "Institutions and places",
        "jobcenter": "Jobcenter and targets",
        "sozialraum": "Sozialraum",
        "market": "Labour market",
    }
)


class Decision(NamedTuple):
    """A lever as a decision.

    kind: how its value is said: percent, months, count, share (a word for how far), choice (one of
    a few values), weight (against the weight of work); words: values and their words, up to each of
    which a word holds (share, weight), or exactly these values (choice).
    """

    lever: str
    group: str
    kind: str
    words: tuple[tuple[float, str], ...] = ()
    step: float = 0.05


HOW_OFTEN = (
    (0.0, "never"), (0.2, "seldom"), (0.45, "now and then"), (0.7, "often"),
    (0.95, "nearly always"), (1.0, "always"),
)  # fmt: skip
HOW_MUCH = ((0.0, "not"), (0.34, "a little"), (0.67, "noticeably"), (1.0, "strongly"))
WEIGHTS = (
    (0.0, "not at all"), (0.35, "far less than"), (0.85, "less than"), (1.15, "as much as"),
    (2.0, "more than"), (3.0, "far more than"),
)  # fmt: skip

DECISIONS: tuple[Decision, ...] = (
    Decision("coordination_limit", "cooperation", "percent", step=0.005),
    Decision("ramp_months", "cooperation", "months", step=1.0),
    Decision(
        "membership", "cooperation", "choice",
        ((0.0, "nobody"), (1.0, "the core"), (2.0, "core and others")),
    ),
    Decision("handover", "places", "share", HOW_OFTEN),
    Decision("max_parallel", "places", "count", step=1.0),
    Decision("reserved_share", "places", "percent", step=0.01),
    Decision("weight_participation", "jobcenter", "weight", WEIGHTS, step=0.1),
    Decision("placement_priority", "market", "share", HOW_OFTEN),
    Decision(
        "teams_by_sozialraum", "jobcenter", "choice",
        ((0.0, "by task"), (1.0, "by Sozialraum")),
    ),
    Decision("milieu_engagement", "sozialraum", "share", HOW_MUCH),
)  # fmt: skip

# Where the offline copy estimates less than all that a decision may be: without members there is no
# network at all, which is another world and no bend of a surface.
ESTIMATED = {"membership": (1.0, 2.0)}

# The sentence around the value, and the words at both ends of its range.
SENTENCES = Texts(
    {
        "coordination_limit": (
            "Staff spend at most {value} of their working time on conferences and joint cases."
        ),
        "ramp_months": "Building up the network takes {value}.",
        "membership": "{value} take part in the network.",
        "handover": "Whoever is passed on to an offer is handed over in person {value}.",
        "max_parallel": "One person can use {value} at the same time.",
        "reserved_share": "{value} of members' places are reserved for the network.",
        "weight_participation": (
            "In steering the Jobcenter, the goal of participation counts {value} the goal of work."
        ),
        "placement_priority": (
            "Where a need for support is known, placement into work goes first {value}."
        ),
        "teams_by_sozialraum": "The Jobcenter's teams are organised {value}.",
        "milieu_engagement": (
            "Work in the neighbourhood strengthens people's own engagement {value}."
        ),
    }
)
LOW = Texts(
    {
        "coordination_limit": "none",
        "ramp_months": "at once",
        "handover": "never",
        "max_parallel": "one",
        "reserved_share": "none",
        "weight_participation": "not at all",
        "placement_priority": "never",
        "milieu_engagement": "not",
    },
    context="end",
)
HIGH = Texts(
    {
        "coordination_limit": "30%",
        "ramp_months": "5 years",
        "handover": "always",
        "max_parallel": "four",
        "reserved_share": "60%",
        "weight_participation": "threefold",
        "placement_priority": "always",
        "milieu_engagement": "strongly",
    },
    context="end",
)
VALUES = Texts(
    (
        "never", "seldom", "now and then", "often", "nearly always", "always", "not", "a little",
        "noticeably", "strongly", "not at all", "far less than", "less than", "as much as",
        "more than", "far more than", "nobody", "the core", "core and others", "by task",
        "by Sozialraum",
    ),
    context="decision",
)  # fmt: skip
