"""Words of the forms of a report: topics, heads of tables, what a speaker should know."""

from model.words import Language, Texts

TOPICS = Texts(
    {
        "question": "The question",
        "answer": "The answer for both goals",
        "network": "Does the network form at all?",
        "compared": "What was compared",
        "people": "Who gains, who loses?",
        "rival": "Against the same hours of casework",
        "creaming": "Are people near the labour market preferred?",
        "services": "The way to a service",
        "effort": "What does it cost?",
        "hinges": "What does it hang on?",
        "lives": "Three single cases",
        "limits": "What we do not know",
        "board": "Questions to the board",
        "over_years": "The course of the years",
        "participation_over_years": "The course of the years",
        "who": "Groups one by one",
        "range": "Range and certainty",
        "forecast": "Forecast or what-if",
        "sources": "Where the numbers come from",
        "method": "Method",
        "work": "Further figures on work",
        "preferred": "Preference",
        "provenance": "Provenance",
    },
    context="topics",
)
_WORDS = Texts(
    {
        "brief": "In a nutshell",
        "summary": "Summary for the board",
        "report": "Report",
        "agenda": "Draft of an agenda paper",
        "page": "Page",
        "of": "of",
        "numbers": "Numbers as a table",
        "backup": "For questions",
        "source": (
            "Source: simulation Sozialraum, {place}. Result {result}, version {version}{day}."
        ),
        "on": ", {day}",
        "whatif": "A what-if under assumptions, no forecast.",
        "sources_line": "{whatif} {source}",
        "place": "Place",
        "start": "Starting point",
        "option": "Option",
        "time": "Time",
        "months": "{months} months",
        "certainty": "Certainty",
        "what": "What",
        "chosen": "Chosen",
        "meaning": "What it is",
        "bar": "Bar",
        "figure": "Figure",
        "difference": "Difference",
        "range": "Range",
        "judgement": "Judgement",
        "posts": "Posts",
        "group": "Group",
        "people": "People",
        "more": "Noticeably more, per 1,000",
        "less": "Noticeably less, per 1,000",
        "case": "Case",
        "course": "Course",
        "year": "Year",
        "near_people": "Near the labour market, % of people",
        "near_starts": "% of starts of work",
        "result": "Result",
        "version": "Version of the program",
        "number": "Starting number",
        "size": "Size",
        "occasion": "Occasion",
        "subject": "Subject",
        "outcome": "Result",
        "cost": "Cost",
        "limits": "Limits",
        "resolution": "Proposed resolution",
        "to_fill": "(to be written by the administration)",
        "occasion_text": (
            "The board has been asked how institutions should work together. This paper has the "
            "result of a simulation of the question."
        ),
        "locale": "en-GB",
        # With the language in it, so that an office program of another language shows it too.
        "axis_format": "[$-809]+0.0;\u22120.0;0",
    }
)
QUESTIONS = Texts(
    {
        "over_years": "Does the difference in starts of work last?",
        "participation_over_years": "And how does participation go on over the years?",
        "who": "Which group gains or loses participation?",
        "range": "What does the range mean?",
        "forecast": "Is this a forecast?",
        "sources": "Where do the numbers come from?",
        "method": "How was it computed?",
        "work": "What else changes about work?",
        "preferred": "Are people near the labour market preferred?",
    },
    context="questions",
)
_NOTES = Texts(
    {
        "question": "Read the question aloud. Say that both goals have the same rank.",
        "answer": (
            "Read the title and the line below it, nothing else. Starts of work are not people. Do "
            "not say: forecast, proven, significant."
        ),
        "network": (
            "One bar is one set of assumptions. Say first in how many of them the network forms, "
            "and only then what it does."
        ),
        "compared": "The same staff, places, people and luck in every option.",
        "people": (
            "Read the number of people with every group. No group may be named as gaining or "
            "losing unless the judgement says clearly."
        ),
        "rival": "The fair question is what the same hours would bring otherwise.",
        "creaming": "This is about steering, not about single members of staff.",
        "services": "More services begun are no goal of their own. Waiting times are left out.",
        "effort": "Hours are missing elsewhere: they are not extra money.",
        "hinges": "More computing does not answer this; knowledge of the board does.",
        "lives": (
            "Single cases: read the frequency with each. Chance is not taken out of a single case."
        ),
        "limits": "Read this slide in full.",
        "board": "Write the answers down: they can replace assumptions.",
        "over_years": "On the right the difference; on the left levels, whose bands overlap.",
        "participation_over_years": "Differences within the grey zone cannot be noticed.",
        "who": "Per 1,000 people of the group.",
        "range": "The range is about assumptions, not about a survey.",
        "forecast": "What came out follows from assumptions and is no evidence for them.",
        "sources": "Every value has a source or is marked as assumed.",
        "method": "One page; the full description is in the documents of the program.",
        "preferred": "This is about all of receipt, not about single members of staff.",
        "provenance": "With this command anybody gets the same numbers.",
    },
    context="notes",
)


def word(language: Language, key: str, **values: object) -> str:
    """A word of the forms."""
    return _WORDS.say(language, key, **values)


def said_about(language: Language, name: str) -> tuple[str, ...]:
    """What a speaker should know about a section."""
    return (_NOTES.say(language, name),) if name in _NOTES else ()


FORM_WORDS = (
    "brief", "summary", "report", "agenda", "page", "of", "numbers", "backup", "occasion",
    "subject", "outcome", "cost", "limits", "resolution", "to_fill", "occasion_text",
)  # fmt: skip
