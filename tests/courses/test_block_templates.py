"""What blocks look like as HTML, rendered without a page."""

from types import SimpleNamespace

from django.template.loader import render_to_string

from courses.models.text_blocks import TableBlock


def test_cells_of_a_table_carry_their_column_for_narrow_screens() -> None:
    block = TableBlock()
    value = block.to_python(
        {"caption": "Three", "header": ["What", "Who", "When"], "rows": [["a", "b", "c"]]}
    )
    html = block.render(value)
    assert '<th scope="row" role="rowheader">a</th>' in html
    for column, cell in (("Who", "b"), ("When", "c")):
        assert (
            f'<td role="cell"><span class="table__column" aria-hidden="true">{column}</span>{cell}</td>'
            in html
        )


def _source(title: str, publisher: str, year: int | None) -> SimpleNamespace:
    return SimpleNamespace(title=title, publisher=publisher, year=year)


def test_sources_of_a_block_are_told_apart_and_say_that_they_are_undated() -> None:
    library = {
        "rule": _source("34 CFR §303.303", "Department", None),
        "other": _source("34 CFR §303.310", "Department", None),
        "study": _source("A study", "Journal", 2016),
    }
    told = {"keys": ["rule", "other", "study", "gone"], "library": library}
    html = render_to_string("courses/blocks/_sources.html", told)
    assert '<a href="#source-rule">34 CFR §303.303, undated</a>; ' in html
    assert '<a href="#source-other">34 CFR §303.310, undated</a>; ' in html
    assert 'Journal, 2016<span class="visually-hidden">: A study</span></a></p>' in html
    assert "gone" not in html
    # In a preview there is no library.
    assert "<a" not in render_to_string("courses/blocks/_sources.html", {"keys": ["rule"]})
