"""The sentences of the verdict as templates, German and English side by side."""

from collections.abc import Mapping

from analysis.wording import Language

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "better": (
        "$outcome: mit $arm besser als mit $base, um $size $unit (95-%-Intervall $low bis $high).",
        "$outcome: better with $arm than with $base, by $size $unit (95 % interval $low to $high).",
    ),
    "worse": (
        "$outcome: mit $arm schlechter als mit $base, um $size $unit "
        "(95-%-Intervall $low bis $high).",
        "$outcome: worse with $arm than with $base, by $size $unit (95 % interval $low to $high).",
    ),
    "moved": (
        "$outcome: mit $arm anders als mit $base, um $size $unit (95-%-Intervall $low bis $high).",
        "$outcome: different with $arm than with $base, by $size $unit "
        "(95 % interval $low to $high).",
    ),
    "unknown_sign": (
        "$outcome: Ob $arm oder $base besser ist, lässt sich nicht sagen. Der Unterschied von "
        "$size $unit kann Zufall sein, das 95-%-Intervall $low bis $high enthält die Null. Einen "
        "Unterschied dieser Größe würden $needed Paare zeigen.",
        "$outcome: it cannot be told whether $arm or $base is better. The difference of $size "
        "$unit may be chance, the 95 % interval $low to $high contains zero. $needed pairs would "
        "show a difference of this size.",
    ),
    "negligible": (
        "Praktisch ist das kein Unterschied: unter diesen Annahmen ist "
        "mehr als ±$matters $unit ausgeschlossen.",
        "In practice this is no difference: under these assumptions "
        "more than ±$matters $unit is ruled out.",
    ),
    "equal": (
        "$outcome: mit $arm genau gleich wie mit $base, in jedem Paar.",
        "$outcome: exactly the same with $arm as with $base, in every pair.",
    ),
    "one_pair": (
        "$outcome: $arm liegt um $size $unit anders als $base; aus einem einzigen Paar lässt sich "
        "nicht sagen, ob das Zufall ist. Rechnen Sie mindestens zwei, besser zwanzig Paare.",
        "$outcome: $arm differs from $base by $size $unit; a single pair cannot tell whether that "
        "is chance. Run at least two, better twenty pairs.",
    ),
    "undefined": (
        "$outcome: für $arm und $base nicht bestimmbar, es gab nichts zu zählen.",
        "$outcome: not defined for $arm and $base, there was nothing to count.",
    ),
    "about": ("etwa $count", "About $count"),
    "more_than": ("mehr als $count", "More than $count"),
    "rival": (
        "Gegen den fairen Rivalen gerechnet ($rival: gleicher Aufwand, nur mehr Zeit je Fall):",
        "Judged against the fair rival ($rival: the same cost, spent on more time per case):",
    ),
    "no_rival": (
        "Nicht geprüft: ob derselbe Aufwand ohne Netzwerk mehr brächte. Nehmen Sie dazu den fairen "
        "Rivalen $rival als weiteren Arm hinzu.",
        "Not tested: whether the same cost would bring more without a network. Add the fair rival "
        "$rival as another arm for that.",
    ),
    "split": (
        "Teilhabe des Bestands am Ende, $arm: $total Punkte, davon $within, weil dieselben "
        "Menschen anders leben, und $composition, weil andere Menschen im Bestand sind.",
        "Participation of the stock at the end, $arm: $total points, of which $within because the "
        "same people fare otherwise, and $composition because other people are in the stock.",
    ),
    "people": (
        "Mensch für Mensch, $arm: $gain % der Kohorte haben spürbar mehr Teilhabe, $lose % spürbar "
        "weniger (mehr als $noticeable Punkte im Mittel der Jahre). Der Einzelfall enthält Zufall; "
        "belastbar sind die Mittel der Gruppen.",
        "Person by person, $arm: $gain % of the cohort have noticeably more participation, $lose % "
        "noticeably less (more than $noticeable points in the mean of the years). A single case "
        "contains chance; the means of groups are what can be relied on.",
    ),
    "groups": (
        "  Gruppen, die im Mittel sicher gewinnen (Punkte): $best. Sicher verlieren: $worst.",
        "  Groups that certainly gain on average (points): $best. Certainly lose: $worst.",
    ),
    "nobody": ("keine", "none"),
    "assumed": (
        "Die Intervalle zeigen nur den Zufall. In diesem Vergleich wirken $count Werte mit, die "
        "angenommen, nicht gemessen sind ($levers davon beschreiben die Arrangements selbst); mit "
        "anderen Annahmen kann sich das Ergebnis umkehren.",
        "The intervals show chance only. In this comparison $count values are at work that are "
        "assumed, not measured ($levers of them describe the arrangements themselves); under other "
        "assumptions the result may turn round.",
    ),
    "assumed_list": (
        "  Alle mit Spanne und Wirkung: $command",
        "  All of them with range and effect: $command",
    ),
    "never_measured": (
        "Die Wirkung eines Produktionsnetzwerks ist nie ursächlich gemessen worden. Was hier "
        "herauskommt, folgt aus Annahmen über seine Mechanismen und ist kein Beleg für sie.",
        "The effect of a production network has never been measured causally. What comes out here "
        "follows from assumptions about its mechanisms and is no evidence for them.",
    ),
    "counterfactual": (
        "Recht und Arbeitsmarkt stehen auf dem Stand von April 2015: ein Was-wäre-wenn, keine "
        "Vorhersage.",
        "Law and labour market stand as of April 2015: a what-if, not a forecast.",
    ),
    "many": (
        "Die Tabelle hat $rows Zeilen; etwa $chance davon lägen auch ohne jeden Unterschied "
        "außerhalb ihres Intervalls.",
        "The table has $rows rows; about $chance of them would lie outside their interval without "
        "any difference.",
    ),
    "precise": (
        "$outcome: Das Intervall ist auf ±$width genau (verlangt ±$asked), mit $pairs Paaren.",
        "$outcome: the interval is within ±$width (asked ±$asked), with $pairs pairs.",
    ),
    "not_precise": (
        "$outcome: Die verlangte Genauigkeit ±$asked wurde mit $pairs Paaren nicht erreicht "
        "(±$width).",
        "$outcome: the precision asked for, ±$asked, was not reached with $pairs pairs (±$width).",
    ),
    "unknown_sign_drawn": (
        "$outcome: Ob $arm oder $base besser ist, lässt sich nicht sagen. Im Mittel beträgt der "
        "Unterschied $size $unit; je nachdem, welche Annahmen zutreffen, reicht er von $low "
        "bis $high (95 %) und kann auch null sein.",
        "$outcome: it cannot be told whether $arm or $base is better. The difference is $size "
        "$unit on average; depending on which assumptions hold it lies between $low and $high "
        "(95 %) and may be zero.",
    ),
    "assumptions_larger": (
        "Die Unsicherheit der Annahmen ist größer als der Zufall ($share zu $rest % der Streuung "
        "eines Paares). Der Zufall allein ließe $low bis $high $unit; mehr Paare verkleinern nur "
        "diesen Teil.",
        "The uncertainty of the assumptions is larger than chance ($share to $rest % of the "
        "variance of a pair). Chance alone would leave $low to $high $unit; more pairs shrink "
        "only that part.",
    ),
    "chance_larger": (
        "Der Zufall ist größer als die Unsicherheit der Annahmen ($rest zu $share % der Streuung "
        "eines Paares). Der Zufall allein ließe $low bis $high $unit; mehr Paare verkleinern ihn.",
        "Chance is larger than the uncertainty of the assumptions ($rest to $share % of the "
        "variance of a pair). Chance alone would leave $low to $high $unit; more pairs shrink it.",
    ),
    "alike": (
        "Zufall und Annahmen sind etwa gleich unsicher ($rest und $share % der Streuung eines "
        "Paares). Der Zufall allein ließe $low bis $high $unit; nur diesen Teil verkleinern mehr "
        "Paare.",
        "Chance and assumptions are about equally uncertain ($rest and $share % of the variance "
        "of a pair). Chance alone would leave $low to $high $unit; more pairs shrink only that "
        "part.",
    ),
    "prior": (
        "Wären die Muster der Stadt nicht bekannt (alle Werte aus ihren Bereichen gezogen), "
        "betrüge der Unterschied $size ($low bis $high) $unit.",
        "If the patterns of the city were not known (all values drawn from their ranges), the "
        "difference would be $size ($low to $high) $unit.",
    ),
    "learnt": (
        "Die Muster der Stadt haben $informed von $fitted angepassten Parametern merklich "
        "eingegrenzt (1 = ganz bekannt: $names). $rest weitere angenommene Werte wurden frei aus "
        "ihren Bereichen gezogen.",
        "The patterns of the city have narrowed $informed of $fitted fitted parameters noticeably "
        "(1 = known exactly: $names). $rest further assumed values were drawn freely from their "
        "ranges.",
    ),
    "not_fitted": (
        "Alle $count Werte wurden aus ihren Bereichen gezogen, ohne Rücksicht auf die bekannten "
        "Muster der Stadt.",
        "All $count values were drawn from their ranges, whatever the known patterns of the city "
        "say.",
    ),
    "network_prior": (
        "Über das Netzwerk sagen die Muster nichts: Kein Muster informiert seine Koeffizienten, "
        "ihre Verteilung ist allein die angenommene.",
        "About the network the patterns say nothing: no pattern informs its coefficients, their "
        "posterior is their prior.",
    ),
    "other_posterior": (
        "Achtung, der Posterior (die Anpassung an die Muster) stammt nicht von diesem Stand. "
        "$remark. `sozialraum calibrate` passt neu an.",
        "Beware, the posterior does not belong to this state: $remark. `sozialraum calibrate` "
        "fits anew.",
    ),
    "unused": (
        "Der Posterior, der bei $place liegt, wurde an $fitted angepasst und nicht verwendet. "
        "`sozialraum calibrate` passt den Ort an.",
        "The posterior beside $place was fitted to $fitted and has not been used. `sozialraum "
        "calibrate` fits the place.",
    ),
    "assumed_drawn": (
        "Die Intervalle enthalten Zufall und unsichere Annahmen: $drawn von $count Werten des "
        "Modells wurden neu gezogen, für je $seeds Paare gemeinsam. Was das Modell weglässt, "
        "enthalten sie nicht.",
        "The intervals contain chance and uncertain assumptions: $drawn of $count values of the "
        "model were drawn anew, together for every $seeds pairs. What the model leaves out they "
        "do not contain.",
    ),
    "failed": (
        "$failed von $pairs Paaren sind fehlgeschlagen und fehlen im Ergebnis; die Gründe stehen "
        "im Protokoll des Laufs.",
        "$failed of $pairs pairs have failed and are missing from the result; the run record says "
        "why.",
    ),
}

WORDS: Mapping[Language, Mapping[str, str]] = {
    "de": {key: german for key, (german, _) in _SENTENCES.items()},
    "en": {key: english for key, (_, english) in _SENTENCES.items()},
}
