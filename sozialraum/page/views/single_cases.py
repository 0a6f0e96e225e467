"""Twin lives: three people by rule, each with the same luck in the base and in the option."""

from analysis.findings.twin import Told
from analysis.results.twin import Twins
from model.words import Language, number_in, signed_in
from sozialraum.page import plots
from sozialraum.page.views.shape import Picture, View
from sozialraum.page.words import PAGE


def lives(twins: Twins, language: Language) -> View:
    """A picture and a sentence a person; what happens month by month as a table."""
    told, say = Told(twins, language), PAGE.spoken(language)
    (base, first), (arm, second) = told.lives()
    names = [twins.comparison.title_of(one, language) for one in (base, arm)]
    pictures, rows = [], []
    for number, one in enumerate(twins.people, 1):
        words = " ".join((told.parts(one), *told.there(one), told.change(one)))
        parted = None if one.parting is None else one.parting.month
        picture = plots.lives(
            first.participation[:, one.place].tolist(),
            second.participation[:, one.place].tolist(),
            parted,
            f"{told.case(one)} {words}",
        )
        pictures.append(Picture(picture, words, heading=f"{number}. {told.case(one)}"))
        change = signed_in(language, one.change, 2)
        rows.append((f"{number}.", "", told.case(one), say("change_points", change=change)))
        rows += [
            (f"{number}.", number_in(language, month, 0), before or "–", after or "–")
            for month, before, after in told.months(one)
        ]
    heads = (say("person"), say("month"), *names)
    legend = (f"┄ {names[0]}", f"— {names[1]}", f"┊ {say('lives_part')}")
    return View(
        "lives", f"{told.say('stamp')} {told.say('world')}", pictures, heads, rows,
        tuple(at for at, row in enumerate(rows) if not row[1]), say("lives_caption"),
        extra=(told.title() + ".",), legend=legend, outcomes=("participation",),
        about=(say("lives_about"),),
    )  # fmt: skip
