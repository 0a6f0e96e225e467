"""The page's server: who may ask, what a link says, what is refused, and that text is text."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from analysis.requests.what_if import WhatIf
from model.scenario import list_scenarios, resolve
from model.scenario.rival import SPENDS
from model.words import LANGUAGES
from sozialraum.page import decisions, saying
from sozialraum.page.controls import decisions as controls_of
from sozialraum.page.presets import BASES, CHECKS, FIRST
from sozialraum.page.query import LONGEST, Settings, query_of, read_query, usable
from sozialraum.page.server import MOST_KB, application
from sozialraum.page.words import PAGE

HOME = "http://127.0.0.1:8765"
SETTINGS = Settings(version="1")


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    # Without its lifespan: nothing is run, and no worker started.
    return TestClient(application(SETTINGS, tmp_path, cores=1), base_url=HOME)


def test_there_are_at_most_ten_decisions_and_each_is_a_lever() -> None:
    levers = {n.partition(".")[2]: p for n, p in resolve("siloed").parameters.items()}
    assert 0 < len(decisions.DECISIONS) <= decisions.MOST == 10
    for one in decisions.DECISIONS:
        record = levers[one.lever]
        low, high = record.legal
        assert one.group in decisions.GROUPS
        assert "{value}" in decisions.SENTENCES.texts[one.lever]
        assert one.kind in ("percent", "months", "count", "share", "choice", "weight")
        assert (one.kind == "choice") != (one.lever in decisions.LOW)
        assert (one.lever in decisions.LOW) == (one.lever in decisions.HIGH)
        if one.words:
            assert (one.words[0][0], one.words[-1][0]) == (low, high)
            assert [bound for bound, _ in one.words] == sorted(bound for bound, _ in one.words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_decision_is_a_whole_sentence(language: str) -> None:
    groups = controls_of(WhatIf(), resolve("production-network"), language)  # type: ignore[arg-type]
    for one in (control for group in groups for control in group.controls):
        sentence = one.before + one.said + one.after
        assert sentence.endswith(".")
        assert "{" not in sentence
        assert one.said
        assert "levers" not in sentence


def test_values_are_said_in_words() -> None:
    by = saying.BY_LEVER
    assert saying.said("de", by["coordination_limit"], 0.035) == "3,5\u00a0%"
    assert saying.said("en", by["coordination_limit"], 0.05) == "5%"
    assert saying.said("de", by["handover"], 0.9) == "fast immer"
    assert saying.said("de", by["handover"], 1.0) == "immer"
    assert saying.said("en", by["max_parallel"], 1.0) == "one offer"
    assert saying.said("de", by["teams_by_sozialraum"], 1.0) == "nach Sozialräumen"


def test_presets_are_arrangements() -> None:
    assert {*FIRST, *BASES, *CHECKS} <= set(list_scenarios())


def test_a_link_restores_everything_and_is_short() -> None:
    preset = resolve("production-network")
    every = tuple(
        sorted((n.partition(".")[2], p.legal[1]) for n, p in preset.parameters.items()
               if p.topic == "levers" and n != f"levers.{SPENDS}")
    )  # fmt: skip
    now = preset.forms[0].levers
    one = WhatIf(
        levers=tuple((name, value) for name, value in every[:30] if value != now[name]),
        spaces=preset.spaces[:2], group="ill", from_month=24,
    )  # fmt: skip
    query = query_of(one, SETTINGS, "en", preset.place)
    assert len(query) < LONGEST
    from urllib.parse import parse_qsl

    read = read_query(dict(parse_qsl(query)), SETTINGS)
    assert read.what_if == one
    assert read.language == "en"
    assert not read.remarks
    assert not usable(one)


def test_a_link_restores_every_lever_at_both_ends() -> None:
    preset = resolve("production-network")
    now = preset.forms[0].levers
    for name, record in preset.parameters.items():
        lever = name.removeprefix("levers.")
        if record.topic != "levers" or lever == SPENDS:
            continue
        for end in record.legal:
            levers = ((lever, end),) if end != now[lever] else ()
            read = read_query({name: f"{end:.10g}"}, SETTINGS)
            assert (read.what_if, read.remarks) == (WhatIf(levers=levers), []), name


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"levers.teams_by_sozialraum": "0.5"}, "Allowed: 0 to 1"),
        ({"levers.handover": "7"}, "Allowed: 0 to 1"),
        ({"levers.handover": "nan"}, "Allowed"),
        ({"levers.max_parallel": "1,5"}, "Allowed"),
        ({"levers.nonsense": "1"}, "levers.nonsense"),
        ({f"levers.{SPENDS}": "1"}, SPENDS),
        ({"preset": "../x"}, "../x"),
        ({"group": "dogs"}, "dogs"),
        ({"spaces": "Nowhere"}, "Nowhere"),
        ({"from": "-1"}, "-1"),
        ({"version": "0"}, "version 0"),
        ({"place": "elsewhere"}, "elsewhere"),
        ({"surprise": "1"}, "surprise"),
    ],
)
def test_what_cannot_be_used_is_said_and_left_out(query: dict[str, str], said: str) -> None:
    read = read_query({**query, "lang": "en"}, SETTINGS)
    assert read.what_if == WhatIf()
    assert any(said in remark for remark in read.remarks)


def test_only_pages_of_this_server_may_ask(client: TestClient) -> None:
    assert client.get("/").status_code == 200
    for headers in (
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example:8765"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
    ):
        assert client.get("/", headers=headers).status_code == 403
    across = {"sec-fetch-site": "cross-site"}
    assert client.get("/answer", headers=across).status_code == 403
    assert client.post("/open", headers={"origin": "http://evil.example"}).status_code == 403
    assert client.get("/", headers={"host": "localhost:8765"}).status_code == 200


def test_nothing_from_elsewhere_is_asked_for(client: TestClient) -> None:
    found = client.get("/")
    assert "default-src 'none'" in found.headers["content-security-policy"]
    addresses = re.findall(r'(?:src|href|action)="([^"]*)"', found.text)
    assert addresses
    assert all(one.startswith(("/", "#", "data:,")) for one in addresses)
    assert " style=" not in found.text
    assert "<script>" not in found.text
    for name in ("page.css", "page.js", "decisions.js", "tabs.js"):
        text = client.get(f"/static/{name}").text
        assert "//" not in re.sub(r"(^|\s)// .*", "", text).replace("https://", "")
        assert "http" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_one_language_and_all_controls_have_names(
    language: str, client: TestClient
) -> None:
    text = client.get("/", params={"lang": language}).text
    assert f'<html lang="{language}">' in text
    assert "Traceback" not in text
    for tag in re.findall(r"<input [^>]*>", text):
        kind = re.search(r'type="(\w+)"', tag)
        if kind and kind[1] in ("range", "text"):
            assert "aria-label" in tag
    assert text.count('type="range"') == text.count("aria-valuetext=")


def test_text_of_a_link_is_escaped(client: TestClient) -> None:
    text = client.get("/", params={"preset": "<b>x</b>", "levers.<i>": "1"}).text
    assert "<b>x</b>" not in text
    assert "&lt;b&gt;x" in text


def test_a_file_is_given_and_taken(client: TestClient) -> None:
    query = {"levers.handover": "0.3", "lang": "de"}
    saved = client.get("/scenario.toml", params=query)
    assert "attachment" in saved.headers["content-disposition"]
    assert "handover = 0.3" in saved.text
    found = client.post("/open", content=saved.content).json()
    assert "levers.handover=0.3" in found["query"]
    wrong = client.post("/open?lang=en", content=b"extends = 'siloed'\n[levers]\nhandover = 9")
    assert wrong.status_code == 422
    assert "out of range" in wrong.json()["problem"]
    large = client.post("/open", content=b"#" * (MOST_KB * 1024 + 1))
    assert large.status_code == 413
    assert client.post("/open", content=b"\xff\xfe").status_code == 422


def test_a_part_of_the_town_is_said_in_words(client: TestClient) -> None:
    query = {"lang": "en", "group": "ill", "from": "24", "spaces": "Osterfeld"}
    text = client.get("/", params=query).text
    said = text[text.index('class="scoped"') :]
    for part in ("people who are ill", "Osterfeld", "From month 24"):
        assert f"{part}</li>" in said
    assert 'class="scoped"' not in client.get("/").text


def test_every_lever_says_what_it_acts_on(client: TestClient) -> None:
    found = client.get("/levers", params={"lang": "de"}).json()
    levers = {n for n, p in resolve("siloed").parameters.items() if p.topic == "levers"}
    assert {f"levers.{name}" for name in found} == levers
    assert "Zusammenarbeit" in found["formality"]
    assert all(found.values()), [name for name, text in found.items() if not text]


def test_the_page_says_every_text_it_has() -> None:
    folder = Path(saying.__file__).parent
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in (*folder.rglob("*.py"), *folder.glob("templates/*.html"))
        if not path.name.endswith("words.py")
    )
    made_up = (  # put together
        "stage_", "tab_", "goal_", "_unit", "work", "participation", "later_", "part_", "get_",
    )  # fmt: skip
    unsaid = [
        key
        for key in PAGE.texts
        if f"'{key}'" not in sources and f'"{key}"' not in sources
        and not any(part in key for part in made_up)
    ]  # fmt: skip
    assert unsaid == []
