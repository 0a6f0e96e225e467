"""The sentences of the verdict."""

from model.words import Texts

SENTENCES = Texts(
    {
        "better": ("{outcome}: better with {arm} than with {base}, by {size} {unit} ({range})."),
        "worse": ("{outcome}: worse with {arm} than with {base}, by {size} {unit} ({range})."),
        "moved": ("{outcome}: different with {arm} than with {base}, by {size} {unit} ({range})."),
        "unknown_sign": (
            "{outcome}: it cannot be told whether {arm} or {base} is better. The difference of "
            "{size} {unit} may be chance ({range}). {needed} pairs would show a difference of "
            "this size."
        ),
        "interval_drawn": "95 % interval {low} to {high} from {count} sets of assumptions",
        "extremes_drawn": ("smallest to largest of {count} sets of assumptions: {low} to {high}"),
        "interval_chance": "chance only, 95 % interval {low} to {high} from {count} pairs",
        "extremes_chance": "chance only, smallest to largest of {count} pairs: {low} to {high}",
        "negligible": (
            "In practice this is no difference: under these assumptions more than ±{matters} "
            "{unit} is ruled out."
        ),
        "equal": "{outcome}: exactly the same with {arm} as with {base}, in every pair.",
        "one_pair": (
            "{outcome}: {arm} differs from {base} by {size} {unit}; a single pair cannot tell "
            "whether that is chance. Run at least two, better twenty pairs."
        ),
        "undefined": "{outcome}: not defined for {arm} and {base}, there was nothing to count.",
        "about": "About {count}",
        "more_than": "More than {count}",
        "rival": (
            "Judged against the fair rival ({rival}: the same cost, spent on more time per case):"
        ),
        "no_rival": (
            "Not tested: whether the same cost would bring more without a network. Add the fair "
            "rival {rival} as another arm for that."
        ),
        "split": (
            "Participation of the stock at the end, {arm}: {total} points, of which {within} "
            "because the same people fare otherwise, and {composition} because other people are in "
            "the stock."
        ),
        "people": (
            "Person by person, {arm}: {gain} % of the cohort have noticeably more participation, "
            "{lose} % noticeably less (more than {noticeable} points in the mean of the years). A "
            "single case contains chance; the means of groups are what can be relied on."
        ),
        "groups": (
            "  Groups that certainly gain on average (points): {best}. Certainly lose: {worst}."
        ),
        "nobody": "none",
        "assumed": (
            "The intervals show chance only. In this comparison {count} values are at work that "
            "are assumed, not measured ({levers} of them describe the arrangements themselves); "
            "under other assumptions the result may turn round."
        ),
        "assumed_list": "  All of them with range and effect: {command}",
        "never_measured": (
            "The effect of a production network has never been measured causally. What comes out "
            "here follows from assumptions about its mechanisms and is no evidence for them."
        ),
        "counterfactual": (
            "Law and labour market stand as of April 2015: a what-if, not a forecast."
        ),
        "many": (
            "The table has {rows} rows; about {chance} of them would lie outside their interval "
            "without any difference."
        ),
        "precise": (
            "{outcome}: the interval is within ±{width} (asked ±{asked}), with {pairs} pairs."
        ),
        "not_precise": (
            "{outcome}: the precision asked for, ±{asked}, was not reached with {pairs} pairs "
            "(±{width})."
        ),
        "unknown_sign_drawn": (
            "{outcome}: it cannot be told whether {arm} or {base} is better. The difference is "
            "{size} {unit} on average; which assumptions hold decides whether it is above or below "
            "zero ({range})."
        ),
        "assumptions_larger": (
            "The uncertainty of the assumptions is larger than chance ({share} to {rest} % of the "
            "variance of a pair). Chance alone would leave {low} to {high} {unit}; more pairs "
            "shrink only that part."
        ),
        "chance_larger": (
            "Chance is larger than the uncertainty of the assumptions ({rest} to {share} % of the "
            "variance of a pair). Chance alone would leave {low} to {high} {unit}; more pairs "
            "shrink it."
        ),
        "alike": (
            "Chance and assumptions are about equally uncertain ({rest} and {share} % of the "
            "variance of a pair). Chance alone would leave {low} to {high} {unit}; more pairs "
            "shrink only that part."
        ),
        "prior": (
            "If the patterns of the city were not known (all values drawn from their ranges), the "
            "difference would be {size} ({low} to {high}) {unit}."
        ),
        "learnt": (
            "The patterns of the city have narrowed {informed} of {fitted} fitted parameters "
            "noticeably. {rest} further assumed values were drawn "
            "freely from their ranges."
        ),
        "not_fitted": (
            "All {count} values were drawn from their ranges, whatever the known patterns of the "
            "city say."
        ),
        "network_prior": (
            "About the network the patterns say nothing: no pattern informs its coefficients, "
            "their posterior is their prior."
        ),
        "other_posterior": (
            "Beware, the posterior does not belong to this state: {remark}. `sozialraum calibrate` "
            "fits anew."
        ),
        "unused": (
            "The posterior beside {place} was fitted to {fitted} and has not been used. "
            "`sozialraum calibrate` fits the place."
        ),
        "assumed_drawn": (
            "The intervals contain chance and uncertain assumptions: {drawn} of {count} values of "
            "the model were drawn anew, together for every {seeds} pairs. What the model leaves "
            "out they do not contain."
        ),
        "failed": (
            "{failed} of {pairs} pairs have failed and are missing from the result; the run record "
            "says why."
        ),
    }
)
