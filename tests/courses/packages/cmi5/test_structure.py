"""What is read from `cmi5.xml`: the shapes of the specification, and what is refused."""

import json

import pytest

from courses.exchange.question import BadFile
from courses.packages.cmi5.course import WHOLE, Block, Course, LaunchMethod, MoveOn, Part, text_in
from courses.packages.cmi5.structure import read
from courses.packages.contents import place_of
from tests.factories.cmi5 import SITE, STRUCTURE

FILES = {"cmi5.xml", "index.html", "units/a b/start.html"}
TITLE = '<title><langstring lang="en-US">One</langstring></title>'
AU = f'<au id="https://x.example/1">{TITLE}<url>index.html</url></au>'


def structure(body: str = AU, course: str = 'id="https://x.example/c"') -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course {course}>{TITLE}</course>{body}</courseStructure>""".encode()


def au(attributes: str = "", inside: str = "", url: str = "index.html") -> str:
    return f'<au id="https://x.example/1" {attributes}>{TITLE}<url>{url}</url>{inside}</au>'


def test_course_of_blocks_and_parts_is_read_whole_and_kept_as_json() -> None:
    course, entries = read(STRUCTURE.encode(), FILES)
    assert (course.id, text_in(course.titles, "en")) == (SITE, "Babies and sleep")
    assert [(one.path, one.query) for one in entries] == [
        ("index.html", "part=1"),
        ("index.html", "part=2"),
        ("index.html", "part=3"),
    ]
    assert course.blocks == (
        Block("block-1", f"{SITE}/nights", {"en-US": "Nights"}, ("au-1", "au-2")),
    )
    assert course.parts[0] == Part(
        key="au-1",
        id=f"{SITE}/nights/talk",
        titles={"en-US": "A talk at night", "es-MX": "Una charla de noche"},
        descriptions={"en-US": "A talk."},
        move_on=MoveOn.COMPLETED_AND_PASSED,
        mastery=0.8,
        launch_parameters="pace=slow",
        entitlement_key="key-1",
        objectives=(f"{SITE}/settling",),
    )
    assert (course.parts[2].move_on, course.parts[2].launch_method) == (
        MoveOn.NOT_APPLICABLE,
        LaunchMethod.OWN_WINDOW,
    )
    assert Course.from_kept(json.loads(json.dumps(course.kept()))) == course


def test_address_keeps_query_and_fragment_and_may_be_encoded() -> None:
    course, entries = read(structure(au(url=" units/a%20b/start.html?x=1&amp;y=2#/go ")), FILES)
    assert entries == [("units/a b/start.html", "x=1&y=2")]
    assert course.parts[0].fragment == "/go"


def test_inner_blocks_stand_before_outer_ones_and_hold_all_parts_below() -> None:
    inner = f'<block id="https://x.example/in">{TITLE}{AU}</block>'
    second = AU.replace("/1", "/2")
    course, _entries = read(
        structure(f'<block id="https://x.example/out">{TITLE}{inner}{second}</block>'), FILES
    )
    assert [(one.id[-3:], one.parts) for one in course.blocks] == [
        ("/in", ("au-1",)),
        ("out", ("au-1", "au-2")),
    ]


def test_more_than_a_thousand_parts_are_taken_and_no_more_than_can_be_held() -> None:
    many = "".join(AU.replace("/1", f"/{number}") for number in range(1_001))
    assert len(read(structure(many), FILES)[0].parts) == 1_001
    more = "".join(AU.replace("/1", f"/{number}") for number in range(2_001))
    with pytest.raises(BadFile) as refused:
        read(structure(more), FILES)
    assert refused.value.code == "complicated"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<courseStructure", "broken_xml"),
        (b'<!DOCTYPE c [<!ENTITY a "b">]><courseStructure/>', "doctype"),
        (b"<manifest/>", "not_a_package"),
        (b"<courseStructure/>", "not_a_package"),
        (structure(""), "no_unit"),
        (structure(course=""), "course_id"),
        (structure(course='id="no address"'), "course_id"),
        (structure(AU.replace("https://x.example/1", "one")), "course_id"),
        (structure(AU + AU), "course_twice"),
        (structure(f'<block id="https://x.example/b">{TITLE}{AU}</block>' * 2), "course_twice"),
        (
            structure(
                f'<objectives><objective id="https://x.example/o">{TITLE}</objective>'
                f'<objective id="https://x.example/o">{TITLE}</objective></objectives>{AU}'
            ),
            "course_twice",
        ),
        (structure(AU.replace(TITLE, "<title/>")), "course_title"),
        (structure(au('moveOn="Sometimes"')), "course_value"),
        (structure(au('launchMethod="NewWindow"')), "course_value"),
        (structure(au('masteryScore="80"')), "course_value"),
        (structure(au('masteryScore="-0.1"')), "course_value"),
        (structure(au('masteryScore="nan"')), "course_value"),
        (structure(au('masteryScore="many"')), "course_value"),
        (structure(au(url="https://elsewhere.example/au/")), "entry_elsewhere"),
        (structure(au(url="//elsewhere.example/au/")), "entry_elsewhere"),
        (structure(au(url="app://start")), "entry_elsewhere"),
        (structure(au(url="http://[")), "entry_elsewhere"),
        (structure(au(url="gone.html")), "entry_missing"),
        (structure(au(url="../index.html")), "entry_missing"),
        (structure(au(url="")), "entry_missing"),
        (structure(au(url="index.html?Fetch=1")), "entry_query"),
        (structure(au(url="index.html?a=1&amp;activityId=2")), "entry_query"),
    ],
)
def test_what_cannot_be_played_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(BadFile) as refused:
        read(content, FILES)
    assert refused.value.code == reason


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["imsmanifest.xml", "a/b.html"], ("", "imsmanifest.xml")),
        (["cmi5.xml", "a/b.html"], ("", "cmi5.xml")),
        (["cmi5.xml", "imsmanifest.xml"], ("", "imsmanifest.xml")),
        (["course/cmi5.xml", "course/a.html", "__MACOSX/course/._a"], ("course/", "cmi5.xml")),
    ],
)
def test_manifest_may_lie_in_the_only_folder_there(
    names: list[str], expected: tuple[str, str]
) -> None:
    assert place_of(names) == expected


@pytest.mark.parametrize("names", [[], ["a.html"], ["a/cmi5.xml", "b/x.html"]])
def test_without_a_manifest_it_is_refused(names: list[str]) -> None:
    with pytest.raises(BadFile) as refused:
        place_of(names)
    assert refused.value.code == "no_package"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("es", "Hola"), ("es-MX", "Hola"), ("en", "Hello"), ("fr", "Hello"), ("EN-us", "Hello")],
)
def test_title_is_given_in_the_readers_language_or_in_english(language: str, expected: str) -> None:
    assert text_in({"de": "Hallo", "es-MX": "Hola", "en-US": "Hello"}, language) == expected


def test_title_in_no_language_known_is_the_first() -> None:
    assert text_in({"de": "Hallo", "it": "Ciao"}, "en") == "Hallo"


@pytest.mark.parametrize(
    ("rule", "completed", "passed", "expected"),
    [
        ("Passed", False, True, True),
        ("Passed", True, False, False),
        ("Completed", True, False, True),
        ("Completed", False, True, False),
        ("CompletedAndPassed", True, True, True),
        ("CompletedAndPassed", True, False, False),
        ("CompletedAndPassed", False, True, False),
        ("CompletedOrPassed", True, False, True),
        ("CompletedOrPassed", False, True, True),
        ("CompletedOrPassed", False, False, False),
        ("NotApplicable", False, False, True),
    ],
)
def test_move_on(rule: str, completed: bool, passed: bool, expected: bool) -> None:
    assert MoveOn(rule).is_met(completed=completed, passed=passed) is expected


@pytest.mark.parametrize(
    ("done", "known", "expected"),
    [
        ({"au-3"}, set(), []),
        ({"au-1", "au-2"}, set(), ["block-1"]),
        ({"au-1", "au-2"}, {"block-1"}, []),
        ({"au-1", "au-2", "au-3"}, set(), ["block-1", WHOLE]),
        ({"au-1", "au-2", "au-3"}, {"block-1"}, [WHOLE]),
        ({"au-1", "au-2", "au-3"}, {"block-1", WHOLE}, []),
    ],
)
def test_blocks_and_the_course_are_satisfied_once_all_their_parts_are_done(
    done: set[str], known: set[str], expected: list[str]
) -> None:
    course, _entries = read(STRUCTURE.encode(), FILES)
    found = [block.key if block else WHOLE for block in course.newly_satisfied(done, known)]
    assert found == expected


@pytest.mark.parametrize(
    ("part", "said", "expected"),
    [
        ({}, (False, False, False), False),
        ({}, (True, False, False), True),
        ({}, (True, False, True), False),
        ({}, (True, True, True), True),
        ({"mastery": 0.5}, (True, False, False), False),
        ({"mastery": 0.5}, (True, True, False), True),
        ({"move_on": MoveOn.PASSED}, (True, False, False), False),
        ({"move_on": MoveOn.PASSED}, (False, True, False), False),
    ],
)
def test_part_is_looked_at_again_once_nothing_is_left_to_say(
    part: dict[str, object], said: tuple[bool, bool, bool], expected: bool
) -> None:
    completed, passed, failed = said
    one = Part("au-1", "https://x.example/1", {"en": "One"}, **part)  # type: ignore[arg-type]
    assert one.is_all_said(completed=completed, passed=passed, failed=failed) is expected
