"""Every text has its German, nothing is left over, and both languages have the same blanks."""

import ast
import re
import string

import pytest
from testkit.source import PACKAGES, ROOT, modules
from testkit.words_said import (
    PO,
    Said,
    as_read,
    in_catalogue,
    key,
    messages,
    said,
    said_in,
    written,
)

from analysis.wording import FORMULA, MEANING, PATTERN, UNIT, percent_in
from model.words import LANGUAGES, Texts, counted, from_file, number_in, say, short_in, signed_in
from model.words.catalogue import catalogue

# Where code still chooses by language, with how often. The list may only shrink: a new text enters
# in English at its place, and in German in model/words/de.po.
LEFT = {
    "analysis/register/catalogue.py": 1,  # plain data for machines: both languages of a file
    "model/scenario/compose.py": 2,  # a scenario without a title: its name for both
}

DATA = (FORMULA, MEANING, PATTERN, UNIT)  # written in the files of parameters and places
NAMES = re.compile(
    "Sozialräume|Förder|Unterstützung|Maßnahmeplanung"
)  # terms of art, which stay German


def blanks(text: str) -> set[str]:
    try:
        found = {field for _, field, _, _ in string.Formatter().parse(text)}
    except ValueError:  # a text without blanks, in which a brace stands for itself
        return set()
    return {str(field) for field in found if field is not None}


def faults_in(catalogue, texts: list[Said]) -> list[str]:  # type: ignore[no-untyped-def]
    """What is missing, fuzzy, left over, or has other blanks than the English text."""
    found = {key(message): message for message in messages(catalogue)}
    wanted = {(text.context, text.text, text.many) for text in texts}
    faults = [f"not in the catalogue: {text[1]!r}" for text in wanted - set(found)]
    faults += [f"nobody says it: {text[1]!r}" for text in set(found) - wanted]
    for one, message in found.items():
        forms = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.fuzzy or not all(forms):
            faults.append(f"no German, or fuzzy: {one[1]!r}")
        elif any(blanks(form) - {"count"} != blanks(one[1]) - {"count"} for form in forms):
            faults.append(f"other blanks: {one[1]!r}: {forms}")
    return sorted(faults)


def test_the_quick_reader_reads_what_babel_reads() -> None:
    def forms(message) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
        said = message.string
        return tuple(form for form in (said if isinstance(said, tuple | list) else [said]) if form)

    read = {key(message)[:2]: forms(message) for message in messages(in_catalogue())}
    quick = {found: said for found, said in catalogue("de").items() if found[1]}
    assert quick == {found: said for found, said in read.items() if said}


@pytest.mark.documents
def test_the_catalogue_holds_what_is_said(renew_documents: bool) -> None:
    texts = said()
    if renew_documents:
        PO.write_text(written(texts, in_catalogue()), encoding="utf-8")
    assert faults_in(in_catalogue(), texts) == [], "run: make docs, then write the German"
    assert PO.read_text(encoding="utf-8") == written(texts, in_catalogue()), "run: make docs"


@pytest.mark.parametrize(
    ("po", "fault"),
    [
        ("", "not in the catalogue"),
        ('msgid "{arm} loses"\nmsgstr ""', "no German"),
        ('#, fuzzy\nmsgid "{arm} loses"\nmsgstr "{arm} verliert"', "no German, or fuzzy"),
        ('msgid "{arm} loses"\nmsgstr "{Arm} verliert"', "other blanks"),
        ('msgid "{arm} loses"\nmsgstr "{arm} verliert"\n\nmsgid "x"\nmsgstr "y"', "nobody says"),
    ],
)
def test_faults_of_a_catalogue_are_found(po: str, fault: str) -> None:
    texts = [Said("", "{arm} loses", "", "a.py")]
    assert fault in " ".join(faults_in(as_read(po), texts))
    renewed = written(texts, as_read(po))
    assert "{arm} loses" in renewed
    assert "nobody" not in " ".join(faults_in(as_read(renewed), texts))


def test_meanings_units_and_reasons_of_data_files_are_said() -> None:
    texts = said()
    shipped = {(text.context, text.text) for text in texts}
    assert ("meaning", "trust lost by a sanction") in shipped
    assert ("unit", "odds ratio per week") in shipped
    assert ("pattern", "nothing is published") in shipped
    assert ("formula", "sanctions, per year") in shipped
    missing = Said("meaning", "a new number", "", "casework.toml")
    faults = faults_in(in_catalogue(), [*texts, missing])
    assert faults == ["not in the catalogue: 'a new number'"]


def test_texts_are_found_in_the_code() -> None:
    source = """
from model.words import Texts, counted, say
A = Texts({"key": "one" "two"}, context="c")
B = Texts(("three", "four"))
class Row:
    name: str
    english: str
ROWS = (Row("x", "five"),)
say(language, "six {blank}", blank=1)
counted(language, "seven", "sevens", 7)
def f(say):
    say(1, 2)
"""
    found = set(said_in(ast.parse(source), "a.py"))
    expected = {("c", "onetwo", ""), ("", "seven", "sevens")}
    expected |= {("", text, "") for text in ("three", "four", "five", "six {blank}")}
    assert {(text.context, text.text, text.many) for text in found} == expected
    hidden = ast.parse("from model.words import say\nsay(language, text)")
    with pytest.raises(ValueError, match="write the text itself"):
        list(said_in(hidden, "a.py"))


