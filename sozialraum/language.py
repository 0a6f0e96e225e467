"""The language of a session: `--language`, else $SOZIALRAUM_LANGUAGE, else German.

Help, errors and progress need it before the command line has been understood, or cannot be.
"""

import os
from collections.abc import Sequence

from model.words import LANGUAGES, Language

OPTIONS = ("--language", "--lang")
VARIABLE = "SOZIALRAUM_LANGUAGE"
DEFAULT: Language = "de"


def asked_for(arguments: Sequence[str]) -> Language:
    """The language that is asked for; one that nobody speaks is refused later, in the default."""
    wanted = os.environ.get(VARIABLE, "")
    for word, following in zip(arguments, [*arguments[1:], ""], strict=False):
        name, equals, value = word.partition("=")
        if name in OPTIONS:
            wanted = value if equals else following
    return next((known for known in LANGUAGES if known == wanted), DEFAULT)
