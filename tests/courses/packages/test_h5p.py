"""What is read from H5P packages: one that others made, and everything that can be wrong with one."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from courses.exchange.question import BadFile
from courses.packages import contents
from courses.packages.h5p.content import Content
from courses.packages.manifest import Manifest, Standard, Unit
from courses.packages.report import Standing, standing

Files = Mapping[str, Any]
TALK = {"machineName": "H5P.Talk", "majorVersion": 1, "minorVersion": 2}
ICONS = {"machineName": "Icons", "majorVersion": "4", "minorVersion": "5"}


def library(name: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {
        **name,
        "patchVersion": 1,
        "preloadedJs": [{"path": "a.js"}],
        "preloadedCss": [{"path": "a.css"}],
        **more,
    }


def files(**more: Any) -> dict[str, Any]:
    """A talk that needs icons; `more` are further or other files."""
    return {
        "h5p.json": {
            "title": "Rock &amp; settle",
            "language": "und",
            "mainLibrary": "H5P.Talk",
            "license": "CC BY",
            "preloadedDependencies": [TALK, ICONS],
        },
        "content/content.json": {"question": "Is it late?"},
        "H5P.Talk-1.2/library.json": library(TALK, preloadedDependencies=[ICONS], fullscreen=1),
        "H5P.Talk-1.2/a.js": "",
        "H5P.Talk-1.2/a.css": "",
        "Icons-4.5/library.json": library(ICONS),
        "Icons-4.5/a.js": "",
        "Icons-4.5/a.css": "",
        **more,
    }


def read(told: Files) -> Manifest:
    kept = {
        name: content if isinstance(content, bytes) else json.dumps(content).encode()
        for name, content in told.items()
    }
    folder, name = contents.place_of(kept)
    assert folder == ""
    return contents.read(name, kept.__getitem__, list(kept))


def test_package_names_its_content_and_what_loads_before_what() -> None:
    assert read(files()) == Manifest(
        Standard.H5P,
        "Rock & settle",
        (Unit("h5p", "Rock & settle", "content/content.json"),),
        Content(
            library="H5P.Talk 1.2",
            # Whatever stands first in the package: a library comes after those it needs.
            styles=("Icons-4.5/a.css", "H5P.Talk-1.2/a.css"),
            scripts=("Icons-4.5/a.js", "H5P.Talk-1.2/a.js"),
            folders={},
            rights={"title": "Rock &amp; settle", "license": "CC BY"},
            full_screen=True,
        ),
    )


def test_content_is_the_same_after_it_was_kept() -> None:
    content = read(files()).course
    assert isinstance(content, Content)
    assert Content.from_kept(json.loads(json.dumps(content.kept()))) == content


def test_folder_with_the_whole_version_is_found_and_the_newest_of_two_taken() -> None:
    newer = {
        "Icons-4.5.3/library.json": {**library(ICONS), "patchVersion": 3},
        "Icons-4.5.3/a.js": "",
        "Icons-4.5.3/a.css": "",
    }
    content = read(files(**newer)).course
    assert isinstance(content, Content)
    assert content.scripts == ("Icons-4.5.3/a.js", "H5P.Talk-1.2/a.js")
    assert content.folders == {"Icons-4.5": "Icons-4.5.3"}


def test_libraries_that_need_each_other_are_loaded_once() -> None:
    round_about = library(ICONS, preloadedDependencies=[TALK])
    content = read(files(**{"Icons-4.5/library.json": round_about})).course
    assert isinstance(content, Content)
    assert sorted(content.scripts) == ["H5P.Talk-1.2/a.js", "Icons-4.5/a.js"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({}, None),
        ({"passPercentage": 80}, 80),
        ({"behaviour": {"passPercentage": 66.6}}, 67),
        ({"passPercentage": 800}, None),
        ({"passPercentage": "many", "behaviour": []}, None),
    ],
)
def test_mastery_is_the_percent_that_the_content_asks_for(content: Any, expected: Any) -> None:
    found = read(files(**{"content/content.json": content}))
    assert [unit.mastery for unit in found.units] == [expected]


MAIN = files()["h5p.json"]


@pytest.mark.parametrize(
    ("changed", "reason", "params"),
    [
        ({"h5p.json": b"{"}, "h5p_broken", {"name": "h5p.json"}),
        ({"h5p.json": b"[" * 100_000}, "h5p_broken", {"name": "h5p.json"}),
        ({"h5p.json": b"\xff\xfe"}, "h5p_broken", {"name": "h5p.json"}),
        ({"h5p.json": [MAIN]}, "h5p_broken", {"name": "h5p.json"}),
        ({"h5p.json": {**MAIN, "mainLibrary": "H5P.Gone"}}, "h5p_broken", {"name": "h5p.json"}),
        ({"h5p.json": {**MAIN, "preloadedDependencies": "all"}}, "h5p_broken", None),
        ({"h5p.json": {**MAIN, "preloadedDependencies": [{"machineName": 1}]}}, "h5p_broken", None),
        ({"content/content.json": []}, "h5p_broken", {"name": "content/content.json"}),
        ({"content/content.json": {"a": "x" * 5_000_001}}, "h5p_broken", None),
        (
            {"Icons-4.5/library.json": {**ICONS, "minorVersion": "x"}},
            "h5p_broken",
            {"name": "Icons-4.5/library.json"},
        ),
        (
            {"H5P.Talk-1.2/library.json": library(TALK, preloadedJs=[{"path": "gone.js"}])},
            "entry_missing",
            {"name": "H5P.Talk-1.2/gone.js"},
        ),
        (
            {"H5P.Talk-1.2/library.json": library(TALK, preloadedJs=[{"path": "../../../etc/x"}])},
            "entry_missing",
            None,
        ),
        (
            {
                "H5P.Talk-1.2/library.json": library(
                    TALK, coreApi={"majorVersion": 1, "minorVersion": 99}
                )
            },
            "h5p_too_new",
            {"name": "H5P.Talk 1.2", "wanted": "1.99", "most": "1.28"},
        ),
    ],
)
def test_what_cannot_be_played_is_refused_with_a_reason(
    changed: Files, reason: str, params: Mapping[str, str] | None
) -> None:
    with pytest.raises(BadFile) as refused:
        read(files(**changed))
    assert refused.value.code == reason
    if params is not None:
        assert refused.value.params == params


def test_package_without_its_libraries_is_refused_with_their_names() -> None:
    told = {name: file for name, file in files().items() if "/library.json" not in name}
    with pytest.raises(BadFile) as refused:
        read(told)
    assert refused.value.code == "h5p_without_libraries"
    assert refused.value.params == {"names": "H5P.Talk 1.2, Icons 4.5"}


def test_library_that_only_another_one_needs_is_missed_as_well() -> None:
    needing = library(TALK, preloadedDependencies=[ICONS, {**ICONS, "minorVersion": 6}])
    with pytest.raises(BadFile) as refused:
        read(files(**{"H5P.Talk-1.2/library.json": needing}))
    assert refused.value.params == {"names": "Icons 4.6"}


@pytest.mark.parametrize(
    ("report", "mastery", "expected"),
    [
        ({}, None, Standing(False, None, 0)),
        ({"h5p.verb": "attempted"}, None, Standing(False, None, 0)),
        ({"h5p.verb": "completed"}, None, Standing(True, None, 0)),
        ({"h5p.verb": "consumed"}, None, Standing(True, None, 0)),
        # A question is done when it is answered; a set of them when it is enough.
        ({"h5p.verb": "answered", "h5p.success": "false"}, None, Standing(True, None, 0)),
        ({"h5p.verb": "completed", "h5p.success": "false"}, None, Standing(False, None, 0)),
        ({"h5p.verb": "failed", "h5p.success": ""}, None, Standing(False, None, 0)),
        (
            {"h5p.verb": "passed", "h5p.score.raw": "3", "h5p.score.max": "4"},
            None,
            Standing(True, 75, 0),
        ),
        ({"h5p.verb": "answered", "h5p.score.scaled": "0.29"}, None, Standing(True, 29, 0)),
        (
            {"h5p.verb": "completed", "h5p.score.raw": "0", "h5p.score.max": "0"},
            None,
            Standing(True, None, 0),
        ),
        ({"h5p.verb": "completed", "h5p.score.scaled": "0.79"}, 80, Standing(False, 79, 0)),
        ({"h5p.verb": "completed", "h5p.score.scaled": "NaN"}, 80, Standing(True, None, 0)),
    ],
)
def test_standing_is_what_the_content_said_as_a_whole(
    report: dict[str, str], mastery: int | None, expected: Standing
) -> None:
    assert standing(Standard.H5P, report, mastery) == expected
