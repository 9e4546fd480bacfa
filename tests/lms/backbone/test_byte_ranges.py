"""Parts of a file over HTTP, as RFC 9110 has it."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils.http import http_date
from hypothesis import given
from hypothesis import strategies as st

from lms.backbone.byte_ranges import NotSatisfiable, parse_range, serve_file

# Closing an answer looks at the connection that an earlier test may have left open.
pytestmark = pytest.mark.django_db
CONTENT = bytes(range(100))
CHANGED = 1_700_000_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "talk.webm"
    file.write_bytes(CONTENT)
    os.utime(file, (CHANGED, CHANGED))
    return file


def ask(path: Path, method: str = "GET", **headers: str) -> tuple[int, bytes, Any]:
    request = RequestFactory().generic(method, "/media/talk.webm", headers=headers)
    answer = serve_file(request, path)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return answer.status_code, content, answer


@pytest.mark.parametrize(
    ("asked", "status", "content", "told"),
    [
        ("bytes=0-9", 206, CONTENT[:10], "bytes 0-9/100"),
        ("bytes=0-0", 206, CONTENT[:1], "bytes 0-0/100"),
        ("bytes=90-", 206, CONTENT[90:], "bytes 90-99/100"),
        ("bytes=90-1000", 206, CONTENT[90:], "bytes 90-99/100"),
        ("bytes=-10", 206, CONTENT[90:], "bytes 90-99/100"),
        ("bytes=-1000", 206, CONTENT, "bytes 0-99/100"),
        ("Bytes=0-9", 206, CONTENT[:10], "bytes 0-9/100"),
        ("bytes=100-", 416, b"", "bytes */100"),
        ("bytes=-0", 416, b"", "bytes */100"),
        (f"bytes={'9' * 5000}-", 416, b"", "bytes */100"),
        # Not understood, or more than one: the whole file.
        ("bytes=9-0", 200, CONTENT, None),
        ("bytes=-", 200, CONTENT, None),
        ("bytes=a-b", 200, CONTENT, None),
        ("bytes=٠-٩", 200, CONTENT, None),
        ("bytes=0-1,5-6", 200, CONTENT, None),
        ("lines=0-9", 200, CONTENT, None),
    ],
)
def test_range_is_answered(path, asked, status, content, told) -> None:
    request = RequestFactory().get("/media/talk.webm")
    request.META["HTTP_RANGE"] = asked
    answer = serve_file(request, path)
    got = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    assert (answer.status_code, got, answer.get("Content-Range")) == (status, content, told)
    if status != 416:
        assert answer["Content-Length"] == str(len(content))
    assert answer["Accept-Ranges"] == "bytes"


def test_whole_file_names_its_validators(path) -> None:
    status, content, answer = ask(path)
    assert (status, content, answer["Last-Modified"]) == (200, CONTENT, http_date(CHANGED))
    assert answer["ETag"].startswith('"')
    assert ask(path, **{"If-None-Match": answer["ETag"]})[0] == 304
    assert ask(path, **{"If-Modified-Since": http_date(CHANGED)})[0] == 304
    assert ask(path, **{"If-Match": '"another"'})[0] == 412


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified"])
def test_if_range_gives_the_part_of_the_same_file_and_else_the_whole(path, validator) -> None:
    known = ask(path)[2][validator]
    assert ask(path, **{"Range": "bytes=0-9", "If-Range": known})[0] == 206
    path.write_bytes(CONTENT[::-1])
    status, content, _answer = ask(path, **{"Range": "bytes=0-9", "If-Range": known})
    assert (status, content) == (200, CONTENT[::-1])


@pytest.mark.parametrize("known", ['W/"weak"', '"', "yesterday", http_date(CHANGED + 1)])
def test_other_validators_give_the_whole(path, known) -> None:
    assert ask(path, **{"Range": "bytes=0-9", "If-Range": known})[0] == 200


def test_head_tells_the_length_and_ignores_a_range(path) -> None:
    status, content, answer = ask(path, "HEAD", Range="bytes=0-9")
    assert (status, content, answer["Content-Length"]) == (200, b"", "100")


def test_empty_file_has_no_part(tmp_path) -> None:
    file = tmp_path / "empty.webm"
    file.touch()
    assert ask(file, Range="bytes=0-")[0] == 416
    assert ask(file)[0] == 200


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 200))
def test_a_part_lies_within_the_file(first, length, size) -> None:
    try:
        found = parse_range(f"bytes={first}-{first + length}", size)
    except NotSatisfiable:
        assert first >= size
        return
    assert found is not None
    assert 0 <= found[0] == first <= found[1] < size


@given(st.text(max_size=30), st.integers(0, 1000))
def test_any_header_is_judged(header, size) -> None:
    try:
        found = parse_range(header, size)
    except NotSatisfiable:
        return
    assert found is None or 0 <= found[0] <= found[1] < size
