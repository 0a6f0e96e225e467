"""Which branches of the rules the rule tests take: every jump of the bytecode, each of both ways.

A jump is what an `if`, a conditional expression or an `and` comes down to; so a condition of which
one part never decides anything counts as missed, too.

    python -m testkit.branches TEST …      prints JSON: branches never taken, by rule
"""

import dis
import json
import sys
from collections import defaultdict
from types import CodeType
from typing import Any

import pytest

TOOL = sys.monitoring.COVERAGE_ID
JUMPS = ("POP_JUMP_IF_FALSE", "POP_JUMP_IF_TRUE", "POP_JUMP_IF_NONE", "POP_JUMP_IF_NOT_NONE")


class Taken:
    """Jumps of some functions, and where each has led."""

    def __init__(self, codes: dict[str, CodeType]) -> None:
        self.codes = codes
        self.ways: dict[tuple[CodeType, int], set[int]] = defaultdict(set)

    def begin(self) -> None:
        """Watch from now on."""
        monitoring = sys.monitoring
        monitoring.use_tool_id(TOOL, "branches")
        monitoring.register_callback(TOOL, monitoring.events.BRANCH, self.note)
        for code in self.codes.values():
            monitoring.set_local_events(TOOL, code, monitoring.events.BRANCH)

    def end(self) -> None:
        """Watch no more."""
        for code in self.codes.values():
            sys.monitoring.set_local_events(TOOL, code, 0)
        sys.monitoring.free_tool_id(TOOL)

    def note(self, code: CodeType, offset: int, destination: int) -> None:
        self.ways[code, offset].add(destination)

    def missed(self) -> list[str]:
        """Jumps that were not made in both ways, each with where it stands."""
        return [
            f"{name}: line {jump.positions.lineno if jump.positions else '?'}, "
            f"column {jump.positions.col_offset if jump.positions else '?'}: "
            f"{2 - len(self.ways[code, jump.offset])} of 2 ways never taken"
            for name, code in self.codes.items()
            for jump in dis.get_instructions(code)
            if jump.opname in JUMPS and len(self.ways[code, jump.offset]) < 2
        ]


def main(tests: list[str]) -> Any:
    """Run tests, and what they left out."""
    from testkit.rules import RULES

    taken = Taken({name: rule.__code__ for name, rule in vars(RULES).items()})
    taken.begin()
    status = pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests])
    taken.end()
    return {"status": int(status), "rules": len(taken.codes), "missed": taken.missed()}


if __name__ == "__main__":
    sys.stderr.write(json.dumps(main(sys.argv[1:])))
