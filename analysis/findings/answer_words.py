"""The sentences of the answer. No dash inside a sentence; always "under these assumptions"."""

from analysis.findings.rules import Judgement
from analysis.measures.headlines import PARTICIPATION, WORK
from model.words import Texts

# What happens to a goal, by judgement; the words about participation follow those about work.
CLAUSES = Texts(
    {
        (WORK, Judgement.SAME): (
            "With {arm} there are{under} practically as many starts of work{as_}"
        ),
        (WORK, Judgement.LITTLE_MORE): (
            "With {arm} there are{under} slightly more starts of work{than}{share}"
        ),
        (WORK, Judgement.LITTLE_LESS): (
            "With {arm} there are{under} slightly fewer starts of work{than}{share}"
        ),
        (WORK, Judgement.MORE): ("With {arm} there are{under} more starts of work{than}{share}"),
        (WORK, Judgement.LESS): ("With {arm} there are{under} fewer starts of work{than}{share}"),
        (WORK, Judgement.PROBABLY_MORE): (
            "With {arm} there are{under} probably slightly more starts of work{than}{share}"
        ),
        (WORK, Judgement.PROBABLY_LESS): (
            "With {arm} there are{under} probably slightly fewer starts of work{than}{share}"
        ),
        (WORK, Judgement.UNKNOWN): (
            "Whether with {arm} there are{under} more or fewer starts of work{than} cannot be "
            "told{mean}"
        ),
        (WORK, Judgement.UNDEFINED): ("With {arm} nothing can be said{under} about starts of work"),
        (PARTICIPATION, Judgement.SAME): "participation stays practically the same",
        (PARTICIPATION, Judgement.LITTLE_MORE): (
            "slightly more people have at least medium participation{share}"
        ),
        (PARTICIPATION, Judgement.LITTLE_LESS): (
            "slightly fewer people have at least medium participation{share}"
        ),
        (PARTICIPATION, Judgement.MORE): "more people have at least medium participation{share}",
        (PARTICIPATION, Judgement.LESS): "fewer people have at least medium participation{share}",
        (PARTICIPATION, Judgement.PROBABLY_MORE): (
            "probably slightly more people have at least medium participation{share}"
        ),
        (PARTICIPATION, Judgement.PROBABLY_LESS): (
            "probably slightly fewer people have at least medium participation{share}"
        ),
        (PARTICIPATION, Judgement.UNKNOWN): (
            "whether more or fewer people have at least medium participation cannot be told{mean}"
        ),
        (PARTICIPATION, Judgement.UNDEFINED): "nothing can be said about participation",
    }
)
# The mean where it cannot be told.
MEANS = Texts(
    {
        WORK: " ({mean} on average per 1,000 people and year{share})",
        PARTICIPATION: " ({mean} on average per 1,000{share})",
    }
)
# How many draws lie beyond an edge of the zone: behind a judgement, or where it cannot be told.
SHARES = Texts(
    {
        ("drawn", "decided"): " (in {count} of {all} sets of assumptions)",
        ("chance", "decided"): " (in {count} of {all} matched pairs)",
        ("drawn", "more"): ", in {count} of {all} sets of assumptions more",
        ("chance", "more"): ", in {count} of {all} matched pairs more",
        ("drawn", "less"): ", in {count} of {all} sets of assumptions fewer",
        ("chance", "less"): ", in {count} of {all} matched pairs fewer",
    }
)
RANGES = Texts(
    {
        ("drawn", True): (
            "Range: in 95 of 100 sets of assumptions the difference would lie in it ({count} run)."
        ),
        ("drawn", False): "Range: smallest to largest of {count} sets of assumptions.",
        ("chance", True): "Range: chance only, 95% of it (from {count} matched pairs).",
        ("chance", False): "Range: chance only, smallest to largest of {count} matched pairs.",
    }
)
ALONE = Texts(
    {
        "drawn": "A single set of assumptions tells nothing about the range.",
        "chance": "A single matched pair tells nothing about chance.",
    }
)
# Where neither goal can be told.
NEITHER = Texts(
    {
        "means": (
            "For {arm} it cannot be told{under} whether starts of work and participation come out "
            "higher or lower{against} (on average per 1,000 {work} starts a year and {people} "
            "people with at least medium participation)."
        ),
        "brief": (
            "For {arm} it cannot be told{under} whether starts of work and participation come out "
            "higher or lower{against}; the table has the means."
        ),
    }
)
NETWORKS = Texts(
    {
        ("drawn", "seldom"): (
            "The network of {arm} forms only in {formed} of {all} sets of assumptions."
        ),
        ("chance", "seldom"): (
            "The network of {arm} forms only in {formed} of {all} matched pairs."
        ),
        ("drawn", "never"): ("The network of {arm} forms in none of {all} sets of assumptions."),
        ("chance", "never"): "The network of {arm} forms in none of {all} matched pairs.",
        ("drawn", "all"): (
            "Forms with {list} of {all} sets of assumptions: at least half of the partners plan "
            "together (stage 2 of 4)."
        ),
        ("drawn", "brief"): (
            "Forms with {list} of {all} sets of assumptions (partners plan together)."
        ),
        ("chance", "brief"): "Forms with {list} of {all} matched pairs (partners plan together).",
        ("chance", "all"): (
            "Forms with {list} of {all} matched pairs: at least half of the partners plan together "
            "(stage 2 of 4)."
        ),
    }
)
# How good the evidence for an assumption is, by its grade; the one place that maps them.
EVIDENCE = Texts({"A": "high", "B": "moderate", "C": "low", "": "low"}, context="evidence")
SENTENCES = Texts(
    {
        "both": "{work}; {participation}.",
        "neither_moves": ("With {arm} starts of work and participation{under} hardly change."),
        "under": ", under these assumptions,",
        "of_arm": "{arm}: {clause}",
        "than": " than with {base}",
        "as": " as with {base}",
        "against": " compared with {base}",
        "quoted": "“{title}”",
        "starting_point": "the starting point",
        "and": "{first} and {last}",
        "forms": "{arm} in {formed}",
        "no_network": "None of the options means to be a network.",
        "noticed": "{arm} {more} more and {less} less",
        "people": (
            "Of 1,000 people, so many have noticeably more or less participation (over {points} of "
            "10 points): {list}. In a single case that is mostly chance."
        ),
        "never_measured": "No forecast: the effect has never been measured.",
        "evidence": "Evidence for the assumptions: {grade}.",
        "driven": "The result depends above all on: {list}.",
        "from_assumptions": "{share}% of the uncertainty comes from assumptions.",
        "chance_only": "The range holds chance only, not the uncertainty of the assumptions.",
        "waits": "Waiting times were set with the known values in sight.",
        "failed": "{failed} of {pairs} matched pairs have failed and are missing.",
    }
)
