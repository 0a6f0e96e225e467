"""How a result appears in a notebook: whoever publishes results says it, not the result.

`analysis.publish.notebook` registers a page for each kind of result that has one.
"""

from functools import singledispatch
from html import escape


@singledispatch
def html(result: object) -> str:
    """A result as HTML; one that nobody has registered a page for, by its name and values."""
    return f"<pre>{escape(repr(result))}</pre>"


class Shown:
    """A result that notebooks show as HTML."""

    def _repr_html_(self) -> str:
        return html(self)
