"""Does the prior decide? In how many draws of all ranges the network beats the silo and the rival.

    python -m analysis.ask.prior_shares --draws 200

Every draw takes all assumed and calibrated parameters from their ranges, and has a seed of its own:
silo, rival and network live from the same people on, re-settled for ten years under the values
drawn. Runs are kept in the store: asked again, only what is missing is run. A result is written
with its record; the findings stand in model/TRACE.md, section 4.
"""

import argparse
import sys
from pathlib import Path

import pandas as pd

from analysis.ask.campaigns import carried_out, means_of
from analysis.options import MONTHS, SEED
from analysis.results.prior_shares import PriorShares
from analysis.sensitivity.campaign import Campaign, Collected, record_of
from experiments.calibration.draws import Draws
from experiments.calibration.space import space_of
from experiments.result_folder import new_result
from model.population import load_place
from model.scenario import resolve

COMMAND = "prior-shares"
SILO, RIVAL, NETWORK = "siloed", "case-management-only", "production-network"
CONFERENCE = "casework.conference_length"
DRAWS = 200


def prior_shares(
    draws: int = DRAWS,
    *,
    place: str | None = None,
    months: int = MONTHS,
    seed: int = SEED,
    jobs: int | None = None,
    quiet: bool = False,
    store: str | Path | None = None,
    out: Path | None = None,
) -> PriorShares:
    """Run what is missing of so many draws.

    Args:
        draws: of all ranges, one seed each; the first ones stay the same when more are asked for.
        place: name or folder (None: that of the arrangements).
        months: after the burn-in.
        seed: of the whole.
        jobs: worker processes (None: the cores this process may use).
        quiet: no progress bar.
        store: folder of the store of runs (None: results/store or $SOZIALRAUM_STORE).
        out: folder to write to (None: nothing is written).

    Raises:
        InputError, OutputError, InterruptedRun: as for a sensitivity study.
    """
    ranges = Draws("ranges", space_of(resolve(SILO, place), ("assumed", "calibrated")), seeds=1)
    points = pd.DataFrame([ranges.values(seed, number) for number in range(draws)])
    points[CONFERENCE] *= size_of(place)
    arms = (SILO, RIVAL, NETWORK)
    campaign = Campaign(
        COMMAND,
        tuple((name, name) for name in arms),
        points,
        seeds=1,
        seed=seed,
        months=months,
        place=place,
        settling="drawn",
        draws=True,
        arguments={"draws": draws, "place": place, "months": months, "seed": seed},
        identity={name: resolve(name, place).hash for name in arms},
    )

    def made(collected: Collected) -> PriorShares:
        values = collected.runs.pivot_table(
            index="point", columns=["outcome", "arm"], values="value", dropna=False
        )
        record = record_of(campaign, collected)
        return PriorShares(values, points, NETWORK, (SILO, RIVAL), record)

    return carried_out(
        campaign, made, lambda result, folder: None, means=means_of(jobs, quiet, store), out=out
    )


def size_of(place: str | None) -> float:
    """People of a scaled city against those of the shipped one.

    A scaled city has as many Sozialräume, so as many conferences: they must be shorter to take as
    large a share of its minutes.
    """
    stocks = [load_place(resolve(SILO, name).place_folder).stock for name in (place, None)]
    return stocks[0] / stocks[1]


def lines_of(found: PriorShares) -> list[str]:
    """The shares, and the assumptions that decide, as text."""
    tables = (found.shares().round(3), found.deciding().round(2))
    head = f"{len(found.values)} draws; the network forms in {found.forms:.0%} of them"
    return [head, *(line for table in tables for line in table.to_string().splitlines())]


def main() -> None:
    """Run the draws, write the result and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--place")
    parser.add_argument("--months", type=int, default=MONTHS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    asked.out = asked.out or new_result(COMMAND, [str(asked.draws)])
    found = prior_shares(**vars(asked))
    sys.stdout.writelines(f"{line}\n" for line in [*lines_of(found), f"written to {asked.out}"])


if __name__ == "__main__":
    main()
