"""Ctrl-C, `kill` and a closed terminal, from the first import on; and output that is closed."""

import os
import signal
import subprocess
import sys

import pytest
from testkit.program import START, environment

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals as on Unix")
SIGNALS = tuple(getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP"))

# Sends a signal to itself at the moment at which a module is looked for.
DISTURBED = """
import os, signal, sys
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)

class Disturb:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), {number})

sys.meta_path.insert(0, Disturb())
"""


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize(
    "module",
    ["sozialraum.command_line", "typer", "sozialraum.screen", "model.scenario", "pydantic"],
)
def test_a_signal_while_modules_are_imported_ends_without_a_traceback(
    module: str, number: signal.Signals
) -> None:
    begun = DISTURBED.format(module=module, number=int(number))
    answer = subprocess.run(
        [sys.executable, "-c", begun + START, "show", "status-quo"],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=300,
        check=False,
    )
    assert answer.returncode == 130
    assert answer.stderr in ("", "Stopped.\n")


def test_a_signal_that_is_ignored_ends_nothing() -> None:
    """As with `nohup`, which ignores that the terminal is closed."""
    begun = DISTURBED.format(module="pydantic", number=int(signal.SIGHUP))
    ignoring = begun.replace("else signal.SIG_DFL", "else signal.SIG_IGN")
    answer = subprocess.run(
        [sys.executable, "-c", ignoring + START, "show", "status-quo"],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=300,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert "status-quo" in answer.stdout


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_output_is_no_error(closed: str) -> None:
    command = f'exec "$0" -c "{START}" list {closed}'
    answer = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=300,
        check=False,
    )
    assert (answer.returncode, answer.stderr) == (0, "")
