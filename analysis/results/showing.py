"""How a result appears in print and in a notebook: whoever publishes results says it.

`analysis.publish.notebook` registers a page and a text for each kind of result that has one.
"""

from functools import singledispatch
from html import escape


@singledispatch
def html(result: object) -> str:
    """A result as HTML; one that nobody has registered a page for, by its name and values."""
    return f"<pre>{escape(repr(result))}</pre>"


@singledispatch
def text(result: object) -> str:
    """A result as `print` shows it; one that nobody has registered, by its name and values."""
    return repr(result)


class Shown:
    """A result that notebooks show as HTML, and that prints as its answer."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __str__(self) -> str:
        return text(self)

    def _repr_html_(self) -> str:
        return html(self)
