"""`sozialraum assumptions` and `sozialraum cite` as users call them."""

import json

import pytest
from testkit.program import program


def test_assumptions_as_json() -> None:
    answer = program("assumptions", "siloed", "production-network", "--status", "assumed",
                     "--topic", "cooperation", "--json")  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    content = json.loads(answer.stdout)
    assert content["place"] == "oberhausen-2015"
    assert [arm["name"] for arm in content["scenarios"]] == ["siloed", "production-network"]
    names = [parameter["name"] for parameter in content["parameters"]]
    assert names
    assert all(name.startswith("cooperation.") for name in names)
    keys = {"name", "value", "unit", "range", "status", "grade", "source", "mechanisms"}
    assert all(keys <= set(parameter) for parameter in content["parameters"])


def test_assumptions_for_people() -> None:
    words = ("--topic", "market", "--place", "oberhausen-2015", "--lang", "de")
    answer = program("assumptions", *words)
    assert answer.returncode == 0, answer.stderr
    assert "market.elasticity" in answer.stdout
    assert "Stellenbesetzung (matches)" in answer.stdout
    assert "angenommene Werte wirken" in answer.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("assumptions", "--topic", "coperation"), "did you mean: cooperation?"),
        (("assumptions", "silod"), "siloed"),
        (("cite", "siloed", "--json", "--bibtex"), "one of the two"),
    ],
)
def test_mistakes_are_said_in_plain_words(words: tuple[str, ...], said: str) -> None:
    answer = program(*words)
    assert answer.returncode == 1
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_cite_in_three_forms() -> None:
    plain, data, bib = (
        program("cite", "siloed", *more) for more in ((), ("--json",), ("--bibtex",))
    )
    assert plain.returncode == data.returncode == bib.returncode == 0
    sources = json.loads(data.stdout)["sources"]
    assert {"key", "title", "numbers", "processes", "patterns"} <= set(sources[0])
    keys = {source["key"] for source in sources}
    assert "talk_bruelle_2015" in keys
    assert "{talk_bruelle_2015}" in plain.stdout
    assert bib.stdout.startswith("@misc{")
    assert "prototype_fit" not in bib.stdout
