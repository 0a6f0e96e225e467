"""Ways to damage a file, by chance that is the same everywhere."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Luck:
    """Numbers by chance, the same for the same seed on any machine."""

    seed: int
    drawn: int = field(default=0, init=False)

    def below(self, limit: int) -> int:
        """A whole number from 0 to below a limit."""
        self.drawn += 1
        digest = hashlib.sha256(f"{self.seed} {self.drawn}".encode()).digest()
        return int.from_bytes(digest[:8]) % limit

    def between(self, low: float, high: float) -> float:
        """A number between two others."""
        return low + (high - low) * self.below(10**6) / 10**6

    def one_of[Thing](self, things: Sequence[Thing]) -> Thing:
        """One of some things."""
        return things[self.below(len(things))]


type Damage = Callable[[Path, Luck, list[Path]], str]


def flip(path: Path, luck: Luck, others: list[Path]) -> str:
    """One bit turned."""
    content = bytearray(path.read_bytes())
    at = luck.below(len(content))
    content[at] ^= 1 << luck.below(8)
    path.write_bytes(content)
    return f"a bit flipped at {at}"


def overwrite(path: Path, luck: Luck, others: list[Path]) -> str:
    """One byte changed."""
    content = bytearray(path.read_bytes())
    at = luck.below(len(content))
    content[at] = (content[at] + 1 + luck.below(255)) % 256
    path.write_bytes(content)
    return f"a byte changed at {at}"


def blank(path: Path, luck: Luck, others: list[Path]) -> str:
    """A block that was never written."""
    content = path.read_bytes()
    at = luck.below(len(content))
    blanked = content[:at] + bytes(len(content[at : at + 64])) + content[at + 64 :]
    path.write_bytes(blanked)
    return f"64 bytes blanked at {at}" if blanked != content else ""


def truncate(path: Path, luck: Luck, others: list[Path]) -> str:
    """The end missing."""
    content = path.read_bytes()
    length = luck.below(len(content))
    path.write_bytes(content[:length])
    return f"cut to {length} of {len(content)} bytes"


def remove(path: Path, luck: Luck, others: list[Path]) -> str:
    """The file missing."""
    path.unlink()
    return "removed"


def exchange(path: Path, luck: Luck, others: list[Path]) -> str:
    """Another file of the same kind in its place."""
    alike = [other for other in others if other.suffix == path.suffix and other != path]
    if not alike:
        return ""
    other = luck.one_of(alike)
    if other.read_bytes() == path.read_bytes():
        return ""
    path.write_bytes(other.read_bytes())
    return f"exchanged for {other.name}"


DAMAGES: tuple[Damage, ...] = (flip, flip, overwrite, blank, truncate, remove, exchange)


def damage_one(files: list[Path], luck: Luck) -> str:
    """Damage one of these files, so that its content really changes; what was done to which."""
    while True:
        path = luck.one_of(files)
        if path.stat().st_size and (what := luck.one_of(DAMAGES)(path, luck, files)):
            return f"{path.name}: {what}"
