"""Mesa's own Solara view of a watched world: play, step, pause; network, people, measures."""

from typing import Any

import solara
from mesa.visualization import SolaraViz, make_plot_component
from mesa.visualization.utils import update_counter

from sozialraum.watch import pictures
from sozialraum.watch.watched import Watched

# Measures drawn over the months, by Mesa's own plots.
DRAWN = ({"waiting": "#C2500A", "in_service": "#084B51"}, {"integrations": "#0A4D92"})


@solara.component
def Network(model: Any) -> None:
    """Institutions and ties as a network."""
    update_counter.get()
    solara.HTML(unsafe_innerHTML=pictures.network(model, model.asked.language))


@solara.component
def Pipeline(model: Any) -> None:
    """People through the pipeline of services."""
    update_counter.get()
    solara.HTML(unsafe_innerHTML=pictures.pipeline(model, model.asked.language))


@solara.component
def Page() -> None:
    """The whole view: every reader has a world of their own."""
    world = solara.use_memo(Watched, [])
    title = world.arrangement.title[world.asked.language]
    plots = [make_plot_component(measures) for measures in DRAWN]
    SolaraViz(
        world,
        components=[(Network, 0), (Pipeline, 0), *plots],
        model_params={},
        name=f"{title}, {world.arrangement.place}",
        play_interval=500,
    )
