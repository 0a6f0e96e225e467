"""Worth of knowing: bars of what measuring each parameter would bring to the decision."""

from analysis.figures.notes import DARK, rows_axis, titled
from analysis.figures.style import COLOURS, Drawing, labelled, new_figure
from analysis.findings.worth import worth_in_words
from analysis.measures.outcomes import OUTCOME
from analysis.requests.points import arm_title
from analysis.results.worth import Worth
from analysis.sensitivity.topics import title_of
from analysis.wording import unit_in
from model.words import Language, Texts

MOST = 15
_WORDS = Texts(
    {
        "axis": "worth for the decision, {unit}",
        "note": (
            "Expected gain if this one value were known before choosing between {arms}. Lines: 95% "
            "interval."
        ),
    }
)


def worth_figure(worth: Worth, language: Language) -> Drawing:
    """The parameters worth most, with intervals."""
    words, found = _WORDS.spoken(language), OUTCOME[worth.outcome]
    data = worth.table.head(MOST)
    figure, axes = new_figure(height=2.0 + 0.36 * len(data))
    rows = range(len(data))
    axes.barh(rows, data["value"], 0.65, color=COLOURS[2])
    axes.hlines(rows, data["low"], data["high"], color=DARK, lw=1.2)
    axes.axvline(0.0, color=DARK, lw=1)
    rows_axis(axes, [title_of(str(name), language) for name in data["input"]])
    labelled(axes.xaxis, words("axis", unit=unit_in(language, found.unit)), language)
    title = worth_in_words(worth, language)[0]
    note = words("note", arms=", ".join(arm_title(arm, language) for arm in worth.arms))
    return titled(f"worth-{worth.outcome}", figure, data, title, note, worth.record, language)
