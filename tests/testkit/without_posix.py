"""What Windows does not have, taken away: a stand-in for a machine that is not there.

Libraries are imported before, as they know by themselves where they are; what is left over is this
project. `os.name` stays, because `pathlib` asks it, and with it what stands under a look at it.
"""

import importlib
import os
import signal
import sys

LIBRARIES = (
    "asyncio", "multiprocessing", "subprocess", "httpx2", "jinja2", "loky", "mesa", "numba",
    "pandas", "pyarrow.parquet", "starlette.applications", "starlette.staticfiles", "typer",
    "uvicorn", "uvicorn.lifespan.on", "uvicorn.loops.auto", "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
)  # fmt: skip
MODULES = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog")
OF_OS = (
    "fork", "forkpty", "nice", "getuid", "getgid", "setsid", "killpg", "getpgid", "setpgid",
    "getloadavg", "sched_getaffinity", "sched_setaffinity", "sysconf", "uname", "mkfifo", "chown",
    "fchmod", "fchown", "lchown", "wait3", "wait4", "posix_fallocate", "sync", "O_DIRECTORY",
    "O_NOFOLLOW", "getpriority", "setpriority", "statvfs", "pread", "pwrite",
)  # fmt: skip
SIGNALS = ("SIGHUP", "SIGKILL", "SIGALRM", "SIGUSR1", "SIGUSR2", "SIGQUIT", "SIGCHLD", "setitimer")


def take_away() -> None:
    """From now on this process is without them."""
    for name in LIBRARIES:
        importlib.import_module(name)
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    for of, names in ((os, OF_OS), (signal, SIGNALS)):
        for name in names:
            if hasattr(of, name):
                delattr(of, name)
