"""What a tool is told: word for word, and nobody's name unless it is given."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from courses.tools import custom
from courses.tools.launch import Launch, Place, claims

AT = datetime(2026, 6, 1, 15, tzinfo=UTC)
PLACE = Place(
    link="l-1",
    title="Signals",
    module="Small talk",
    module_code="small-talk",
    context="small-talk:2",
    target="https://tool.example.org/launch",
    parameters={"unit": "3", "who": "$User.id", "name": "$Person.name.full", "x": "$Other"},
)
LAUNCH = Launch(
    issuer="https://platform.example.org",
    client="c-1",
    deployment="d-1",
    subject="u-1",
    nonce="n-1",
    place=PLACE,
    line_item="https://platform.example.org/lti/places/l-1",
    language="es",
    back="https://platform.example.org/back/",
)
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"


def test_message_of_a_launch_word_for_word() -> None:
    assert claims(LAUNCH, at=AT) == {
        "iss": "https://platform.example.org",
        "aud": "c-1",
        "sub": "u-1",
        "iat": 1780326000,
        "exp": 1780326300,
        "nonce": "n-1",
        f"{CLAIM}message_type": "LtiResourceLinkRequest",
        f"{CLAIM}version": "1.3.0",
        f"{CLAIM}deployment_id": "d-1",
        f"{CLAIM}target_link_uri": "https://tool.example.org/launch",
        f"{CLAIM}resource_link": {"id": "l-1", "title": "Signals"},
        f"{CLAIM}roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
        f"{CLAIM}context": {
            "id": "small-talk:2",
            "label": "small-talk",
            "title": "Small talk",
            "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"],
        },
        f"{CLAIM}tool_platform": {
            "guid": "platform.example.org",
            "url": "https://platform.example.org",
            "product_family_code": "iecmh-endorsement",
        },
        f"{CLAIM}launch_presentation": {
            "document_target": "window",
            "locale": "es",
            "return_url": "https://platform.example.org/back/",
        },
        # What is unknown or not told stays as it was written.
        f"{CLAIM}custom": {"unit": "3", "who": "u-1", "name": "$Person.name.full", "x": "$Other"},
        "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": {
            "scope": [
                "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly",
                "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly",
                "https://purl.imsglobal.org/spec/lti-ags/scope/score",
            ],
            "lineitem": "https://platform.example.org/lti/places/l-1",
        },
    }


def test_name_and_address_are_told_when_they_are_given() -> None:
    told = claims(replace(LAUNCH, name="Ana Ruiz", email="ana@example.org"), at=AT)
    assert (told["name"], told["email"]) == ("Ana Ruiz", "ana@example.org")
    assert told[f"{CLAIM}custom"]["name"] == "Ana Ruiz"


def test_frame_has_no_way_back() -> None:
    told = claims(replace(LAUNCH, framed=True, back=""), at=AT)
    assert told[f"{CLAIM}launch_presentation"] == {"document_target": "iframe", "locale": "es"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("unit=3", {"unit": "3"}),
        (" unit = 3 \n\n a.b-c_d = x=y ", {"unit": "3", "a.b-c_d": "x=y"}),
        ("unit=", {"unit": ""}),
        ("unit=3\nunit=4", {"unit": "4"}),
    ],
)
def test_parameters_are_read_a_line_each(text: str, found: dict[str, str]) -> None:
    assert custom.read(text) == found


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("unit", "unit"),
        ("=3", "=3"),
        ("a b=3", "a b=3"),
        ("ok=1\nbad", "bad"),
        ("x=" + "y" * 1001, "x=" + "y" * 1001),
        ("\n".join(f"p{n}=1" for n in range(51)), ""),
    ],
)
def test_what_is_no_parameter_is_named(text: str, line: str) -> None:
    with pytest.raises(custom.BadParameters) as bad:
        custom.read(text)
    assert bad.value.line == line
