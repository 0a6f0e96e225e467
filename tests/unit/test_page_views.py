"""Views of the page: chart, table and source of each; files to take home; the shelf."""

import io
import json
import re
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook
from testkit.small_town import small_town

from analysis.ask.what_if_layout import Asked, laid_out
from analysis.ask.what_if_looks import insides, swing, swung
from analysis.measures.headlines import HEADLINES_OF, WORK
from analysis.requests.what_if import WhatIf
from experiments.inside import JOBCENTER
from model.errors import SozialraumError
from model.simulate import simulate
from model.words import LANGUAGES
from sozialraum.page import looking, making, shelf
from sozialraum.page.query import Settings
from sozialraum.page.tasks import ALL_ROLES, Desk, State, run_draw, run_single, show
from sozialraum.page.views import FOLLOWING, LATER
from sozialraum.page.views.hanging import acts_on, ends_of

MONTHS, DRAWS = 24, 2
LEVERS = (("coordination_limit", 0.03), ("handover", 0.4))


@pytest.fixture(scope="module")
def what_if(tmp_path_factory: pytest.TempPathFactory) -> WhatIf:
    town = small_town(tmp_path_factory.mktemp("place"), 0.05)
    return WhatIf(levers=LEVERS, place=str(town), months=MONTHS)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, what_if: WhatIf) -> Desk:
    made = Desk(tmp_path_factory.mktemp("what-if"), DRAWS)
    run_single(made, what_if, ALL_ROLES)
    for draw in range(DRAWS):
        run_draw(made, what_if, draw)
    return made


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*FOLLOWING, *(name for name in LATER if name != "hangs")])
def test_a_view_is_chart_table_and_source(
    desk: Desk, what_if: WhatIf, name: str, language: Any
) -> None:
    html = looking.look(desk, what_if, name, language)["html"]
    listed = name in ("all", "assumptions")
    ways = ["table", "source"] if listed else ["chart", "table", "source"]
    assert re.findall(r'data-way="(\w+)"', html) == ways
    assert re.findall(r'data-shown="(\w+)"', html) == ways
    for svg in re.findall(r"<svg [^>]*>", html):
        assert 'aria-label="' in svg or 'aria-hidden="true"' in svg
    result = re.search(r"(?:Ergebnis|Result) ([0-9a-f]{12})", html)
    assert result
    assert html.count(result[1]) == 2  # beside the view and in its source
    assert html.count("<tr>") > 2
    assert not re.search(r"\bnan\b", html)


def test_the_views_that_follow_come_with_the_answer_for_copies(desk: Desk, what_if: WhatIf) -> None:
    state = State(done=tuple(range(DRAWS)), rival=True)
    pieces = show(desk, what_if, state, "en", True)["html"]
    assert {f"view-{name}" for name in FOLLOWING} <= set(pieces)
    assert not {f"view-{name}" for name in FOLLOWING} & set(
        show(desk, what_if, state, "en", False)["html"]
    )


def test_inside_a_run_everything_adds_up_to_the_run(desk: Desk, what_if: WhatIf) -> None:
    layout = laid_out(Asked(what_if, drawn=False), desk.folder)
    base, own = insides(layout)
    run = simulate(layout.scenarios.get(0, 0), layout.study.seed_of(0, 0), MONTHS)
    waiting = base.monthly["queue"].sum(axis=1)
    assert (waiting > 0).any()
    minutes = base.monthly["minutes"].sum(axis=1)
    coordination = base.monthly["coordination"].sum(axis=1)
    assert minutes == pytest.approx(run.monthly["minutes_total"], rel=1e-3)
    assert coordination == pytest.approx(run.monthly["minutes_coordination"], rel=1e-6, abs=1.0)
    assert own.monthly["coordination"].sum() > 2 * base.monthly["coordination"].sum()
    assert base.before[JOBCENTER] != base.before[JOBCENTER]
    assert (own.before[1:] == base.before[1:]).all()
    assert own.after[1:].mean() > base.after[1:].mean()


def test_a_decision_swings_from_the_option_itself(desk: Desk, what_if: WhatIf) -> None:
    now = dict(what_if.levers)["handover"]
    assert swung(what_if, "handover", now) == what_if
    still = swing(what_if, "handover", now, desk.folder)
    assert still.differences == dict.fromkeys(HEADLINES_OF, 0.0)
    ends = ends_of(what_if)
    assert len(ends) == 20
    swings = tuple(looking.one_swing(desk, what_if, *end) for end in ends)
    assert any(any(s.differences.values()) for s in swings if s.differences)
    found = looking.show_swings(desk, what_if, swings, "de")
    assert set(found["moves"]) == {lever for lever, _ in ends}
    moved = acts_on(swings)
    for lever, text in found["moves"].items():
        assert ("● Arbeit" in text) == (WORK in moved[lever])
    assert "Woran hängt es?" in found["html"]


def test_files_are_made_once_all_draws_are_there(desk: Desk, what_if: WhatIf) -> None:
    assert making.packed(desk, what_if, "excel", "de") is None
    with pytest.raises(SozialraumError, match="2 of 9"):
        making.make(Desk(desk.folder, 9), what_if, "excel", "de")
    making.make(desk, what_if, "excel", "de")
    found = making.packed(desk, what_if, "excel", "de")
    assert found is not None
    book = load_workbook(io.BytesIO(found.content))
    text = "\n".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row)
    assert "Ihre Variante" in text


@pytest.mark.slow
def test_the_board_pack_has_every_form(desk: Desk, what_if: WhatIf) -> None:
    for part in making.PARTS["pack"]:
        making.make(desk, what_if, part, "de")
    found = making.packed(desk, what_if, "pack", "de")
    assert found is not None
    names = zipfile.ZipFile(io.BytesIO(found.content)).namelist()
    assert {name.rpartition(".")[2] for name in names} >= {"pptx", "pdf", "html", "docx", "xlsx"}


def test_the_shelf_says_what_is_known_and_escapes_names(desk: Desk, what_if: WhatIf) -> None:
    settings = Settings(what_if.place, MONTHS, 1, DRAWS, "1")
    query = "levers.coordination_limit=0.03&levers.handover=0.4"
    rows: list[Any] = [
        {"name": "<b>mine</b>", "query": query},
        {"name": "not yet", "query": "levers.handover=0.11"},
        {"name": 7, "query": query},
        {"name": "too long", "query": "x" * 3000},
        "nonsense",
    ]
    kept = shelf.read(json.dumps(rows).encode(), settings)
    assert [one.name for one in kept] == ["<b>mine</b>", "not yet"]
    assert kept[0].what_if == what_if
    html = shelf.side_by_side(desk, kept, "de")["html"]
    assert "&lt;b&gt;mine" in html
    assert "<b>mine" not in html
    assert html.count("Hier noch nicht gerechnet") == 1
    assert "2 Annahmesätzen" in html
    for content in (b"", b"[", b"\xff", b"{}", b"[" * 100_000):
        assert shelf.read(content, settings) == ()
