"""Planted results: what a report says, in which order, and that every form says the same."""

import io
import re
from typing import Any

import pytest
from pptx import Presentation
from testkit.planted import planted, spread

from analysis.findings.groups import group_findings
from analysis.measures.persons import SMALLEST_GROUP
from analysis.report.build import document
from analysis.report.document import Document
from analysis.report.numbers import compared, numbers
from analysis.report.page import page
from analysis.report.slides import slides
from analysis.results.comparison import Comparison
from model.errors import InputError
from model.parameters import Parameter
from model.words import LANGUAGES, Language

NETWORK, RIVAL = "production-network", "case-management-only"
ENGLISH = r"\b(the|and|with|under|than|people|range|sets?|starts|seed|pairs?|unknown|cannot)\b"
MOST = 12


def shown(work: float, width: float = 0.2, formed: int | None = None, **more: Any) -> Comparison:
    """A network that does so much more than working side by side, and its rival."""
    effects = {RIVAL: spread(0.0, 0.1), NETWORK: spread(work, width)}
    return planted(effects, formed=formed, **more)


def reported(language: Language = "en", **planted_: Any) -> Document:
    return document(shown(**{"work": -3.6, **planted_}), language)


def group(name: str, persons: int, integrations: float) -> dict[str, object]:
    one = {"dimension": "sex", "group": name, "persons": persons, "gain": 1.0, "lose": 2.0}
    return {**one, "integrations": integrations, "years": 5.0}


@pytest.mark.parametrize(
    ("work", "width", "said"),
    [
        (3.6, 0.2, "brings, under these assumptions, slightly more starts of work"),
        (-3.6, 0.2, "brings, under these assumptions, slightly fewer starts of work"),
        (20.0, 0.2, "brings, under these assumptions, more starts of work"),
        (0.0, 9.0, "cannot be told under these assumptions"),
        (0.1, 0.1, "practically the same; participation stays practically the same"),
    ],
)
def test_titles_follow_the_result(work: float, width: float, said: str) -> None:
    made = reported(work=work, width=width)
    assert said in made.title
    answer = made.section("answer")
    assert answer is not None
    assert answer.title == made.title


def test_a_network_that_does_not_form_is_said_second_and_shown_third() -> None:
    forms, fails = reported(), reported(formed=3)
    names = [section.name for section in forms.sections]
    assert names.index("network") > names.index("rival")
    names = [section.name for section in fails.sections]
    assert names[:3] == ["question", "answer", "network"]
    answer = fails.section("answer")
    assert answer is not None
    assert answer.lead.startswith("The network of “Production network” forms only in 3 of 24")
    assert "forms only in 3 of 24" in page(fails)


def test_a_rival_that_is_not_there_is_among_the_gaps() -> None:
    alone = document(planted({NETWORK: spread(-3.6, 0.2)}), "en")
    assert alone.section("rival") is None
    limits = alone.section("limits")
    assert limits is not None
    assert any("not compared here" in text for text in limits.sentences)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_at_most_twelve_slides_and_ten_answers_to_questions(language: Language) -> None:
    made = reported(language)
    assert len(made.sections) <= MOST
    titles = [section.title for section in (*made.sections, *made.backup)]
    assert len(set(titles)) == len(titles)
    assert all(section.notes for section in made.sections)


def test_groups_have_their_number_and_only_clear_ones_are_named() -> None:
    groups = [group("male", 27_000, -20.0), group("female", 26_000, 0.0)]
    found = reported(groups=groups)
    people = found.section("people")
    assert people is not None
    assert people.title.startswith("With “Production network”: clearly fewer starts of work in 1")
    assert "men (27,000)" in page(found)


def test_a_small_group_is_hidden_with_one_more_from_which_it_would_follow() -> None:
    sizes = {"under_25": SMALLEST_GROUP - 1, "25_49": 400, "50_plus": 300}
    rows = [{**group(name, size, 0.0), "dimension": "age"} for name, size in sizes.items()]
    found = group_findings(shown(0.0, groups=rows), NETWORK)
    assert [one.group for one in found] == ["25_49"]
    large = [{**group(name, 500, 0.0), "dimension": "age"} for name in sizes]
    assert len(group_findings(shown(0.0, groups=large), NETWORK)) == len(sizes)


@pytest.mark.parametrize("form", ["page", "slides"])
def test_german_is_german(form: str) -> None:
    made = reported("de", formed=3)
    text = re.sub(r"<style>.*?</style>|<code>.*?</code>|<[^>]+>", " ", page(made), flags=re.DOTALL)
    if form == "slides":
        text = " ".join(_texts(slides(made), code=False))
    for name in (NETWORK, RIVAL, "siloed", "minutes_coordination"):
        assert name not in text
    assert not re.findall(ENGLISH, text)
    assert "nur in 3 von 24 Annahmesätzen" in text


def _texts(file: bytes, *, code: bool = True) -> list[str]:
    found = []
    for slide in Presentation(io.BytesIO(file)).slides:
        frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
        frames.append(slide.notes_slide.notes_text_frame)
        found += [
            frame.text for frame in frames if code or not frame.text.startswith("sozialraum ")
        ]
    return found


