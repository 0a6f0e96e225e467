"""A copy of the project that can be edited and started, with a compiler's cache of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from testkit.source import ROOT


class Copy:
    """Some folders of the project in another place."""

    def __init__(self, folder: Path, *parts: str) -> None:
        self.folder = folder
        leave_out = shutil.ignore_patterns("__pycache__")
        for part in parts:
            shutil.copytree(ROOT / part, folder / part, ignore=leave_out)

    def write(self, file: str, text: str) -> None:
        """A file of the copy, new or anew."""
        (self.folder / file).write_text(text, encoding="utf-8")

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace what stands once in a file."""
        text = (self.folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file}: not once but {text.count(old)} times:\n{old}"
        self.write(file, text.replace(old, new))

    def start(self, *arguments: str) -> str:
        """What Python prints that is started in the copy; it must not fail."""
        answer = subprocess.run(
            [sys.executable, "-P", *arguments],
            cwd=self.folder,
            env={
                **{k: v for k, v in os.environ.items() if k != "NUMBA_CACHE_DIR"},
                "PYTHONPATH": os.pathsep.join([str(self.folder), str(self.folder / "tests")]),
                "SOZIALRAUM_CACHE": str(self.folder / "cache"),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 0, answer.stdout + answer.stderr
        return answer.stdout
