"""With what a comparison was made: seed, pairs, draws, code, and what more pairs would bring."""

from collections.abc import Iterator

from analysis.findings.answer import Answer
from analysis.measures.contraction import INFORMED
from analysis.measures.headlines import HEADLINES_OF
from analysis.sensitivity.topics import title_of
from experiments.study.stopping import pairs_needed
from model.words import Texts, number_in

NAMED = 5  # parameters named as the best informed
_SENTENCES = Texts(
    {
        "arms": "Arrangements: {names}.",
        "size": "Place {place}, {months} months, seed {seed}, {pairs} pairs.",
        "draws": (
            "{draws} draws of the parameters ({kind}), {seeds} pairs each; {prior} pairs under the "
            "ranges alone."
        ),
        "study": "Study {study} of the store, content {content}.",
        "code": "Code: version {version}, commit {commit}.",
        "needed": (
            "{title}, {arm}: about {needed} pairs would narrow the part of the range that is "
            "chance to ±{within}; the part of the assumptions stays."
        ),
        "enough": (
            "{title}, {arm}: chance is small enough: about {needed} of the {pairs} pairs would "
            "leave ±{within} of it; the part of the assumptions stays."
        ),
        "informed": "Best informed parameters (1 = known exactly): {names}.",
    }
)


def technical(answer: Answer) -> Iterator[str]:
    """Lines for whoever repeats or extends the comparison."""
    comparison, say = answer.comparison, _SENTENCES.spoken(answer.language)
    plan, record = comparison.plan, comparison.record
    yield say("arms", names=", ".join(arm.name for arm in plan.arms))
    yield say(
        "size",
        place=plan.place,
        months=plan.months,
        seed=str(plan.seed),
        pairs=comparison.pairs,
    )
    if plan.draws is not None:
        prior = sum(result.failure is None for result in comparison.prior)
        draws, kind, seeds = answer.draws, plan.draws.kind, plan.draws.seeds
        yield say("draws", draws=draws, kind=kind, seeds=seeds, prior=prior)
    if "study" in record:
        yield say("study", study=record["study"], content=record["content"])
    code = record.get("code", {})
    if code:
        yield say("code", version=code.get("version"), commit=code.get("commit"))
    yield from _needed(answer)
    yield from _informed(answer)


def _needed(answer: Answer) -> Iterator[str]:
    """How many pairs the chance part would take, arm by arm."""
    say = _SENTENCES.spoken(answer.language)
    for one in HEADLINES_OF.values():
        for arm in answer.arms:
            deviation = abs(one.factor) * answer.comparison.difference(one.name, arm).deviation
            needed = pairs_needed(deviation, one.matters)
            if needed is not None:
                yield say(
                    "enough" if needed <= answer.comparison.pairs else "needed",
                    title=one.title(answer.language),
                    arm=answer.named(arm),
                    needed=needed,
                    pairs=answer.comparison.pairs,
                    within=number_in(answer.language, one.matters, one.digits),
                )


def _informed(answer: Answer) -> Iterator[str]:
    """What the known patterns have narrowed most."""
    table = answer.comparison.contraction
    if table.empty:
        return
    fitted = table[table["fitted"].astype(bool)]
    best = fitted[fitted["contraction"] >= INFORMED][:NAMED]
    if not best.empty:
        pairs = zip(best["name"], best["contraction"], strict=True)
        names = ", ".join(
            f"{title_of(name, answer.language)} {number_in(answer.language, x, 2)}"
            for name, x in pairs
        )
        yield _SENTENCES.say(answer.language, "informed", names=names)
