"""Hashes see content and nothing else: not the order of keys, not the way a number is written."""

import json
import math
from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from model.scenario.canonical import canonical, content_hash

NUMBERS = st.one_of(st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False))
VALUES = st.one_of(NUMBERS, st.booleans(), st.text(max_size=5))
CONTENT = st.recursive(
    VALUES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)
LEVERS = st.dictionaries(st.text(min_size=1, max_size=6), st.floats(-9, 9), min_size=1, max_size=8)


def turned(content: Any) -> Any:
    """The same content with keys in the other order and whole floats as whole numbers."""
    if isinstance(content, Mapping):
        return {key: turned(content[key]) for key in reversed(list(content))}
    if isinstance(content, list):
        return [turned(value) for value in content]
    if isinstance(content, float) and content.is_integer() and abs(content) < 2**53:
        return int(content)
    return content


@given(content=CONTENT)
def test_order_and_way_of_writing_leave_no_trace(content: Any) -> None:
    assert content_hash(turned(content)) == content_hash(content)


@given(content=CONTENT)
def test_the_canonical_form_says_everything(content: Any) -> None:
    assert canonical(json.loads(canonical(content))) == canonical(content)


@given(first=CONTENT, second=CONTENT)
def test_equal_hash_only_for_equal_form(first: Any, second: Any) -> None:
    same = canonical(first) == canonical(second)
    assert (content_hash(first) == content_hash(second)) is same


@given(levers=LEVERS, data=st.data())
def test_changing_any_value_changes_the_hash(levers: dict[str, float], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(levers)))
    # The smallest change a float can make is seen.
    other = {**levers, name: math.nextafter(levers[name], math.inf)}
    assert content_hash(other) != content_hash(levers)


@given(levers=LEVERS)
def test_a_new_key_or_a_missing_one_changes_the_hash(levers: dict[str, float]) -> None:
    assert content_hash({**levers, "a longer name": 0.0}) != content_hash(levers)
    fewer = dict(list(levers.items())[1:])
    assert content_hash(fewer) != content_hash(levers)
