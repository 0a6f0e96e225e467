"""The sentences of the reasons. No dash inside a sentence, no word of statistics."""

from analysis.findings.rules import Judgement
from model.words import Texts

# What can be told of one goal; `size` in its unit, `range` says from how many draws.
GOALS = Texts(
    {
        Judgement.SAME: "{goal}: with {arm} practically the same as with {base}. {size}",
        Judgement.LITTLE_MORE: "{goal}: slightly more with {arm} than with {base}. {size}",
        Judgement.LITTLE_LESS: "{goal}: slightly less with {arm} than with {base}. {size}",
        Judgement.MORE: "{goal}: more with {arm} than with {base}. {size}",
        Judgement.LESS: "{goal}: less with {arm} than with {base}. {size}",
        Judgement.PROBABLY_MORE: (
            "{goal}: probably slightly more with {arm} than with {base}. {size}"
        ),
        Judgement.PROBABLY_LESS: (
            "{goal}: probably slightly less with {arm} than with {base}. {size}"
        ),
        Judgement.UNKNOWN: (
            "{goal}: it cannot be told whether there is more or less with {arm} than with {base}. "
            "{size}"
        ),
        Judgement.UNDEFINED: (
            "{goal}: not defined for {arm} and {base}, there was nothing to count."
        ),
    }
)
SENTENCES = Texts(
    {
        "size": "On average {mean} per 1,000 people, {range}.",
        "equal": "{goal}: exactly the same with {arm} as with {base}, in every matched pair.",
        "alone": (
            "On average {mean} per 1,000 people, from a single matched pair: that may be chance. "
            "At least two are needed, better 48."
        ),
        "alone_drawn": (
            "On average {mean} per 1,000 people, from a single set of assumptions: another one may "
            "say something else. Better are 24."
        ),
        "interval_drawn": "range {low} to {high} from {count} sets of assumptions",
        "extremes_drawn": "smallest to largest of {count} sets of assumptions: {low} to {high}",
        "interval_chance": "range {low} to {high} from {count} matched pairs, chance only",
        "extremes_chance": (
            "smallest to largest of {count} matched pairs, chance only: {low} to {high}"
        ),
        "zone_drawn": (
            "A difference counts from ±{matters}. Of {all} sets of assumptions {more} lie above, "
            "{same} within and {less} below."
        ),
        "zone_chance": (
            "A difference counts from ±{matters}. Of {all} matched pairs {more} lie above, {same} "
            "within and {less} below."
        ),
        "rival": (
            "The same working time, spent otherwise: {arms} compared with {rival}, the option of "
            "equal cost."
        ),
        "no_rival": (
            "Not tested: whether the same working time would bring more without a network. The "
            "option of equal cost, {rival}, can be added to the comparison for that."
        ),
        "split": (
            "Participation of today's recipients at the end, {arm}: {total} points, of which "
            "{within} because the same people fare otherwise, and {composition} because other "
            "people are in receipt."
        ),
        "people": (
            "Person by person, {arm}: of 1,000 people {gain} have noticeably more participation "
            "and {lose} noticeably less (over {noticeable} points in the mean of the years). A "
            "single case is mostly chance; the means of groups can be relied on."
        ),
        "groups": (
            "  Groups that clearly gain on average (points): {best}. Groups that clearly lose: "
            "{worst}."
        ),
        "nobody": "none",
        "no_groups": "  No group clearly gains or loses on average.",
        "assumed": (
            "The ranges show chance only. {count} values at work here are assumed, not measured "
            "({levers} of them describe the options themselves); under other assumptions the "
            "result may turn round."
        ),
        "assumed_list": "  All of them with range and effect: {command}",
        "never_measured": (
            "The effect of a production network has never been measured causally. What comes out "
            "here follows from assumptions about how it works and is no evidence for them."
        ),
        "counterfactual": (
            "Law and labour market stand as of April 2015: a what-if, not a forecast."
        ),
        "many": (
            "All outcomes (`--all`) are {rows} comparisons; about {chance} of them would lie "
            "outside their range by chance alone."
        ),
        "precise": (
            "{outcome}: known to ±{width} (asked for: ±{asked}), with {pairs} matched pairs."
        ),
        "not_precise": (
            "{outcome}: ±{asked} was asked for and not reached with {pairs} matched pairs "
            "(±{width})."
        ),
        "assumptions_larger": (
            "{share}% of the uncertainty comes from assumptions, {rest}% from chance. Chance "
            "alone makes the mean uncertain by ±{half}; more matched pairs shrink only that part."
        ),
        "chance_larger": (
            "{rest}% of the uncertainty comes from chance, {share}% from assumptions. Chance "
            "alone makes the mean uncertain by ±{half}; more matched pairs shrink it."
        ),
        "alike": (
            "Assumptions ({share}%) and chance ({rest}%) make it about equally uncertain. Chance "
            "alone makes the mean uncertain by ±{half}; more matched pairs shrink only that part."
        ),
        "prior": (
            "Without the known figures of the city the difference would be {size} ({low} to "
            "{high})."
        ),
        "learnt": (
            "The known figures of the city have narrowed {informed} of {fitted} fitted values "
            "noticeably. {rest} further assumed values were taken from their assumed ranges."
        ),
        "not_fitted": (
            "All {count} values were taken from their assumed ranges, whatever the known figures "
            "of the city say."
        ),
        "network_prior": (
            "About the network the known figures say nothing: how it works rests on assumptions "
            "alone."
        ),
        "other_posterior": (
            "Beware, the fitted values do not belong to this state of the model. {remark}. "
            "`sozialraum calibrate` fits anew."
        ),
        "unused": (
            "The fitted values beside {place} belong to {fitted} and have not been used. "
            "`sozialraum calibrate` fits the place."
        ),
        "assumed_drawn": (
            "The ranges hold chance and uncertain assumptions: {drawn} of {count} values of the "
            "model were chosen anew for every set of assumptions, each with {seeds} matched pairs. "
            "What the model leaves out they do not hold."
        ),
        "failed": (
            "{failed} of {pairs} matched pairs have failed and are missing from the result; the "
            "run record says why."
        ),
    }
)