def test_slides_can_be_read_by_everybody() -> None:
    made = reported("de")
    found = Presentation(io.BytesIO(slides(made)))
    assert found.core_properties.title == made.title
    assert found.slide_width > 1.7 * found.slide_height
    sections = (*made.sections, *made.backup)
    for slide, section in zip(found.slides, sections, strict=True):
        shapes = list(slide.shapes)
        assert shapes[0] == slide.shapes.title
        assert slide.shapes.title.text_frame.text == section.title
        for shape in shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= found.slide_width
            assert 0 <= shape.top <= shape.top + shape.height <= found.slide_height
            if shape.has_chart or shape.has_table:
                described = shape._element.xpath(".//p:cNvPr")[0].get("descr")
                assert described
        runs = slide._element.xpath(".//a:r/a:rPr")
        assert runs
        assert {run.get("lang") for run in runs} == {"de-DE"}
        assert section.title in slide.notes_slide.notes_text_frame.text
        assert any(made.source in text for text in _texts_of(slide))


def _texts_of(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_charts_hold_the_numbers_and_their_ranges() -> None:
    found = Presentation(io.BytesIO(slides(reported())))
    charts = [shape.chart for shape in found.slides[1].shapes if shape.has_chart]
    assert len(charts) == 2
    means, *ranges = charts[0].plots[0].series
    values = [float(value) for value in means._element.xpath("./c:xVal//c:v/text()")]
    assert values == pytest.approx([-3.6, 0.0], abs=1e-6)
    ends = [float(value) for value in ranges[0]._element.xpath("./c:xVal//c:v/text()")]
    assert ends[0] < -3.6 < ends[1]


def test_a_template_without_the_layout_is_refused_by_name(tmp_path: Any) -> None:
    template = Presentation()
    for layout in list(template.slide_layouts):
        if layout.name == "Title Only":
            template.slide_layouts.remove(layout)
    path = tmp_path / "house.pptx"
    template.save(str(path))
    with pytest.raises(InputError, match=r"lacks the layout Title Only / Nur Titel"):
        slides(reported(), path)
    path.write_bytes(b"no slides at all")
    with pytest.raises(InputError, match="cannot be read as slides"):
        slides(reported(), path)


def test_a_template_of_the_house_is_used(tmp_path: Any) -> None:
    template = Presentation()
    template.slides.add_slide(template.slide_layouts[0])
    template.core_properties.keywords = "house"
    path = tmp_path / "house.pptx"
    template.save(str(path))
    made = reported()
    found = Presentation(io.BytesIO(slides(made, path)))
    assert found.core_properties.keywords == "house"
    assert len(found.slides) == len(made.sections) + len(made.backup)


def test_the_page_needs_no_network_and_no_script() -> None:
    text = page(reported("de"))
    assert '<html lang="de">' in text
    assert "<script" not in text
    links = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert links
    assert all(link.startswith("#") for link in links)
    assert not re.findall(r"url\((?!#)", text)
    assert text.count("<svg") == text.count('role="img"')
    names = re.findall(r' id="([^"]+)"', text)
    assert len(names) == len(set(names))


def test_every_number_has_a_name_and_what_moves_is_named() -> None:
    before, after = numbers(reported()), numbers(reported(work=-3.7))
    assert len({number.id for number in before}) == len(before)
    assert compared(before, before) == []
    moved = {one.id for one in compared(before, after)}
    assert f"answer.figure.work.{NETWORK}.mean" in moved
    assert f"answer.table.work.{NETWORK}.1.1" in moved
    assert f"answer.figure.work.{RIVAL}.mean" not in moved


@pytest.mark.parametrize(
    ("status", "source", "paid"),
    [("seen", "talk_bruelle_2015", True), ("assumed", "", False), ("assumed", "calc", False)],
)
def test_euro_are_named_only_with_a_sourced_rate(status: str, source: str, paid: bool) -> None:
    comparison = shown(-3.6)
    rate = Parameter("place.euro_per_hour", 40.0, "euro/hour", status=status, source=source)
    for arm in comparison.plan.arms:
        arm.scenario.parameters["place.euro_per_hour"] = rate  # type: ignore[index]
    made = document(comparison, "en")
    effort, limits = made.section("effort"), made.section("limits")
    assert effort is not None
    assert limits is not None
    said = " ".join(effort.sentences)
    assert ("the difference is 60,000 euro a month" in said) is paid
    assert ("At 40.00 euro an hour (" in said) is paid
    assert ("no sourced rate" in " ".join((said, *limits.sentences))) is not paid


def test_hours_become_posts_where_the_place_knows_them() -> None:
    comparison = shown(-3.6)
    effort = document(comparison, "en").section("effort")
    assert effort is not None
    assert effort.title == "Coordination with “Production network” takes 1,500 hours a month"
    known = Parameter("place.minutes_per_post", 6000.0, "minute/month")
    for arm in comparison.plan.arms:
        arm.scenario.parameters["place.minutes_per_post"] = known  # type: ignore[index]
    effort = document(comparison, "en").section("effort")
    assert effort is not None
    assert effort.title.endswith("takes 1,500 hours a month: 15.0 full-time posts")
