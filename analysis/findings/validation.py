"""What a validation says, in plain sentences."""

from collections.abc import Iterator
from string import Template

from analysis.measures.patterns import FAILS, REPORTED
from analysis.results.validation import Validation
from analysis.wording import Language, number_in, signed_in

_WORDS: dict[Language, dict[str, str]] = {
    "de": {
        "definition": "Was gezählt wird: ",
        "reason": "Warum dieses Band, ",
        "all": "Alle $count Werte der Muster $first bis $last, die zählen, liegen in ihrem Band.",
        "fails": "Außerhalb ihres Bandes: $count von $all Werten, die zählen: $names.",
        "reported": "Ohne Urteil berichtet, weil der Zielwert angenommen oder schwach belegt ist: "
        "$count Werte.",
        "concentration": "Konzentration: Der Anteil der Marktnahen an den Integrationen liegt um "
        "$all Punkte ($all_low bis $all_high) über ihrem Anteil am Bestand. Bei neutraler "
        "Steuerung (dieselben Menschen, derselbe Zufall, κ = 0) blieben $distance Punkte "
        "($distance_low bis $distance_high): Abstand vom Arbeitsmarkt. $attention Punkte "
        "($attention_low bis $attention_high) sind Aufmerksamkeit.",
        "creaming": "Creaming (Verhältnis der Anteile $ratio, minus dasselbe bei neutraler "
        "Steuerung): $creaming, je nach Parametern und Zufall $low bis $high. Die veröffentlichte "
        "Tabelle legt es kaum fest, deshalb gilt die Spanne, nicht der Mittelwert.",
        "no_posterior": "Der Ort hat keinen Posterior: Die Spannen zeigen nur Zufall. "
        "`sozialraum calibrate` macht einen.",
        "remark": "Achtung, der Posterior stammt nicht von diesem Stand. $remark.",
    },
    "en": {
        "definition": "What is counted: ",
        "reason": "Why this band, ",
        "all": "All $count values of the patterns $first to $last that count lie in their bands.",
        "fails": "Outside their bands: $count of $all values that count: $names.",
        "reported": "Reported without a verdict, as the target is assumed or weakly known: $count "
        "values.",
        "concentration": "Concentration: people near the market have $all points ($all_low to "
        "$all_high) more of the integrations than of the stock. Under neutral steering (the same "
        "people, the same luck, κ = 0) $distance points ($distance_low to $distance_high) remain: "
        "distance from the market. $attention points ($attention_low to $attention_high) are "
        "attention.",
        "creaming": "Creaming (ratio of the shares $ratio, minus the same under neutral steering): "
        "$creaming, between $low and $high depending on parameters and chance. The published table "
        "hardly identifies it, so the range counts, not the mean.",
        "no_posterior": "The place has no posterior: ranges show chance only. `sozialraum "
        "calibrate` makes one.",
        "remark": "Beware, the posterior does not belong to this state: $remark.",
    },
}


def definitions(done: Validation) -> Iterator[tuple[str, list[str]]]:
    """Of every pattern: a heading, what is counted, and the reason of every band."""
    language, words = done.language, _WORDS[done.language]
    for key, pattern in done.patterns.patterns.items():
        title = pattern.title.de if language == "de" else pattern.title.en
        rows = [row for row in done.rows if row.id == key]
        reasons = [f"{words['reason']}{row.name}: {row.reason}" for row in rows]
        yield f"{key}  {title}", [words["definition"] + pattern.definition, *reasons]


def sentences(done: Validation) -> Iterator[str]:
    """What the validation says, in plain words."""
    language, words = done.language, _WORDS[done.language]

    def say(key: str, **values: object) -> str:
        return Template(words[key]).substitute({k: str(v) for k, v in values.items()})

    counted = [row for row in done.rows if row.verdict != REPORTED]
    failing = [row for row in counted if row.verdict == FAILS]
    if failing:
        names = "; ".join(f"{row.id} {row.name}" for row in failing)
        yield say("fails", count=len(failing), all=len(counted), names=names)
    elif counted:
        yield say("all", count=len(counted), first=counted[0].id, last=counted[-1].id)
    yield say("reported", count=len(done.rows) - len(counted))
    split = done.split
    blanks: dict[str, str] = {}
    for name in ("all", "distance", "attention"):
        mean, low, high = (100.0 * value for value in getattr(split, name))
        blanks |= {
            name: number_in(language, mean, 1),
            f"{name}_low": number_in(language, low, 1),
            f"{name}_high": number_in(language, high, 1),
        }
    yield say("concentration", **blanks)
    creaming, low, high = split.creaming
    yield say(
        "creaming",
        ratio=number_in(language, split.ratio[0], 2),
        creaming=signed_in(language, creaming, 2),
        low=signed_in(language, low, 2),
        high=signed_in(language, high, 2),
    )
    if done.posterior is None:
        yield say("no_posterior")
    for remark in done.remarks_in(language):
        yield say("remark", remark=remark)
