"""The views beside the answer, in the order of their tabs."""

from collections.abc import Callable

from sozialraum.page.material import Material
from sozialraum.page.views.people import creaming, gains
from sozialraum.page.views.register import all_of_them, assumptions
from sozialraum.page.views.shape import Picture, View
from sozialraum.page.views.time_and_place import spaces, time

__all__ = ["FOLLOWING", "LATER", "Picture", "View", "views"]

FOLLOWING: dict[str, Callable[[Material], View]] = {
    "gains": gains,
    "time": time,
    "spaces": spaces,
    "creaming": creaming,
    "all": all_of_them,
    "assumptions": assumptions,
}
# Views that cost runs of their own.
LATER = ("waits", "hours", "ties", "lives", "hangs")


def views(material: Material) -> list[View]:
    """The views that follow from the answer itself."""
    return [make(material) for make in FOLLOWING.values()]
