"""The estimate of a preset's what-ifs: which are run for it, and what comes of them.

What-ifs to fit are a Latin hypercube over the box, under a few sets of assumptions; those it is
tried at move one, two, three … of the levers, as people do, under all sets of assumptions: the
error stated is that of the mean which the page would come to in the end.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from analysis.ask.what_if_layout import Asked, laid_out
from analysis.measures.estimate import Estimate, Span, fitted_estimate
from analysis.measures.headlines import HEADLINES_OF
from analysis.measures.run_tables import keeper
from analysis.requests.what_if import WhatIf, shown_levers
from experiments.study.definition import Factor, Study, StudyArm
from experiments.study.design import sampled
from experiments.study.forecast import Forecast, forecast
from experiments.study.frames import Results
from experiments.study.running import Means, run_study
from model.errors import SozialraumError
from model.parameters.record import SHARE
from model.streams import OwnDecision, stream_key_python, uniforms
from model.words import Message

LEVEL = 0.95
DESIGN = OwnDecision("ESTIMATE")
_FITTED, _TRIED = 0, 1  # designs


@dataclass(frozen=True)
class Effort:
    """What is run: what-ifs to fit, under so many sets of assumptions, and what-ifs to try."""

    fitted: int = 96
    draws: int = 4
    tried: int = 39  # the fewest, but one in twenty left over, for an error at LEVEL are 19


@dataclass(frozen=True)
class Estimating:
    """An estimate to make: of a preset, over levers with their lowest and highest value."""

    preset: WhatIf
    box: Mapping[str, tuple[float, float]]
    draws: int
    folder: Path
    effort: Effort = Effort()

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The box; it holds the preset."""
        now = shown_levers(self.preset.scenario())
        return tuple(
            Span(name, min(low, now[name]), max(high, now[name]), now[name])
            for name, (low, high) in self.box.items()
        )

    @cached_property
    def studies(self) -> tuple[Study, Study]:
        """What is run to fit, and what to try."""
        layout = laid_out(Asked(self.preset, drawn=True, pairs=2 * self.draws), self.folder)
        return (
            self._study(layout.study, self.fitted, self.effort.draws, "fitted"),
            self._study(layout.study, self.tried, self.draws, "tried"),
        )

    @cached_property
    def fitted(self) -> np.ndarray:
        """Values of the levers of all what-ifs to fit, (n, d)."""
        return self._sampled(self.effort.fitted, _FITTED)

    @cached_property
    def tried(self) -> np.ndarray:
        """The same of those to try: the first moves one lever, the second two, and so on."""
        values = self._sampled(self.effort.tried, _TRIED)
        names = [zlib.crc32(span.lever.encode()) for span in self.spans]
        identities = np.array(names, dtype=np.uint64)
        for number, row in enumerate(values):
            order = np.argsort(uniforms(self.preset.seed, DESIGN, number, identities, _TRIED))
            for at in order[1 + number % len(self.spans) :]:
                row[at] = self.spans[at].preset
        return values

    def _sampled(self, count: int, number: int) -> np.ndarray:
        factors = [Factor(span.lever, span.low, span.high) for span in self.spans]
        seed = stream_key_python(self.preset.seed, DESIGN, number)
        values = np.array(sampled("latin-hypercube", factors, count, seed))
        parameters = self.preset.scenario().parameters
        for at, span in enumerate(self.spans):
            whole = parameters[f"levers.{span.lever}"].used_as != SHARE
            values[:, at] = np.round(values[:, at], 0 if whole else 4)
        low, high = ([getattr(span, end) for span in self.spans] for end in ("low", "high"))
        inside: np.ndarray = np.clip(values, low, high)
        return inside

    def _study(self, like: Study, values: np.ndarray, draws: int, name: str) -> Study:
        base, preset = like.arms[:2]
        names = [f"levers.{span.lever}" for span in self.spans]
        moved = [
            StudyArm(f"{name}-{at}", preset.scenario, dict(zip(names, row, strict=True)))
            for at, row in enumerate(values.tolist())
        ]
        outcomes = tuple(one.name for one in HEADLINES_OF.values())
        found = replace(
            like, name="estimate", arms=(base, preset, *moved), pairs=1, every="end",
            outcomes=outcomes, points=like.points[:draws],
            spans=tuple((first, 1) for first, _ in like.spans[:draws]), asked={},
        )  # fmt: skip
        content = [found.arms, found.points, found.place, found.months, found.seed]
        return found.named([preset.name, name], content)

    def forecasts(self, means: Means) -> list[tuple[Study, Forecast]]:
        """What it will cost, from a short probe whose runs are kept."""
        return [(study, forecast(study, keeper(), means)) for study in self.studies]

    def made(self, means: Means) -> Estimate:
        """Run what is missing, and fit.

        Raises:
            SozialraumError: too few of the runs have come to an end.
        """
        pairs = [
            self._shifts(run_study(study, keeper(), means), values)
            for study, values in zip(self.studies, (self.fitted, self.tried), strict=True)
        ]
        draws = len(self.studies[1].points)
        return fitted_estimate(self.spans, tuple(HEADLINES_OF), pairs[0], pairs[1], LEVEL, draws)

    def _shifts(self, results: Results, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Of what-ifs that could be run: levers (n, d), and shifts from the preset (n, q)."""
        ones = HEADLINES_OF.values()
        frame = results.wide(0, [one.name for one in ones]).to_pandas()
        wide = frame.pivot_table(index=["point", "pair"], columns="arm", dropna=False)
        _, preset, *moved = (arm.name for arm in results.study.arms)
        columns = []
        for one in ones:
            own = wide[one.name].reindex(columns=[preset, *moved])
            columns.append(one.factor * own[moved].sub(own[preset], axis=0).mean(skipna=False))
        shifts = np.column_stack(columns)
        known = np.isfinite(shifts).all(axis=1)
        least = max(1, len(values) - len(values) // 10)  # nine in ten have to come to an end
        if known.sum() < least:
            raise SozialraumError(
                Message(
                    "No estimate: {count} of {all} what-ifs could be run, {least} are needed.",
                    count=int(known.sum()),
                    all=len(values),
                    least=least,
                )
            )
        return values[known], shifts[known]


def box_of(preset: WhatIf, names: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Levers with all that they may be."""
    parameters = preset.scenario().parameters
    return {name: parameters[f"levers.{name}"].legal for name in names}
