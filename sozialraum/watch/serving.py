"""Serving the view from this computer until Ctrl-C."""

import os
import threading

from analysis.options import LONGEST, whole_number
from model.errors import InputError, raise_if
from model.scenario import resolve
from model.scenario.rival import is_rival
from model.words import Message
from sozialraum import screen
from sozialraum.page.serving import LOOPBACK, listening, open_browser
from sozialraum.watch.watched import Asked, Watched

APP = "sozialraum.watch.app"


def serve(asked: Asked, *, port: int, browser: bool) -> None:
    """Serve the view until it is stopped.

    Raises:
        InputError: an arrangement or numbers that cannot be used, the extra is missing, a taken
            port.
    """
    faults = [*whole_number("--months", asked.months, 1, LONGEST)]
    faults += whole_number("--seed", asked.seed, 0)
    raise_if(faults)
    if is_rival(resolve(asked.arrangement, asked.place)):
        problem = Message("follows another option month by month and cannot be watched alone")
        allowed = Message("a network")
        raise InputError.of("command line", asked.arrangement, problem, allowed)
    try:
        _quiet()
        import solara.server.starlette as solara_server
        import uvicorn

        import sozialraum.watch.app  # noqa: F401  (what is missing is said now)
    except ImportError as error:
        problem = Message("watching a run needs the package {name}", name=error.name)
        install = Message("install sozialraum[watch]")
        raise InputError.of("watch", "", problem, install) from None
    Watched.asked = asked
    host = LOOPBACK[0]
    listener = listening(host, port)
    address = f"http://{host}:{listener.getsockname()[1]}/"
    told = Message("The run can be watched at {address} (Ctrl-C ends it)", address=address)
    screen.remark(told)
    if browser:
        threading.Thread(target=open_browser, args=(address,), daemon=True).start()
    config = uvicorn.Config(solara_server.app, log_level="warning", timeout_graceful_shutdown=1)
    uvicorn.Server(config).run([listener])


def _quiet() -> None:
    """Settings that Solara reads when it is imported: this view, and nobody is told of it."""
    os.environ["SOLARA_APP"] = APP
    os.environ["SOLARA_MODE"] = "production"
    os.environ.setdefault("SOLARA_TELEMETRY_MIXPANEL_ENABLE", "False")
    os.environ.setdefault("SOLARA_KERNEL_CULL_TIMEOUT", "2m")
