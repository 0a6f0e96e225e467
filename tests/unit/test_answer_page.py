"""The short answer as a page: small enough, in its language, the same in print and notebook."""

import re

import pytest
from testkit.planted import TITLES, planted, spread

import sozialraum as sr
from analysis.findings.answer import answer
from analysis.findings.technical import technical
from analysis.measures.outcomes import OUTCOME, OUTCOMES
from analysis.tables.comparison import TOPICS, all_lines, all_outcomes
from analysis.tables.short_answer import MOST_LINES, WIDTH, short_answer
from model.words import LANGUAGES, Language

NETWORK, RIVAL, THIRD = "production-network", "case-management-only", "merged-organisation"
ENGLISH = r"\b(the|and|of|with|under|than|people|range|sets?|starts|seed|pairs?|unknown)\b"


@pytest.mark.parametrize("arms", [1, 2, 3])
@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("mean", "width"), [(0.3, 9.0), (-1.5, 0.9)])
def test_the_page_is_small_enough_and_in_its_language(
    arms: int, long: bool, language: Language, mean: float, width: float
) -> None:
    names = (RIVAL, NETWORK, THIRD)[:arms] if arms > 1 else (NETWORK,)
    titles = {name: (german * 6, english * 6) for name, (german, english) in TITLES.items()}
    work = {name: spread(mean + at / 10, width) for at, name in enumerate(names)}
    people = {name: spread(4 * mean - at / 10, 3 * width) for at, name in enumerate(names)}
    done = planted(work, people, formed=2, language=language, titles=titles if long else None)
    lines = short_answer(answer(done))
    assert len(lines) <= MOST_LINES
    assert max(len(line) for line in lines) <= WIDTH
    text = "\n".join(lines)
    if language == "de":
        for name in ("siloed", *names, "oberhausen-2015", *OUTCOME, "Posterior", "Seed"):
            assert name not in text
        assert not re.search(ENGLISH, text)
        assert not re.search(r"\d %", text)  # a non-breaking space, which is no blank
        assert not re.search(r"(^|\s)-\d", text)  # U+2212
    for part in ("VORSICHT" if language == "de" else "CAUTION", "--all"):
        assert part in text


def test_more_arms_than_stand_beside_each_other() -> None:
    many = {f"arm-{number}": spread(0.0, 0.1) for number in range(5)}
    text = "\n".join(short_answer(answer(planted(many))))
    assert max(len(line) for line in text.splitlines()) <= WIDTH
    assert text.count("mindestens mittlere Teilhabe") == 2


def test_all_outcomes_have_one_row_each_and_arms_as_columns() -> None:
    work = {RIVAL: spread(1.4, 1.2), NETWORK: spread(-3.6, 1.0)}
    shown = all_outcomes(answer(planted(work)))
    assert len(shown.rows) == len(OUTCOMES) + len(TOPICS)
    assert len(shown.heads) == 2 + 2 * 2
    assert all(len(row) == len(shown.heads) for row in shown.rows)
    listed = [name for names in TOPICS.values() for name in names]
    assert sorted(listed) == sorted(OUTCOME)
    starts = next(row for row in shown.rows if "je 100 Personen" in row[0])
    assert starts[4].endswith("▼")
    assert starts[4].startswith("−0,36")


@pytest.mark.parametrize("arms", [1, 2, 3, 4])
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_outcomes_fit_a_screen(arms: int, language: Language) -> None:
    names = (RIVAL, NETWORK, THIRD, "another")[:arms]
    lines = list(
        all_lines(answer(planted({n: spread(-3.6, 1.0) for n in names}, language=language)))
    )
    assert max(len(line) for line in lines) <= WIDTH
    blocks = -(-arms // 3)
    assert "\n".join(lines).count("BuT") == blocks
    assert all(chr(ord("A") + at) in "".join(lines) for at in range(arms))


def test_print_is_short_and_says_the_same_as_the_notebook() -> None:
    done = planted({NETWORK: spread(-3.6, 1.0)})
    assert isinstance(done, sr.Comparison)  # the front door says how results appear
    assert len(repr(done)) < 200
    said = answer(done).sentences()[0]
    assert said in " ".join(str(done).split())
    assert said in done._repr_html_()


def test_technical_lines_name_seed_pairs_and_draws() -> None:
    said = " ".join(technical(answer(planted({NETWORK: spread(-3.6, 1.0)}))))
    assert "Startzahl 1, 48 Vergleichspaare" in said
    assert "24 Annahmesätze" in said
