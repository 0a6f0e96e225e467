"""Which transitions never occur: pairs of states that are met, one after the other in no run."""

import numpy as np

from experiments.transitions import never


def test_a_pair_that_nobody_passes_between_is_named() -> None:
    counts = np.array([[9, 1, 0, 0], [0, 9, 2, 0], [1, 0, 9, 0], [0, 0, 0, 0]])
    labels = ("single", "couple", "widowed", "unheard of")
    assert never(labels, counts) == [
        ("single", "widowed"),
        ("couple", "single"),
        ("widowed", "couple"),
    ]
    assert never(labels[:3], np.ones((3, 3), int)) == []
