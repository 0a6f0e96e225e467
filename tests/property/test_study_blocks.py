"""Blocks: whatever the speed and the number of workers, every run is handed out once."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from experiments.study.blocks import Cell, Cut, Pace, Place, Queue, halves

cells = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(1, 40)), min_size=1, max_size=30
)


def queue_of(drawn: list[tuple[int, int, int]], pace: Pace) -> tuple[Queue, Counter[object]]:
    """A queue of cells in canonical order, and what it must hand out."""
    unique = sorted({(world, pair): runs for world, pair, runs in drawn}.items())
    found = [
        Cell(f"w{world}", pair, 100 + pair, tuple(Place(n, 0) for n in range(runs)))
        for (world, pair), runs in unique
    ]
    return Queue(found, pace), Counter(
        (cell.world, cell.seed, place) for cell in found for place in cell.runs
    )


def handed(cut: Cut) -> Counter[object]:
    return Counter((cell.world, cell.seed, place) for cell in cut.cells for place in cell.runs)


@given(
    cells,
    st.floats(0.0, 100.0),
    st.floats(0.0, 100.0),
    st.floats(0.0, 100.0),
    st.integers(1, 64),
)
def test_every_run_is_handed_out_once(
    drawn: list[tuple[int, int, int]], run: float, burn: float, settling: float, workers: int
) -> None:
    pace = Pace()
    pace.learn([run], settling + burn, [burn])
    queue, expected = queue_of(drawn, pace)
    found: Counter[object] = Counter()
    while queue:
        cut = queue.take(workers)
        assert cut.runs >= 1
        assert len({cell.world for cell in cut.cells}) == 1
        found += handed(cut)
    assert found == expected
    assert queue.runs == 0


@given(cells)
def test_halves_hold_what_the_whole_held(drawn: list[tuple[int, int, int]]) -> None:
    queue, _ = queue_of(drawn, Pace(run=1e-3, burn_in=1e-3))
    cut = queue.take(1)
    parts = halves(cut)
    assert sum((handed(part) for part in parts), Counter()) == handed(cut)
    assert cut.runs == 1 or len(parts) == 2


def test_a_world_goes_to_one_worker_if_it_must_settle() -> None:
    pace = Pace()
    pace.learn([0.5], 3.3, [0.3])
    found = [
        Cell(f"w{world}", pair, pair, (Place(world, 0), Place(world, 1)))
        for world in range(20)
        for pair in range(10)
    ]
    queue = Queue(found, pace)
    sizes = [len(queue.take(4).cells) for _ in range(20)]
    assert sizes == [10] * 20


def test_the_end_is_shared_out_finely() -> None:
    pace = Pace()
    pace.learn([1.0], 0.0, [0.1])
    found = [Cell("w", pair, pair, (Place(0, 0), Place(0, 1))) for pair in range(40)]
    queue = Queue(found, pace)
    queue._began -= 1e6  # long ago: blocks may be long
    runs = []
    while queue:
        runs.append(queue.take(4).runs)
    assert runs[0] >= 4
    assert runs[-1] <= 2
