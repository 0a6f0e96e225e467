"""Starting the server: a free port, the browser, and an end that leaves nothing behind."""

import socket
import threading
import time
import webbrowser
from pathlib import Path

from analysis.options import LONGEST, MOST_JOBS, whole_number
from analysis.requests.what_if import BASE
from experiments.executors import available_cores
from experiments.record import package_version, source_hash
from experiments.store.batches import default_store
from model.errors import COMMAND_LINE, Fault, InputError, raise_if
from model.scenario import resolve
from model.words import Message
from sozialraum import screen
from sozialraum.page.query import Settings

LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")
OPENED_WITHIN = 20.0


def serve(
    *,
    place: str | None,
    months: int,
    draws: int,
    seed: int,
    port: int,
    host: str,
    browser: bool,
    jobs: int | None,
    store: Path | None,
) -> None:
    """Serve the page until it is stopped.

    Raises:
        InputError: a place or numbers that cannot be used, packages that are missing, a taken port.
    """
    settings = started_with(place, months, draws, seed, jobs)
    try:
        import uvicorn

        from sozialraum.page.server import application
    except ImportError as error:
        problem = Message("the page needs the package {name}", name=error.name)
        install = Message("install sozialraum[page]")
        raise InputError.of("page", "", problem, install) from None
    hosts: tuple[str, ...] = () if host in (*LOOPBACK, *EVERYWHERE) else (host,)
    hosts += (socket.gethostname(), *_addresses()) if host in EVERYWHERE else ()
    app = application(settings, store or default_store(), jobs or available_cores(), hosts)
    listener = listening(host, port)
    address = (
        f"http://{'127.0.0.1' if host in EVERYWHERE else _named(host)}:{listener.getsockname()[1]}/"
    )
    if host not in LOOPBACK:
        screen.remark(
            Message(
                "Everybody who reaches {host} can use this page and this computer's "
                "processors; nothing is encrypted and nobody is asked for a password.",
                host=host,
            )
        )
    screen.remark(Message("The page is at {address} (Ctrl-C ends it)", address=address))
    if browser:
        threading.Thread(target=open_browser, args=(address,), daemon=True).start()
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1, lifespan="on")
    uvicorn.Server(config).run([listener])


def started_with(
    place: str | None, months: int, draws: int, seed: int, jobs: int | None
) -> Settings:
    """What the page is started with.

    Raises:
        InputError: a place or numbers that cannot be used.
    """
    faults = [*whole_number("--months", months, 12, LONGEST), *whole_number("--seed", seed, 0)]
    faults += [] if jobs is None else whole_number("--jobs", jobs, 1, MOST_JOBS)
    raise_if(faults)
    resolve(BASE, place)
    return Settings(None if place is None else _located(place), months, seed, draws, version())


def version() -> str:
    """What tells this code from others: version and hash of all that makes numbers."""
    return f"{package_version()}-{source_hash()[:8]}"


def _located(place: str) -> str:
    is_path = "/" in place or "\\" in place
    return str(Path(place).resolve()) if is_path else place


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _addresses() -> tuple[str, ...]:
    try:
        return tuple(str(one[4][0]) for one in socket.getaddrinfo(socket.gethostname(), None))
    except OSError:
        return ()


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens at an address. Raises InputError if that is not possible."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)  # whoever comes before the server is ready waits
    except OSError as error:
        listener.close()
        problem = Message(
            "cannot answer at {host}, port {port} ({value})",
            host=host,
            port=port,
            value=error.strerror or error,
        )
        fault = Fault(COMMAND_LINE, "--port", problem, Message("--port 0 takes a free one"))
        raise InputError([fault]) from None
    return listener


def open_browser(address: str) -> None:
    """Open the browser once the server answers."""
    until = time.monotonic() + OPENED_WITHIN
    host, port = address.split("//")[1].rstrip("/").rsplit(":", 1)
    while time.monotonic() < until:
        try:
            with socket.create_connection((host.strip("[]"), int(port)), timeout=1.0):
                webbrowser.open(address)
                return
        except OSError:
            time.sleep(0.1)