def german_in_code(tree: ast.Module) -> int:
    """Dictionaries by language, and choices by it: texts of two languages in code."""
    found = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            found += {"de", "en"} <= {k.value for k in node.keys if isinstance(k, ast.Constant)}
        elif isinstance(node, ast.Compare):
            sides = (node.left, *node.comparators)
            found += any(isinstance(side, ast.Constant) and side.value == "de" for side in sides)
    return found


def test_no_new_text_of_two_languages_stands_in_code() -> None:
    counts = {
        path.relative_to(ROOT).as_posix(): german_in_code(ast.parse(path.read_text("utf-8")))
        for path in modules(*PACKAGES)
        if "model/words" not in path.as_posix()
    }
    found = {file: count for file, count in counts.items() if count}
    new = {file: n for file, n in found.items() if n > LEFT.get(file, 0)}
    assert not new, "say it with model.words; the German belongs into model/words/de.po"
    assert found == LEFT, "fewer than listed: shorten the list"


def german_letters(tree: ast.Module) -> list[str]:
    """Strings with letters that English does not have; docstrings and names of the field aside."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    owners = (node for node in ast.walk(tree) if isinstance(node, holders))
    described = {id(owner.body[0].value) for owner in owners if is_described(owner.body)}  # type: ignore[attr-defined]
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in described
    )
    return [text for text in texts if re.search("[äöüßÄÖÜ„]", NAMES.sub("", text))]


def is_described(body: list[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[0], ast.Expr)


def test_no_german_stands_in_code() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): texts
        for path in modules(*PACKAGES)
        if (texts := german_letters(ast.parse(path.read_text("utf-8"))))
    }
    assert found == {}, "say it in English with model.words; the German belongs into de.po"
    assert german_letters(ast.parse('"""Größe"""\nx = ("für", "Sozialräume")')) == ["für"]


@pytest.mark.parametrize(
    "code", ['{"de": "ja", "en": "yes"}', '"ja" if language == "de" else "yes"', 'x["de" == l]']
)
def test_texts_of_two_languages_are_noticed(code: str) -> None:
    assert german_in_code(ast.parse(code)) == 1
    assert german_in_code(ast.parse('say(language, "yes")')) == 0


def test_two_languages_side_by_side() -> None:
    for _ in range(2):
        assert say("de", "outcome") == "Ergebnis"
        assert say("en", "outcome") == "outcome"
    assert say("de", "assumed", context="calibration") == "angenommen"
    assert say("de", "Altenberg-Nord") == "Altenberg-Nord"
    words = Texts({"a": "{low} to {high} {text}"}).spoken("en")
    assert words("a", low=1, high=2, text="x") == "1 to 2 x"
    assert Texts(("outcome",)).named("de", "unknown") == "unknown"
    assert counted("en", "{count} run", "{count} runs", 1) == "1 run"
    assert counted("de", "{count} run", "{count} runs", 3) == "3 runs"  # not in the catalogue
    assert [from_file(language, de="ja", en="yes") for language in LANGUAGES] == ["ja", "yes"]


@pytest.mark.parametrize(
    ("value", "digits", "german", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (-0.25, 2, "−0,25", "−0.25"),
        (-0.001, 2, "0,00", "0.00"),
        (2.675, 2, "2,67", "2.67"),  # as the number is stored: a little below 2.675
        (float("nan"), 2, "–", "–"),
    ],
)
def test_numbers_are_written_as_in_the_language(
    value: float, digits: int, german: str, english: str
) -> None:
    assert number_in("de", value, digits) == german
    assert number_in("en", value, digits) == english


def test_per_cent_has_a_blank_in_german_only_and_it_never_breaks() -> None:
    assert [percent_in(language, 2.5, 1) for language in LANGUAGES] == ["2,5\u00a0%", "2.5%"]
    loose = re.compile(r"[\d}] %")
    for message in messages(in_catalogue()):
        here = [path for path, _ in message.locations]
        if any(path.startswith(("analysis/", "sozialraum/page/")) for path in here):
            assert message.context in DATA or not loose.search(str(message.id)), message.id
        if any(path.startswith(("analysis/figures/", "sozialraum/page/")) for path in here):
            assert not loose.search(str(message.string)), message.string


def test_signs_and_significant_digits() -> None:
    assert signed_in("de", 0.5, 1) == "+0,5"
    assert signed_in("de", -0.5, 1) == "−0,5"
    assert signed_in("de", 0.04, 1) == "0,0"
    assert short_in("de", 0.1234, 3) == "0,123"
    assert short_in("de", 12340.0, 6) == "12340"
    assert short_in("de", -1.5e-7, 3) == "−1,5e−07"
