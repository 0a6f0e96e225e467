"""What the page itself says; whatever is said about a result comes from `analysis.findings`."""

from model.words import Texts
from sozialraum.page.taking_words import TAKING
from sozialraum.page.view_words import VIEWS

PAGE = Texts(
    {
        "title": "What if? {place}",
        "skip": "To the answer",
        "to_decisions": "To your decisions",
        "product": "Sozialraum",
        "other_language": "Deutsch",
        "save": "Save as file",
        "copy": "Copy link",
        "copied": "The link has been copied.",
        "open": "Open a file",
        "your_decisions": "Your decisions",
        "start_from": "Start from",
        "more_presets": "more …",
        "compared_with": "Compared with",
        "changed_count": "{count} changed",
        "nothing_changed": "Nothing changed: the preset as it is.",
        "undo": "Undo",
        "redo": "Redo",
        "reset": "Reset all",
        "changed": "changed",
        "before": "before: {value}",
        "take_back": "take back",
        "take_back_of": "Take back this change: {name}",
        "as_number": "{name}, as a number",
        "expert": "All {count} levers (specialists’ view)",
        "expert_note": (
            "Every lever of the model with its unit and range. Status and source: how well the "
            "value is known."
        ),
        "lever": "Lever",
        "value": "Value",
        "unit": "Unit",
        "range": "Range",
        "grade": "Grade",
        "source": "Source",
        "acts_on": "Acts on",
        "scope": "For whom, where, from when",
        "scope_group": "For",
        "scope_space": "In",
        "scope_from": "From month",
        "scope_note": (
            "Elsewhere, for others and before, everything stays as in what it is compared with."
        ),
        "preset_as_is": "Preset unchanged",
        "rival": "Casework instead of coordination",
        "zero_is": "zero = {base}",
        "fewer": "fewer",
        "more": "more",
        "practically": "grey = practically the same (±{matters})",
        "work": "Work",
        "participation": "Participation",
        "goal_1": "goal 1 of basic income support",
        "goal_2": "goal 2 of basic income support",
        "work_unit": "starts of work per 1,000 people and year",
        "participation_unit": "people of 1,000 with at least medium participation",
        "same": "practically the same",
        "one_sign": "One sign per set of assumptions",
        "signs": "{more} more, {same} practically the same, {less} fewer",
        "as_table": "Numbers as a table",
        "option": "Option",
        "level": "Level",
        "difference": "Difference",
        "from_to": "{low} to {high}",
        "not_known": "not known yet",
        "follows": "is being calculated …",
        "final": "Done: from {done} of {all} sets of assumptions.",
        "preliminary": "Preliminary: from {done} of {all} sets of assumptions.",
        "estimated": "First estimate; a run of this option follows.",
        "single": "Preliminary: one run with the values as shipped; sets of assumptions follow.",
        "others_first": "Others are answered first; yours go on after that.",
        "starting": "Calculating …",
        "stop": "Stop",
        "go_on": "Go on",
        "stopped": "Stopped. What is shown stays.",
        "preparing": "Preparing: {what}. About {time} more.",
        "compiling": "the model is compiled once",
        "settling": "the city settles once",
        "minutes": "{count} min",
        "seconds": "{count} s",
        "network": "Does the network come about at all?",
        "ties_by_draw": "One bar per set of assumptions: share of ties by stage, last year",
        "stage_0": "no tie",
        "stage_1": "1 Cooperation: inform each other",
        "stage_2": "2 Coordination: plan together",
        "stage_3": "3 Joint work: binding",
        "stage_4": "4 Full alignment",
        "forms": "forms",
        "does_not_form": "does not form",
        "set_number": "Set",
        "assumptions_note": (
            "{count} assumed numbers are at work here. The same list as a command:"
        ),
        "take_note": (
            "The link holds every decision, the place, what it is compared with, the sets of "
            "assumptions and the version. The file can be loaded here and anywhere. Command line "
            "and Python give the same numbers."
        ),
        "as_command": "The same as a command",
        "as_python": "The same in Python",
        "link": "Link",
        "limits": "Limits.",
        "origin": "Origin.",
        "origin_text": (
            "{place} · {months} months · seed {seed} · {draws} sets of assumptions · version "
            "{version}"
        ),
        "gone": (
            "The program no longer answers. Your decisions stay here and in the address of this "
            "page. Start it again with: sozialraum page"
        ),
        "failed": "This could not be calculated: {why} Your decisions stay as they are.",
        "refused": "Not accepted: {name} = {value}. Allowed: {low} to {high}.",
        "unknown": "Not known here, left out: {name}.",
        "other_version": (
            "This link was made with version {theirs}; here runs {mine}. Numbers may differ."
        ),
        "other_place": "This link is about {theirs}; here runs {mine}.",
        "too_large": "The file is too large: at most {most} kB.",
        "not_utf8": "The file is not a text.",
        "wrong_file": "This file cannot be used:",
        "no_script": "Without JavaScript the page shows your decisions, but cannot answer.",
    },
    context="page",
)
PAGE.texts.update(VIEWS.texts | TAKING.texts)  # one table for templates
TARGETS = Texts(
    {
        "everyone": "everybody",
        "under_25": "people under 25",
        "families": "families",
        "lone_parents": "lone parents",
        "far_from_market": "people far from the labour market",
        "long_receipt": "people in long receipt",
        "migrants": "migrants",
        "ill": "people who are ill",
    },
    context="target group",
)
UNITS = Texts(
    {
        "services_1": "one offer",
        "services": "{count} offers",
        "months": "{count} months",
        "percent": "{value}%",
    },
    context="lever",
)
