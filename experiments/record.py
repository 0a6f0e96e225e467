"""The run record: everything needed to make a result again, and to know who made it."""

import importlib.metadata
import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from experiments.digests import digest_of_sources

_ROOT = Path(__file__).resolve().parents[1]
_PACKAGES = ("model", "experiments", "analysis")
_LIBRARIES = ("numpy", "numba", "llvmlite", "mesa", "pandas", "pyarrow", "scipy", "seaborn")


@cache
def source_hash() -> str:
    """Hash of all sources that can change a result (hex, 16 digits), the same on any machine."""
    files = (path for name in _PACKAGES for path in sorted((_ROOT / name).rglob("*.py")))
    return digest_of_sources(_ROOT, files)[:16]


def package_version() -> str:
    """Version of the installed package, "0" if it is not installed."""
    try:
        return importlib.metadata.version("sozialraum")
    except importlib.metadata.PackageNotFoundError:
        return "0"


def git_version() -> str | None:
    """Commit of a clone, with -dirty if sources were changed; None outside a clone."""
    if not (_ROOT / ".git").exists():
        return None
    command = ["git", "-C", str(_ROOT), "describe", "--always", "--dirty", "--abbrev=12"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def code_version() -> dict[str, str | None]:
    """Package version, commit, and hash of the sources."""
    return {"version": package_version(), "commit": git_version(), "sources": source_hash()}


def environment() -> dict[str, object]:
    """Python, libraries, operating system and processor."""
    versions = {}
    for name in _LIBRARIES:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "libraries": versions,
        "system": platform.platform(),
        "cpu": _processor(),
        "cores": os.cpu_count(),
    }


def _processor() -> str:
    if sys.platform == "linux":
        try:
            text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        except OSError:
            text = ""
        for line in text.splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def run_record(
    identity: Mapping[str, object],
    pairs: Sequence[Mapping[str, object]],
    *,
    command: str,
    began: str,
    ended: str,
    arguments: Mapping[str, object],
) -> dict[str, Any]:
    """The record as plain data for JSON.

    identity: what must be equal for two results to be the same; pairs: number, seed, failure.
    """
    return {
        "command": command,
        "arguments": dict(arguments),
        "began": began,
        "ended": ended,
        **identity,
        "pairs": list(pairs),
        "code": code_version(),
        "environment": environment(),
    }


def timestamp() -> str:
    """This moment in UTC as it stands in folder names: 20260131T093000Z."""
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
