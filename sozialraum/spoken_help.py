"""Help and mistakes on the command line, in the language of the session.

The commands are written in English, as all code. Before help is shown, or a mistake reported, their
texts are exchanged for those of the catalogue; so are the few words of Typer itself.
"""

import copy
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import typer.core

from model.words import Language, Texts, say
from sozialraum.language import OPTIONS

type Wording = Callable[[str], str]

HEADS = ("Example:", "Examples:")
TYPER = Texts(
    {
        "arguments": "Arguments",
        "options": "Options",
        "commands": "Commands",
        "default": "default: {default}",
        "variable": "env var: {var}",
        "required": "required",
        "usage": "Usage: ",
        "hint": "Try '{command}' for help.",
        "error": "Error: {problem}",
        "help": "Show this message and exit.",
    }
)
KINDS = Texts(("<str>", "<int>", "<float>", "<path>", "<list[str]>", "<list[path]>"))
# What Typer says of a command line that it does not understand; the blanks may hold each other.
MISTAKES = Texts(
    (
        "Invalid value for {hint}: {problem}",
        "Missing argument {name}.",
        "Missing option {name}.",
        "Missing command.",
        "No such option: {name} (Possible options: {names})",
        "No such option: {name}",
        "No such command {name}. Did you mean {names}?",
        "No such command {name}.",
        "Option {name} requires an argument.",
        "Option {name} does not take a value.",
        "Got unexpected extra argument(s) ({names})",
        "Value error, {problem}",
        "{name} is not one of {names}.",
        "{name} (env var: {variable})",
        "Input should be a valid integer, unable to parse string as an integer",
        "Input should be a valid number, unable to parse string as a number",
        "Input should be a valid boolean, unable to interpret input",
    )
)


def in_words(command: Any, language: Language) -> Any:
    """A command with all its commands, in a language; each of them has the option for it."""
    known = next(param for one in _all(command) for param in one.params if _chooses(param))
    for one in _all(command):
        if not any(map(_chooses, one.params)):
            one.params.append(_unheard(known))
    if language != "en":
        typer.core._ = partial(say, language)  # type: ignore[attr-defined]
    reworded(command, partial(say, language))
    for one in _all(command):
        for param in one.params:
            param.display_type = partial(_kind, param.display_type, language)
        one.context_class = _context_class(one.context_class, language)
        one.get_help_option = partial(_help_option, one.get_help_option, language)
    return command


def reworded(command: Any, wording: Wording) -> None:
    """Exchange every text of a command and of all its commands."""
    for one in _all(command):
        one.help = "\n\n".join(_paragraphs(one.help or "", wording))
        one.epilog = _examples(one.epilog or "", wording)
        one.options_metavar = wording(one.options_metavar or "")
        if hasattr(one, "subcommand_metavar"):
            one.subcommand_metavar = wording(one.subcommand_metavar or "")
        for param in one.params:
            if param.help:
                param.help = wording(param.help)
            if param.metavar:
                param.metavar = wording(param.metavar)


def mistake(text: str, language: Language) -> str:
    """What Typer says of a mistake; what is not known stays as it is."""
    for template in MISTAKES.texts:
        parts = re.split(r"\{(\w+)\}", template)
        names = parts[1::2]
        pattern = "(.+?)".join(re.escape(part) for part in parts[::2])
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            inside = (mistake(part, language) for part in found.groups())
            return MISTAKES.say(language, template, **dict(zip(names, inside, strict=True)))
    return text


def report(error: Any, language: Language) -> str:
    """A mistake on the command line: how the command is used, where help is, what is wrong."""
    lines = []
    if getattr(error, "ctx", None) is not None:
        command = f"{error.ctx.command_path} {error.ctx.help_option_names[0]}"
        lines = [error.ctx.get_usage(), TYPER.say(language, "hint", command=command), ""]
    problem = mistake(error.format_message(), language)
    return "\n".join([*lines, TYPER.say(language, "error", problem=problem)])


def _all(command: Any) -> Iterator[Any]:
    yield command
    for one in getattr(command, "commands", {}).values():
        yield from _all(one)


def _paragraphs(text: str, wording: Wording) -> Iterator[str]:
    """Paragraphs, each in one piece."""
    for paragraph in text.split("\n\n"):
        plain = " ".join(paragraph.split())
        if plain:
            yield wording(plain)


def _examples(text: str, wording: Wording) -> str:
    """Examples: only their head is language."""
    return "\n".join(wording(line) if line in HEADS else line for line in text.split("\n"))


def _help_option(made: Callable[[Any], Any], language: Language, ctx: Any) -> Any:
    """The option --help, which Typer makes when it is wanted."""
    option = made(ctx)
    if option is not None:
        option.help = TYPER.say(language, "help")
    return option


def _kind(shown: Callable[[Any], str], language: Language, ctx: Any) -> str:
    """What an option takes, as Typer shows it: <str>."""
    return KINDS.named(language, shown(ctx))


def _chooses(param: Any) -> bool:
    """True for the option that chooses the language."""
    return bool(set(OPTIONS) & set(param.opts))


def _unheard(option: Any) -> Any:
    """The option for a command that says nothing by itself: help, errors and progress follow it."""
    mine = copy.copy(option)
    mine.expose_value = False
    return mine


def _context_class(kind: Any, language: Language) -> Any:
    """A context whose help begins with the word for `Usage`."""

    class Formatter(kind.formatter_class):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or TYPER.say(language, "usage"))

    return type(kind.__name__, (kind,), {"formatter_class": Formatter})
