"""What the code says to users, read from its sources; and the catalogue as it should be written."""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from typer.main import get_command

from analysis.measures.outcomes import OUTCOMES
from analysis.register.assumptions import register
from analysis.sensitivity.factors import is_uncertain
from analysis.sensitivity.topics import LABEL
from analysis.wording import FORMULA, MEANING, PATTERN, UNIT, UNITS
from experiments.patterns import Pattern, load_patterns
from model.describe.mechanisms import BEGINNING, Mechanism
from model.describe.sources import scheduled
from model.scenario import resolve
from model.words.catalogue import FOLDER
from sozialraum.spoken_help import reworded
from testkit.source import PACKAGES, ROOT, modules

PO = FOLDER / "de.po"
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
ENGLISH = "english"  # a column of a table in code that holds texts


class Said(NamedTuple):
    """A text in the code: its context ("" for none), English, English of many, and its file."""

    context: str
    text: str
    many: str
    file: str


def said() -> list[Said]:
    """Every text that the code says, and the names of the processes."""
    found = [*_names_of_processes(), *_names_of_parameters(), *_data(), *_help()]
    for path in modules(*PACKAGES):
        if path.is_relative_to(FOLDER):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += list(said_in(tree, path.relative_to(ROOT).as_posix()))
    return found


def _names_of_processes() -> Iterator[Said]:
    """Names of the schedule in words, and what comes before the first month."""
    names = [(name, "model/schedule.py") for name, _ in scheduled()]
    for name, file in (*names, (BEGINNING, "model/describe/mechanisms.py")):
        yield Said("process", Mechanism(name, "", "", "", "").english, "", file)


def _names_of_parameters() -> Iterator[Said]:
    """Names of parameters that a sensitivity study may show, without a German text of their own."""
    for name, one in resolve("siloed").parameters.items():
        if is_uncertain(one) and not one.german:
            yield Said(LABEL, name, "", f"model/parameters/{one.topic}.toml")


def _data() -> Iterator[Said]:
    """What files of parameters and of the shipped place tell, and the formulas of outcomes."""
    scenario = resolve("siloed")
    read = load_patterns(scenario.place_folder).patterns.values()
    patterns = [value for pattern in read for value in pattern.value]
    for entry in register([scenario]):
        yield Said(MEANING, entry.meaning, "", f"{entry.topic}.toml")
        yield from _unit(entry.unit)
    for pattern in read:
        yield from (Said(PATTERN, text, "", "patterns.toml") for text in _told(pattern))
    for value in patterns:
        yield from _unit(value.unit)
    for outcome in OUTCOMES:
        yield Said(FORMULA, outcome.formula, "", "analysis/measures/outcomes.py")


def _unit(unit: str) -> Iterator[Said]:
    if unit not in UNITS and has_words(unit):
        yield Said(UNIT, unit, "", "units")


def _told(pattern: Pattern) -> Iterator[str]:
    """What is counted, the reason of every band, and of every use."""
    yield pattern.definition
    for value in pattern.value:
        yield value.reason
        yield value.use_reason or ""


def _help() -> Iterator[Said]:
    """What `--help` says of every command and option."""
    from sozialraum.command_line import app

    found: list[Said] = []

    def noted(text: str) -> str:
        if has_words(text):
            found.append(Said("", text, "", "sozialraum/commands"))
        return text

    reworded(get_command(app), noted)
    yield from found


def has_words(text: str) -> bool:
    """False for a text of nothing but blanks, signs and code, which no language says otherwise."""
    return bool(re.search("[A-Za-z]", re.sub(r"\{[^{}]*\}", "", text)))


def said_in(tree: ast.Module, file: str) -> Iterator[Said]:
    """Every text that a module says. ValueError for a text that cannot be read from the source."""
    known = _imported(tree)
    columns = dict(_english_columns(tree))
    others = {id(node) for function in _with_own_say(tree) for node in ast.walk(function)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        name = node.func.id
        if name == "say" and id(node) in others:
            continue
        given = [word.value for word in node.keywords if word.arg == "context"]
        context = _texts(given[0])[0] if given else ""
        if name in columns and len(node.args) > columns[name]:
            if isinstance(node.args[columns[name]], ast.Constant):
                yield from (Said("", text, "", file) for text in _texts(node.args[columns[name]]))
        elif name not in known:
            continue
        elif name == "Texts":
            yield from (Said(context, text, "", file) for text in _texts(node.args[0]))
        elif name == "Message":
            if isinstance(node.args[0], ast.Constant) and not has_words(node.args[0].value):
                continue
            yield from (Said("", text, "", file) for text in _texts(node.args[0]))
        elif name == "counted":
            (one,), (many,) = _texts(node.args[1]), _texts(node.args[2])
            yield Said("", one, many, file)
        elif name == "say" and not _is_column(node.args[1]):
            yield from (Said(context, text, "", file) for text in _texts(node.args[1]))


def _imported(tree: ast.Module) -> set[str]:
    imports = (n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom))
    return {a.name for n in imports if str(n.module).startswith("model.words") for a in n.names}


def _with_own_say(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Functions that are given something else of the name `say`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            words = node.args
            if any(a.arg == "say" for a in (*words.args, *words.kwonlyargs)):
                yield node


def _english_columns(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Classes of this module with a column of texts, and its place among the arguments."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            fields = [
                n.target.id
                for n in node.body
                if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
            ]
            if ENGLISH in fields and "german" not in fields:
                yield node.name, fields.index(ENGLISH)


def _is_column(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == ENGLISH


def _texts(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.Dict):
        return [text for value in node.values for text in _texts(value)]
    if isinstance(node, ast.Tuple | ast.List):
        return [text for value in node.elts for text in _texts(value)]
    raise ValueError(f"line {node.lineno}: {ast.unparse(node)[:60]}: write the text itself here")


def in_catalogue() -> Catalog:
    """The German catalogue as it stands."""
    with PO.open("rb") as file:
        return read_po(file, locale="de")


def messages(catalogue: Catalog) -> list[Message]:
    """Its messages, the header left out."""
    return [message for message in catalogue if message.id]


def key(message: Message) -> tuple[str, str, str]:
    """Context, English, English of many."""
    one, many = message.id if isinstance(message.id, tuple | list) else (message.id, "")
    return message.context or "", one, many


def written(texts: list[Said], german: Catalog) -> str:
    """The catalogue of these texts; what is new has no German yet, what nobody says is gone."""
    known = {key(message): message.string for message in messages(german)}
    made = Catalog(locale="de")
    for one in sorted(set(texts), key=lambda t: (t.file, t.text, t.context)):
        identity = (one.text, one.many) if one.many else one.text
        found = known.get((one.context, one.text, one.many), "")
        message = made.add(identity, found, [(one.file, 1)], context=one.context or None)
        message.flags.clear()  # a per cent sign is no format
    buffer = io.BytesIO()
    write_po(buffer, made, width=96, omit_header=True, sort_by_file=True, include_lineno=False)
    return HEADER + buffer.getvalue().decode().rstrip() + "\n"


def as_read(text: str) -> Catalog:
    """A catalogue from its text."""
    return read_po(io.BytesIO(text.encode()), locale="de")


def path_of_catalogue() -> Path:
    """Where the German catalogue is."""
    return PO
