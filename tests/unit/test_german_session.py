"""A German session: help, mistakes, faults and progress are German, whatever goes wrong."""

import pickle
import re

import pytest
from testkit.spoken import english_in
from typer.main import get_command

from model.errors import Fault, InputError, OutputError, SozialraumError, listed
from model.scenario import resolve
from model.words import Message, as_is, heard, joined, session, speak
from sozialraum.command_line import USES, app, main
from sozialraum.language import asked_for
from sozialraum.spoken_help import MISTAKES, mistake

# Words that give an English sentence away; none of them is German, a name, or code.
ENGLISH = re.compile(r"\b(the|of|and|with|for|not|this|that|is|are|be|to|by)\b")
# Names that stay as they are typed, and what examples of a command line say.
CODE = re.compile(r"`[^`]*`|\[[^\]]*\]|--?[a-z-]+|<[^>]*>|sozialraum .*|\S*/\S*|\S+=\S+")


@pytest.fixture(autouse=True)
def in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOZIALRAUM_LANGUAGE")


def english(text: str) -> list[str]:
    """English words in a text, code aside."""
    return ENGLISH.findall(CODE.sub("", text))


def commands() -> list[tuple[str, ...]]:
    """Every command, also those of groups."""
    found: list[tuple[str, ...]] = [()]
    for name, one in get_command(app).commands.items():  # type: ignore[attr-defined]
        found.append((name,))
        found += [(name, inner) for inner in getattr(one, "commands", {})]
    return found


