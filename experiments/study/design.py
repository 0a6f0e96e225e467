"""Points of a design: grid, Latin hypercube, Sobol', or a table from a file.

The number of a point follows from the design alone. Sobol' points can be extended (the first 64 of
128 are the 64 of before); a Latin hypercube of another size is another design.
"""

import csv
import io
import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from experiments.study.definition import Factor
from experiments.study.spec import DesignSpec, FactorSpec
from model.errors import Fault, listed, nearest
from model.parameters import Parameter
from model.parameters.reading import shown

type Points = tuple[tuple[float, ...], ...]
type Known = Mapping[str, Parameter]

NAN = float("nan")
MOST_POINTS = 1_000_000
_WORDS = {"true": 1.0, "false": 0.0}


class Reading:
    """Reads one [design] table; faults are added to a list, never raised.

    Args:
        spec: the table; file: the study file, as users know it; folder: where it lies;
        known: all parameters of model and place by dotted name; faults: what was found.
    """

    def __init__(
        self, spec: DesignSpec, file: str, folder: Path, known: Known, faults: list[Fault]
    ) -> None:
        self.spec, self.file, self.folder = spec, file, folder
        self.known, self.faults = known, faults

    def fault(self, key: str, problem: str, allowed: str = "", near: str = "") -> None:
        """Note something that is wrong in the table."""
        self.faults.append(Fault(self.file, f"design.{key}", problem, allowed, near))

    def read(self) -> tuple[tuple[Factor, ...], Points]:
        """Factors and points; to be used only if no fault was added."""
        makers: Mapping[str, Callable[[], tuple[tuple[Factor, ...], Points]]] = {
            "grid": self._grid,
            "latin-hypercube": self._sampled,
            "sobol": self._sampled,
            "file": self._from_file,
        }
        self._stray_keys()
        before = len(self.faults)
        factors, points = makers[self.spec.kind]()
        if len(self.faults) > before:
            return (), ()
        if not points or not factors:
            self.fault("factors", "the design is empty", "at least one factor and one point")
        return factors, points

    def _stray_keys(self) -> None:
        sampled = self.spec.kind in ("latin-hypercube", "sobol")
        if self.spec.points is not None and not sampled:
            self.fault("points", f"has no meaning in a {self.spec.kind}", "leave it out")
        if self.spec.file is not None and self.spec.kind != "file":
            self.fault("file", f"has no meaning in a {self.spec.kind}", 'kind = "file"')

    def name_of(self, key: str, at: str) -> str:
        """The parameter a factor means, after a fault if there is none of that name."""
        name = key.removeprefix("parameters.")
        if name not in self.known:
            near = nearest(name, self.known)
            allowed = "a name from `sozialraum show status-quo`"
            self.fault(at, f"there is no parameter {name!r}", allowed, near)
        return name

    def _grid(self) -> tuple[tuple[Factor, ...], Points]:
        factors, levels = [], []
        for key, spec in self.spec.factors.items():
            at = f"factors.{key}"
            name = self.name_of(key, at)
            raw = spec if isinstance(spec, list) else spec.values
            if not raw:
                self.fault(at, "has no values", "a list like [0.0, 0.5, 1.0]")
                continue
            values = [float(value) for value in raw]
            if len(set(values)) < len(values):
                self.fault(at, "a value stands here twice", "each value once")
            arms = () if isinstance(spec, list) else tuple(spec.arms)
            factors.append(Factor(name, NAN, NAN, arms=arms))
            levels.append(values)
        if math.prod(len(values) for values in levels) > MOST_POINTS:
            self.fault("factors", "too many points", f"at most {MOST_POINTS}")
            return (), ()
        return tuple(factors), tuple(itertools.product(*levels)) if levels else ()

    def _sampled(self) -> tuple[tuple[Factor, ...], Points]:
        count, before = self.spec.points, len(self.faults)
        if count is None:
            self.fault("points", "is missing", "how many points")
        elif self.spec.kind == "sobol" and count & (count - 1):
            low = 1 << (count.bit_length() - 1)
            allowed = f"a power of two, such as {low} or {2 * low}"
            self.fault("points", f"{count} points of a Sobol' sequence are not balanced", allowed)
        factors = [self._span(key, spec) for key, spec in self.spec.factors.items()]
        found = tuple(factor for factor in factors if factor is not None)
        if count is None or not found or len(self.faults) > before:
            return found, ()
        return found, sampled(self.spec.kind, found, count, self.spec.seed)

    def _span(self, key: str, spec: FactorSpec | Sequence[object]) -> Factor | None:
        """A factor with its ends: as given, else the range of its parameter."""
        at = f"factors.{key}"
        name = self.name_of(key, at)
        if not isinstance(spec, FactorSpec) or spec.values is not None:
            allowed = "{ low = …, high = … }, or {} for the range of the parameter"
            self.fault(at, f"a {self.spec.kind} has no list of values", allowed)
            return None
        if name not in self.known:
            return None
        stated = self.known[name].range or (NAN, NAN)
        low = stated[0] if spec.low is None else spec.low
        high = stated[1] if spec.high is None else spec.high
        if not low < high:  # NaN too: a switch has no range
            self.fault(at, f"low {low:g} is not below high {high:g}", "low and high, low < high")
            return None
        if spec.scale == "log" and low <= 0.0:
            self.fault(at, f"low {low:g} has no logarithm", 'low above 0, or scale = "linear"')
            return None
        return Factor(name, float(low), float(high), spec.scale, tuple(spec.arms))

    def _from_file(self) -> tuple[tuple[Factor, ...], Points]:
        if self.spec.file is None:
            self.fault("file", "is missing", "a CSV file beside the study")
            return (), ()
        path = self.folder / self.spec.file
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "is no UTF-8 text"
            self.fault("file", f"{shown(path)} cannot be read: {reason}", "a CSV file")
            return (), ()
        separator = ";" if text.partition("\n")[0].count(";") else ","
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=separator) if any(row)]
        if len(rows) < 2:
            self.fault("file", f"{shown(path)} has no points", "a head of names, a row per point")
            return (), ()
        return self._from_rows(shown(path), [head.strip() for head in rows[0]], rows[1:])

    def _from_rows(
        self, file: str, head: list[str], rows: list[list[str]]
    ) -> tuple[tuple[Factor, ...], Points]:
        if "point" in head:  # a column that only counts, as in exported tables
            place = head.index("point")
            head = head[:place] + head[place + 1 :]
            rows = [row[:place] + row[place + 1 :] for row in rows]
        names = [self.name_of(name, f"file {file}, column {name}") for name in head]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.fault("file", f"{file}: {name} stands in two columns", "each name once")
        points = []
        for number, row in enumerate(rows, start=2):
            values = [_number(text) for text in row]
            if len(values) != len(head) or None in values:
                allowed = f"{len(head)} numbers for {listed(head)}"
                self.fault("file", f"{file}, line {number}: not a point", allowed)
            points.append(tuple(value for value in values if value is not None))
        factors = self.spec.factors
        for key in factors.keys() - set(head) - set(names):
            self.fault(f"factors.{key}", f"is no column of {file}", listed(head))
        arms = {
            name: tuple(spec.arms) for name, spec in factors.items() if isinstance(spec, FactorSpec)
        }
        return tuple(Factor(n, NAN, NAN, arms=arms.get(n, ())) for n in names), tuple(points)


def sampled(kind: str, factors: Sequence[Factor], count: int, seed: int) -> Points:
    """So many points of a Sobol' sequence or a Latin hypercube over the spans of the factors."""
    from scipy.stats import qmc  # slow to import, and only new designs need it

    if kind == "sobol":
        unit = qmc.Sobol(len(factors), scramble=True, rng=seed).random(count)
    else:
        unit = qmc.LatinHypercube(len(factors), rng=seed).random(count)
    return tuple(tuple(map(_stretched, factors, row)) for row in unit.tolist())


def _stretched(factor: Factor, share: float) -> float:
    """A share 0 … 1 as a value of the factor."""
    if factor.scale == "log":
        return math.exp(
            math.log(factor.low) + share * (math.log(factor.high) - math.log(factor.low))
        )
    return factor.low + share * (factor.high - factor.low)


def _number(text: str) -> float | None:
    """A cell as a finite number; true and false are 1 and 0. None if it is none."""
    plain = text.strip().lower()
    if plain in _WORDS:
        return _WORDS[plain]
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
