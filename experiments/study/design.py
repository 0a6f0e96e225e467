"""Points of a design: grid, Latin hypercube, Sobol', or a table from a file.

The number of a point follows from the design alone. Sobol' points can be extended (the first 64 of
128 are the 64 of before); a Latin hypercube of another size is another design.
"""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from experiments.faults import Wrong
from experiments.study.definition import Factor
from experiments.study.spec import DesignSpec, FactorSpec
from experiments.study.tables import Points as Table
from experiments.study.tables import letters, number_of, plain, read_points
from model.errors import Fault, listed, nearest
from model.parameters import Parameter
from model.parameters.reading import inside, quoted
from model.words import Message

type Points = tuple[tuple[float, ...], ...]
type Known = Mapping[str, Parameter]

NAN = float("nan")
MOST_POINTS = 1_000_000


class Reading:
    """Reads one [design] table; faults are added to a list, never raised.

    Args:
        spec: the table; file: the study file, as users know it; folder: where it lies;
        known: all parameters of model and place by dotted name; faults: what was found.
    """

    def __init__(
        self, spec: DesignSpec, file: str, folder: Path, known: Known, faults: list[Fault]
    ) -> None:
        self.spec, self.folder, self.known, self.faults = spec, folder, known, faults
        self.fault = Wrong(file, faults, "design.")

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
            self.fault(
                "factors",
                Message("the design is empty"),
                Message("at least one factor and one point"),
            )
        return factors, points

    def _stray_keys(self) -> None:
        idle = Message("has no meaning in a {kind}", kind=self.spec.kind)
        if self.spec.points is not None and self.spec.kind in ("grid", "file"):
            self.fault("points", idle, Message("leave it out"))
        if self.spec.file is not None and self.spec.kind != "file":
            self.fault("file", idle, Message('kind = "file"'))

    def name_of(self, key: str, at: str) -> str:
        """The parameter a factor means, after a fault if there is none of that name."""
        name = plain(key).removeprefix("parameters.")
        if name not in self.known:
            near = nearest(name, self.known)
            allowed = Message("a name from `sozialraum show status-quo`")
            self.fault(
                at, Message("there is no parameter {name}", name=quoted(name)), allowed, near
            )
        return name

    def _grid(self) -> tuple[tuple[Factor, ...], Points]:
        factors, levels = [], []
        for key, spec in self.spec.factors.items():
            at = f"factors.{key}"
            name = self.name_of(key, at)
            raw = spec if isinstance(spec, list) else spec.values
            if not raw:
                self.fault(at, Message("has no values"), Message("a list like [0.0, 0.5, 1.0]"))
                continue
            values = [float(value) for value in raw]
            if not all(map(math.isfinite, values)):
                self.fault(at, Message("a value is not a finite number"), Message("finite numbers"))
                continue
            if len(set(values)) < len(values):
                self.fault(at, Message("a value stands here twice"), Message("each value once"))
            arms = () if isinstance(spec, list) else tuple(spec.arms)
            factors.append(Factor(name, NAN, NAN, arms=arms))
            levels.append(values)
        if math.prod(len(values) for values in levels) > MOST_POINTS:
            self.fault(
                "factors", Message("too many points"), Message("at most {most}", most=MOST_POINTS)
            )
            return (), ()
        return tuple(factors), tuple(itertools.product(*levels)) if levels else ()

    def _sampled(self) -> tuple[tuple[Factor, ...], Points]:
        count, before = self.spec.points, len(self.faults)
        if count is None:
            self.fault("points", Message("is missing"), Message("how many points"))
        elif self.spec.kind == "sobol" and count & (count - 1):
            low = 1 << (count.bit_length() - 1)
            allowed = Message("a power of two, such as {low} or {high}", low=low, high=2 * low)
            self.fault(
                "points",
                Message("{count} points of a Sobol' sequence are not balanced", count=count),
                allowed,
            )
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
            allowed = Message("{ low = …, high = … }, or {} for the range of the parameter")
            self.fault(at, Message("a {kind} has no list of values", kind=self.spec.kind), allowed)
            return None
        if name not in self.known:
            return None
        stated = self.known[name].range or (NAN, NAN)
        low = stated[0] if spec.low is None else spec.low
        high = stated[1] if spec.high is None else spec.high
        if not low < high:  # NaN too: a switch has no range
            self.fault(
                at,
                Message("low {low:g} is not below high {high:g}", low=low, high=high),
                Message("low and high, low < high"),
            )
            return None
        if spec.scale == "log" and low <= 0.0:
            self.fault(
                at,
                Message("low {low:g} has no logarithm", low=low),
                Message('low above 0, or scale = "linear"'),
            )
            return None
        return Factor(name, float(low), float(high), spec.scale, tuple(spec.arms))

    def _from_file(self) -> tuple[tuple[Factor, ...], Points]:
        if self.spec.file is None:
            self.fault(
                "file", Message("is missing"), Message("a CSV file or workbook beside the study")
            )
            return (), ()
        path = self.folder / self.spec.file
        if Path(self.spec.file).is_absolute() or not inside(path, self.folder):
            self.fault(
                "file",
                Message("leads out of the folder of the study"),
                Message("a file beside the study"),
            )
            return (), ()
        table = read_points(path, self.faults)
        return self._from_table(table) if table else ((), ())

    def _from_table(self, table: Table) -> tuple[tuple[Factor, ...], Points]:
        names = [
            self.name_of(name, f"file {table.file}, column {letters(at)}")
            for at, name in zip(table.columns, table.names, strict=True)
        ]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.fault(
                "file",
                Message("{file}: {name} stands in two columns", file=table.file, name=name),
                Message("each name once"),
            )
        points: dict[tuple[float, ...], int] = {}
        for line in table.lines:
            cells = [number_of(text, table.comma) for text in line.cells]
            for column, found in enumerate(cells):
                if isinstance(found, str):
                    at = f"{table.file}, cell {table.cell(column, line)}"
                    self.fault(
                        "file",
                        Message("{at}: {found}", at=at, found=found),
                        Message("a number, such as 0.7"),
                    )
            point = tuple(found for found in cells if isinstance(found, float))
            if len(point) == len(cells) and point in points:
                same = Message(
                    "line {number} is the same point as line {points}",
                    number=line.number,
                    points=points[point],
                )
                self.fault(
                    "file",
                    Message("{file}: {same}", file=table.file, same=same),
                    Message("each point once"),
                )
            points.setdefault(point, line.number)
        factors = self.spec.factors
        for key in factors.keys() - {plain(name) for name in table.names} - set(names):
            self.fault(
                f"factors.{key}",
                Message("is no column of {file}", file=table.file),
                listed(table.names),
            )
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
