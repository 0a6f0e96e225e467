"""Virtual trials: figures are read whole, hands touch only those meant, the table is as shown."""

from pathlib import Path

import numpy as np
import pytest
from testkit.model_worlds import begun
from testkit.source import ROOT

from experiments.trials.joint import with_consent
from experiments.trials.minutes import Counted
from experiments.trials.published import FILE, published
from experiments.trials.table import estimated, row_of
from experiments.trials.world import MoreMinutes, column, drawn, lived
from model.schedule import month_of
from model.state import State, copy_state


def test_every_figure_has_a_band_that_holds_it_and_stands_in_the_table() -> None:
    text = (ROOT / "model" / "TRACE.md").read_text(encoding="utf-8")
    for one in published():
        assert one.holds(one.target)
        assert row_of(one) in text, "run: python -m experiments.trials"


def test_faults_of_the_file_are_reported_together(tmp_path: Path) -> None:
    first, *rest = FILE.read_text(encoding="utf-8").split("[[trial]]")[1:]
    broken = [
        first.replace("low = 0.03", "low = 0.3").replace("ams_esteplatz", "nobody"),
        rest[0].replace("unit =", "units ="),
    ]
    file = tmp_path / "published.toml"
    file.write_text("".join(f"[[trial]]{part}" for part in broken), encoding="utf-8")
    with pytest.raises(ValueError, match="trial 1") as error:
        published(file)
    told = str(error.value)
    for part in ("trial 1", "target", "nobody", "trial 2", "units"):
        assert part in told


def test_the_treated_get_so_many_times_the_minutes_and_nobody_else_fewer() -> None:
    plain, treated = begun("status-quo", months=2), begun("status-quo", months=2)
    rows = drawn(plain, 0.3)
    hand, minutes = MoreMinutes(rows, 2.5), []

    def after(state: State, month: int) -> None:
        minutes.append(np.array(column(state, "attention")[: len(rows)]))

    def take(state: State, month: int) -> None:
        hand.take(state, month)
        after(state, month)

    lived(plain, 0, 1, after_contacts=after)
    lived(treated, 0, 1, hand.give, take)
    before, now = minutes
    served = before > 0.0
    assert (served & rows).sum() > 30
    np.testing.assert_allclose(now[served & rows], 2.5 * before[served & rows], rtol=1e-4)
    np.testing.assert_array_equal(now[~rows], before[~rows])


def test_a_month_with_idle_hands_is_a_month() -> None:
    start = begun("production-network", months=3)
    by_hand, plain = copy_state(start), copy_state(start)
    lived(by_hand, 0, 3)
    run_month = month_of(plain)
    for month in range(3):
        run_month(plain, month)
    for name in ("integrations", "attention", "participation", "consent"):
        np.testing.assert_array_equal(column(by_hand, name), column(plain, name))


def test_who_consents_is_decided_for_some_alone() -> None:
    state = begun("status-quo", months=1)
    rows = drawn(state, 0.5)
    others = np.array(column(state, "consent")[~rows])
    with_consent(rows, 0)(state, 0)
    assert not column(state, "consent")[rows].any()
    np.testing.assert_array_equal(column(state, "consent")[~rows], others)


def test_the_error_of_a_share_over_seeds_is_that_of_leaving_one_out() -> None:
    counts = [{"a": Counted(10.0, 11.0)}, {"a": Counted(10.0, 13.0)}, {"a": Counted(10.0, 12.0)}]
    value, error = estimated(counts, lambda total: {"a": total["a"].ratio})["a"]
    assert value == pytest.approx(1.2)
    # Of equal sizes the ratio is a mean: its error is the deviation .1 over √3.
    assert error == pytest.approx(0.1 / np.sqrt(3.0))
