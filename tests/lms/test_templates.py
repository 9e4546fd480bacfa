"""Templates as text: one frame for every page, nothing inline, error pages without a database."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string

ROOT = Path(settings.BASE_DIR) / "templates"
FRAME = re.compile(r"<(?:!doctype|html|body|main)\b", re.IGNORECASE)
# The last ones stand on the host of packages, where there is no session and no navigation.
FRAMES = {
    "base.html",
    "wagtailadmin/base.html",
    "courses/packages/player.html",
    "courses/packages/over.html",
    # In the pages of other sites, without session and navigation.
    "endorsement/registry/_frame.html",
    "courses/packages/h5p.html",
}
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html"))
EXTENDS = re.compile(r"""\{% extends ["']([^"']+)["'] %\}""")
INLINE = {
    "style attribute": re.compile(r"""<[^>]*\sstyle\s*=""", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event attribute": re.compile(r"""<[a-z][^>]*\son[a-z]+\s*=\s*["']""", re.IGNORECASE),
    "hx-on attribute": re.compile(r"hx-on[:-]", re.IGNORECASE),
    "inline script": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE
    ),
    "script address": re.compile(r"""href\s*=\s*["']javascript:""", re.IGNORECASE),
}


def _shown_as_web_page(name: str) -> bool:
    return not name.startswith(("emails/", "certificates/pdf/"))


@pytest.mark.parametrize("name", [name for name in TEMPLATES if _shown_as_web_page(name)])
def test_whole_page_extends_base(name: str) -> None:
    """What extends nothing is a part of a page and draws no frame of its own.

    Pages of ours inside the CMS stand in its frame.
    """
    seen = name
    while seen not in FRAMES:
        path = ROOT / seen
        source = path.read_text() if path.exists() else get_template(seen).template.source
        found = EXTENDS.search(source)
        if not found:
            assert FRAME.findall(source) == []
            break
        if found.group(1) == seen or found.group(1).startswith("wagtailadmin/"):
            # A package draws the frame: of its namesake, or of the CMS.
            break
        seen = found.group(1)


@pytest.mark.parametrize("name", [name for name in TEMPLATES if _shown_as_web_page(name)])
def test_template_has_nothing_inline(name: str) -> None:
    source = (ROOT / name).read_text()
    assert [what for what, pattern in INLINE.items() if pattern.search(source)] == []


def test_what_a_package_or_a_tool_may_do_is_said_in_one_place() -> None:
    framing = [name for name in TEMPLATES if "allow-scripts" in (ROOT / name).read_text()]
    assert framing == ["courses/packages/_frame.html", "courses/tools/_frame.html"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_comment_of_a_template_is_not_read_by_anybody(name: str) -> None:
    """`{# #}` ends with its line: a longer one is printed on the page."""
    lines = (ROOT / name).read_text().splitlines()
    assert [line for line in lines if "{#" in re.sub(r"\{#.*?#\}", "", line)] == []


INCLUDE = re.compile(r"""\{%\s*include\s+["']([^"']+)["']([^%]*)%\}""")
TOKEN = re.compile(r"\{%\s*csrf_token\s*%\}")


def _takes_token(name: str) -> bool:
    """Whether the part draws a form of its own, or includes one that reads its context."""
    source = (ROOT / name).read_text() if (ROOT / name).exists() else ""
    return bool(TOKEN.search(source)) or any(
        "csrf_token=csrf_token" in how or (not re.search(r"\bonly\b", how) and _takes_token(part))
        for part, how in INCLUDE.findall(source)
    )


# The lists of files and the requirements are also shown where nothing can be sent: without the forms.
READ_ONLY = {"components/file_list.html", "endorsement/reviews/_requirement.html"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_form_of_a_part_that_stands_alone_gets_its_token(name: str) -> None:
    """`only` hides the token from `csrf_token`: the form would be drawn and refused when it is sent."""
    assert [
        part
        for part, how in INCLUDE.findall((ROOT / name).read_text())
        if re.search(r"\bonly\b", how)
        and "csrf_token=csrf_token" not in how
        and part not in READ_ONLY
        and _takes_token(part)
    ] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles(name: str) -> None:
    assert get_template(name)


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_page_needs_no_database(name: str) -> None:
    """Without the database fixture a query would raise."""
    page = render_to_string(name)
    assert page.count("<h1>") == 1
    assert 'href="/"' in page


def test_every_component_sheet_is_linked_once() -> None:
    """A missing file would break the collected static files; a forgotten one would not show."""
    folder = Path(settings.BASE_DIR) / "lms/static"
    linked = re.findall(r"{% static '([^']+)' %}", (ROOT / "components/styles.html").read_text())
    present = {str(path.relative_to(folder)) for path in folder.glob("lms/css/**/*.css")}
    assert len(linked) == len(set(linked))
    assert set(linked) == present


def test_every_class_is_drawn_by_one_style_sheet() -> None:
    """A name that two sheets use looks like both wherever either is meant. Printing is apart."""
    drawn: dict[str, set[str]] = {}
    for folder in ("lms/static/lms/css", "courses/static/courses/css"):
        for sheet in (Path(settings.BASE_DIR) / folder).rglob("*.css"):
            if sheet.name in {"print.css", "cms.css"}:
                continue
            for name in re.findall(
                r"^ *\.([a-z][\w-]*)(?= *[{,]$)", sheet.read_text(), re.MULTILINE
            ):
                drawn.setdefault(name, set()).add(sheet.name)
    assert {name: sheets for name, sheets in drawn.items() if len(sheets) > 1} == {}
