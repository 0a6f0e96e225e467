"""Who may ask: only pages of this server itself, under the names it was started with.

A page elsewhere could make its name point to this computer (DNS rebinding) or send requests across:
the Host and the Origin of every request are looked at. Answers say that nothing from elsewhere may
be loaded, and nowhere else may they be shown.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Refuses what comes from elsewhere. hosts: names (without port) under which it answers."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self.app, self.hosts = app, (*LOOPBACK, *hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at the request, then let the page answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        problem = self.problem(Headers(scope=scope), scope["path"])

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if problem:
            await PlainTextResponse(problem, status_code=403)(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)

    def problem(self, headers: Headers, path: str) -> str:
        """Why a request is refused; "" if it may be answered."""
        host = headers.get("host", "")
        if _name(host) not in self.hosts:
            return "Refused: this server does not answer under that name."
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2] != host:
            return "Refused: the request comes from another page."
        if path != "/" and headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return "Refused: the request comes from another page."
        return ""


def _name(host: str) -> str:
    """A host without its port."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
