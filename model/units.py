"""Units: which of them are whole numbers, and which cannot be below zero.

Nothing is converted in code: a record has the unit that its rule takes.
"""

# Units whose values are whole numbers: true/false, choices, stages and things done at a time.
WHOLE_UNITS = frozenset({"switch", "code", "stage", "services"})
# Of levers also these: a form lasts whole months, and conferences are held or not.
WHOLE_OF_LEVERS = frozenset({"months", "per year"})
# Units of things that are counted or last: below zero they mean nothing.
COUNTED_UNITS = frozenset(
    {
        "persons",
        "households",
        "families",
        "children",
        "parents",
        "pupils",
        "places",
        "posts",
        "jobs",
        "sites",
        "month",
        "months",
        "minutes",
        "minute/month",
        "minutes/month",
        "households/month",
        "1/month",
        "1/year",
    }
)