def ended(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[object, str]:
    """Exit status and everything that was printed."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    shown = capsys.readouterr()
    return stopped.value.code, shown.out + shown.err


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_help_is_german(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    status, shown = ended([*command, "--help"], capsys)
    assert status == 0
    assert shown.startswith(f"Aufruf: sozialraum {' '.join(command)}".rstrip())
    assert english(shown) == []
    assert "--language" in shown
    status, shown = ended([*command, "--help", "--lang", "en"], capsys)
    assert shown.startswith("Usage: ")
    assert english(shown) != []


def test_commands_are_grouped_by_use(capsys: pytest.CaptureFixture[str]) -> None:
    _, shown = ended(["--help"], capsys)
    named = [name for names in USES.values() for name in names]
    assert sorted(named) == sorted(get_command(app).commands)  # type: ignore[attr-defined]
    assert [shown.index(f"{heard_in_german(use)}:") for use in USES] == sorted(
        shown.index(f"{heard_in_german(use)}:") for use in USES
    )


def heard_in_german(text: Message) -> str:
    return text.spoken("de")


@pytest.mark.parametrize(
    ("arguments", "status", "german"),
    [
        (["cmpare"], 2, "Den Befehl 'cmpare' gibt es nicht. Gemeint war vielleicht 'compare'"),
        (["compare", "--months", "x"], 2, "Ungültiger Wert für '--months': das ist keine ganze"),
        (["compare", "--foo"], 2, "Die Option --foo gibt es nicht"),
        (["compare", "--seed"], 2, "Zur Option '--seed' fehlt der Wert."),
        (["compare", "--why=3"], 2, "Zur Option '--why' gehört kein Wert."),
        (["compare", "--uncertainty", "zz"], 2, "'zz' ist keines von 'posterior', 'ranges'"),
        (["check"], 2, "Es fehlt die Angabe"),
        (["compare"], 1, "1 Fehler in den Angaben:"),
        (["compare", "siloed", "nope", "--months", "0"], 1, "es gibt kein Szenario 'nope'"),
        (["compare", "siloed", "silod"], 1, "gemeint war vielleicht: siloed?"),
        (["run", "siloed", "--set", "levers.stage_capp=2"], 1, "Stellgröße unbekannt"),
        (["run", "siloed", "--place", "nowhere"], 1, "es gibt keinen Ort 'nowhere'"),
        (["show", "siloed", "--set", "x"], 1, "keine Änderung"),
        (["study", "status", "nothing"], 1, "wurde keine Studie und kein Ergebnis"),
        (["query", "DROP TABLE runs"], 1, "Beantwortet werden nur lesende Abfragen"),
        (["export", "nothing", "x.pdf"], 1, "Fehler in den Angaben"),
        (["decide", "siloed", "production-network"], 1, "ist nichts festgehalten"),
        (["sensitivity", "siloed", "production-network", "--budget", "x"], 1, "keine Zeitspanne"),
    ],
)
def test_mistakes_are_told_in_german(
    arguments: list[str], status: int, german: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found, shown = ended(arguments, capsys)
    assert (found, german in shown) == (status, True), shown
    assert english(shown) == []


def test_every_known_mistake_has_its_german() -> None:
    for template in MISTAKES.texts:
        filled = re.sub(r"\{\w+\}", "'x'", template)
        assert mistake(filled, "de") != filled
        assert mistake(filled, "en") == filled
    assert mistake("Something that Typer has learnt since", "de").startswith("Something")


@pytest.mark.parametrize(
    ("arguments", "variable", "language"),
    [
        ([], "", "de"),
        ([], "en", "en"),
        (["run", "--lang", "en"], "", "en"),
        (["run", "--language=en"], "", "en"),
        (["run", "--lang=de"], "en", "de"),
        (["run", "--lang", "fr"], "", "de"),
        (["run", "--lang"], "en", "de"),
    ],
)
def test_the_language_of_a_session(
    arguments: list[str], variable: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOZIALRAUM_LANGUAGE", variable)
    assert asked_for(arguments) == language


def test_a_message_is_english_until_it_is_said() -> None:
    inner = Message("is {value!r}", value="x")
    told = Message("{path} lies there: {problem}", path="a", problem=inner)
    assert told == "a lies there: is 'x'"
    assert told.spoken("de") == "a lies there: ist 'x'"  # only the inner one is in the catalogue
    kept = pickle.loads(pickle.dumps(told))
    assert kept == told
    assert kept.spoken("de") == told.spoken("de")
    assert as_is("{outcome}").spoken("de") == "{outcome}"
    assert joined([inner, as_is("y")], ", ").spoken("de") == "ist 'x', y"
    assert listed("abc", 2).spoken("de") == "a, b … und 1 weitere"
    assert listed(["women"]).spoken("de") == "women"  # a name, whatever word it looks like


def test_remarks_follow_the_session() -> None:
    assert session() == "en"
    assert heard(Message("Stopped.")) == "Stopped."
    speak("de")
    assert heard(Message("Stopped.")) == "Angehalten."
    assert heard("Stopped.") == "Stopped."


def test_errors_are_said_in_both_languages() -> None:
    fault = Fault("my.toml", "levers.x", Message("unknown key"), listed("ab"), "a")
    told = InputError([fault]).spoken("de")
    assert told == (
        "1 Fehler in den Angaben:\n  my.toml: levers.x: unbekannter Schlüssel\n"
        "      erlaubt: a, b\n      gemeint war vielleicht: a?"
    )
    assert str(InputError([fault])).startswith("1 error in the input:\n  my.toml: levers.x: unk")
    reason = Message("it is a folder, not a file")
    error = OutputError(Message("Cannot write {target}: {reason}.", target="x", reason=reason))
    told = error.spoken("de")
    assert told == "x lässt sich nicht schreiben: das ist ein Ordner, keine Datei."
    assert pickle.loads(pickle.dumps(error)).spoken("de") == told


@pytest.mark.parametrize(
    "problem", [Message("nobody has translated this"), Message("is {x}", x=Message("not this"))]
)
def test_an_error_without_german_is_noticed(problem: Message) -> None:
    error = SozialraumError.__new__(SozialraumError, problem)
    assert len(english_in(error)) > 0
    assert english_in(SozialraumError(Message("Stopped."))) == []
    with pytest.raises(InputError) as found:
        resolve("nope")
    assert english_in(found.value) == []
