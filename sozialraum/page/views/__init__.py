"""The views beside the answer, in the order of their tabs."""

from collections.abc import Callable

from sozialraum.page.showing import Material
from sozialraum.page.views.people import creaming, gains
from sozialraum.page.views.register import all_of_them, assumptions
from sozialraum.page.views.shape import Picture, View
from sozialraum.page.views.time_and_place import spaces, time

__all__ = ["LATER", "Picture", "View", "views"]

# Views that cost runs of their own and are made when somebody looks at them.
LATER = ("waits", "hours", "ties", "lives", "hangs")


def views(material: Material) -> list[View]:
    """The views that follow from the answer itself."""
    made: tuple[Callable[[Material], View], ...] = (
        gains, time, spaces, creaming, all_of_them, assumptions,
    )  # fmt: skip
    return [make(material) for make in made]
