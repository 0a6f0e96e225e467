"""What the views of the page say around results, and names of pillars, purses and decisions."""

from model.words import Texts

VIEWS = Texts(
    {
        "tab_answer": "Answer",
        "tab_gains": "Who gains, who loses",
        "tab_time": "Over time",
        "tab_spaces": "Sozialräume",
        "tab_creaming": "Creaming",
        "tab_waits": "Waits and queues",
        "tab_hours": "Hours and posts",
        "tab_ties": "Institutions and ties",
        "tab_lives": "Twin lives",
        "tab_hangs": "What it hangs on",
        "tab_all": "All outcomes",
        "tab_assumptions": "Assumptions",
        "tab_take": "Take home",
        "tab_shelf": "Shelf",
        "views": "Views of the answer",
        "shown_as": "Shown as",
        "as_chart": "Chart",
        "as_table_way": "Table",
        "as_source": "Source",
        "result": "Result",
        "how_counted": "How it is counted",
        "source_note": (
            "Numbers come from runs of the model, not from observations. What they rest on stands "
            "in the view “Assumptions”; the same file, seed and version give the same numbers."
        ),
        "chance_of_one": (
            "Chance alone moves one run by ±{work} starts of work and ±{people} people (95 of 100 "
            "runs)."
        ),
        "gains_note": (
            "Starts of work by group, with the range; below, of 1,000 people of a group those "
            "whose participation is noticeably higher or lower than in the comparison (more than "
            "{limit} points). n: people over the whole time; groups under {fewest} are left out."
        ),
        "gains_caption": "Groups: difference per 1,000 people; starts of work per year",
        "gains_about": (
            "Ranges of groups are wider than that of the answer, so that all of them hold at once "
            "in 95 of 100 cases. Groups by profile or risk features are not shown: they are not "
            "known of people who came later. A single case is mostly chance."
        ),
        "noticed_heading": "Participation: of 1,000 people with noticeably less ◂ ▸ more",
        "group": "Group",
        "people": "People (n)",
        "noticeably_more": "noticeably more participation",
        "noticeably_less": "noticeably less participation",
        "starts_difference": "starts of work, difference",
        "time_note": (
            "Difference from “{base}”, year by year; lines: range over the sets of assumptions; "
            "grey: practically the same. n = {count} people followed, mean of all months."
        ),
        "time_caption": "Difference per 1,000 people, by year",
        "year": "Year",
        "time_work": "Work: starts per 1,000 people, difference by year",
        "time_low": "Participation: people of 1,000 with at least medium participation, by year",
        "spaces_note": (
            "Each Sozialraum by itself. n: people over the whole time; lines: range. Smaller "
            "groups have wider ranges."
        ),
        "spaces_caption": "Starts of work per 1,000 people and year, by Sozialraum",
        "space": "Sozialraum",
        "space_work": "Starts of work per 1,000 people and year, difference",
        "space_ties": "The Jobcenter's ties at stage {stage} or above, last year",
        "ties_share": "ties at stage {stage} or above, %",
        "level_before": "level before",
        "level_after": "level after",
        "creaming_note": (
            "Near the labour market: the first three profiles. Whoever makes more of the starts of "
            "work than of the recipients is preferred, or is nearer to work: this picture does not "
            "tell which. n: starts of work."
        ),
        "creaming_caption": "People near the labour market, in %",
        "near_people": "share of the recipients, %",
        "near_starts": "share of the starts of work, %",
        "near_times": "how many times as often, difference (range)",
        "starts_count": "Starts of work (n)",
        "single_view": "One run with the values as shipped",
        "one_run": (
            "Looked into one run with the values as shipped, mean of the last year: chance is not "
            "taken out, and other assumptions give other numbers."
        ),
        "later_waits": "One run is looked into: some seconds …",
        "later_hours": "One run is looked into: some seconds …",
        "later_ties": "One run is looked into: some seconds …",
        "later_lives": "Three people are followed through two runs: some seconds …",
        "later_hangs": "Every decision is moved to both ends, twenty runs: less than a minute …",
        "waits_note": (
            "Caution: waits in the model were set with the known values in sight. Read them as "
            "direction, not as a result."
        ),
        "waits_caption": "Waits and queues by institution: compared with → option",
        "waits_months": "months that somebody must expect to wait",
        "queue_people": "people in receipt who wait",
        "queue_others": "others who wait",
        "institution": "Institution",
        "places": "places",
        "hours_note": (
            "Staff hours a month. One post = {minutes} hours a month with people. Staff and places "
            "are the same in all options: what coordination takes is missing for people."
        ),
        "hours_caption": "Hours a month by institution, then by purse: compared with → option",
        "hours_all": "hours of staff",
        "coordination_hours": "hours of coordination a month",
        "by_purse": "by who pays, hours of coordination a month",
        "in_posts": "in full-time posts",
        "share_of_time": "share of working time, %",
        "spend_none": (
            "{count} kinds of institution spend nothing on coordination; the table has them."
        ),
        "no_euro": "Not in euro: what an hour costs differs between institutions and is not known.",
        "ties_note": (
            "Stage of the Jobcenter's tie with each institution, mean over the Sozialräume that it "
            "works in: in the first month and in the last."
        ),
        "ties_caption": "Stage of the tie with the Jobcenter, 0 to 4",
        "tie_stage": "stage of the tie",
        "pillar": "Pillar",
        "at_start": "month 0",
        "at_end_of": "last month: {name}",
        "pillars_about": (
            "Pillars are those of the talk; an institution may stand in two. Ties between partners "
            "alone are not shown."
        ),
        "lives_status": "Single cases",
        "lives_caption": "What happens in both lives, month by month",
        "lives_part": "here the lives part",
        "lives_about": (
            "Chosen by rule: the median of all, of those who gain, of those who lose; in the pair "
            "of runs that is nearest to all sets of assumptions."
        ),
        "person": "Person",
        "month": "Month",
        "change_points": "{change} points",
        "hangs_note": (
            "Each decision alone is moved to the lowest and to the highest value; everything else "
            "stays as you have set it. Zero is your option."
        ),
        "hangs_caption": "Difference from your option, per 1,000 people",
        "hangs_which": (
            "Beyond the grey zone, work is moved by: {work}. Participation by: {participation}."
        ),
        "none_of_them": "none of them",
        "chance_or_assumptions": (
            "Chance or assumptions? {assumed}% of the uncertainty come from assumptions, {chance}% "
            "from chance. More runs hardly make the answer more precise; better knowledge does."
        ),
        "chance_most_of_all": (
            "Chance or assumptions? {assumed}% of the uncertainty come from assumptions, {chance}% "
            "from chance: the place is small, and single lives weigh much."
        ),
        "hangs_about": (
            "One run for each end at the values as shipped, with the same luck as your option."
        ),
        "zero_is_yours": "zero = your option",
        "lowest_end": "lowest value",
        "highest_end": "highest value",
        "decision": "Decision",
        "moved_to": "moved to",
        "hardly": "hardly",
    },
    context="page",
)
PURSE_NAMES = Texts(
    {
        "federal": "Federal purse",
        "municipal": "Municipal purse",
        "health_insurance": "Health insurance",
    },
    context="purse",
)
DECISION_NAMES = Texts(
    {
        "coordination_limit": "Time for coordination",
        "ramp_months": "Length of the build-up",
        "membership": "Who takes part",
        "handover": "Handing over in person",
        "max_parallel": "Offers at the same time",
        "reserved_share": "Reserved places",
        "weight_participation": "Weight of participation",
        "placement_priority": "Placement first",
        "teams_by_sozialraum": "Teams by Sozialraum",
        "milieu_engagement": "Work in the neighbourhood",
    },
    context="decision",
)
