"""Whatever a user's file says, it is read in words: refused or accepted, never an unexpected error.

`python tests/ten_thousand_damages.py` does the same ten thousand times.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from testkit.damage import Bench, read_as

KINDS = ("scenario", "study", "design", "parameters", "study.json", "place/place", "place/patterns")
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_refused_or_right(bench: Bench, kind: str) -> None:
    @FEW
    @given(st.integers(0, 1_000_000))
    def read(seed: int) -> None:
        outcome = bench.outcome(kind, seed)
        assert outcome.what in ("refused", "accepted"), outcome

    read()


@pytest.mark.parametrize("kind", KINDS)
def test_the_good_file_is_accepted(bench: Bench, kind: str) -> None:
    """Else nothing but refusals would be tested."""
    import random  # noqa: TID251

    path, read = bench.kinds()[kind]
    path.write_bytes(bench.good(kind, random.Random(1)))
    outcome = read_as(kind, 0, lambda: read(path))
    assert outcome.what == "accepted", outcome.detail


def test_another_error_is_seen() -> None:
    """The guard fires."""

    def broken() -> None:
        raise KeyError("x")

    assert read_as("x", 0, broken).what == "failed"


TEXT = st.text(max_size=300) | st.text("[]{}=.,\"'#\n abcdefghij0123456789", max_size=300)


@FEW
@given(text=TEXT)
def test_any_text_is_read_in_words(bench: Bench, text: str) -> None:
    for kind in ("scenario", "study", "design", "study.json"):
        path, read = bench.kinds()[kind]
        good = path.read_bytes() if path.exists() else b""
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        outcome = read_as(kind, 0, lambda read=read, path=path: read(path))
        path.write_bytes(good)
        assert outcome.what in ("refused", "accepted"), (kind, outcome)
