"""Which addresses a tool may have, and what a policy names of them."""

import pytest

from courses.tools.addresses import is_safe, origin_of


@pytest.mark.parametrize(
    ("address", "safe", "here"),
    [
        ("https://tool.example.org/launch?x=1", True, True),
        ("https://tool.example.org:8443/", True, True),
        ("http://tool.example.org/launch", False, False),
        ("http://localhost:5000/launch", False, True),
        ("http://127.0.0.1:5000/launch", False, True),
        ("http://127.0.0.1.example.org/", False, False),
        ("//tool.example.org/", False, False),
        ("/launch", False, False),
        ("javascript:alert(1)", False, False),
        ("data:text/html,x", False, False),
        ("https://", False, False),
        ("https://user:secret@tool.example.org/", False, False),
        ("https://tool.example.org/#part", False, False),
        ("https://tool.example.org/ x", False, False),
        ("https://tool.example.org;script-src*/", False, False),
        ("https://tool.example.org:99999/", False, False),
        ("https://[::1", False, False),
    ],
)
def test_addresses_that_a_tool_may_have(address: str, safe: bool, here: bool) -> None:
    assert (is_safe(address, loopback=False), is_safe(address, loopback=True)) == (safe, here)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://tool.example.org/launch?x=1", "https://tool.example.org"),
        ("https://tool.example.org:8443/a", "https://tool.example.org:8443"),
        ("launch", ""),
        ("https://a b/", ""),
    ],
)
def test_origin_is_scheme_host_and_port(address: str, origin: str) -> None:
    assert origin_of(address) == origin
