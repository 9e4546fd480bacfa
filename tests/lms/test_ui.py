"""What the template tags write."""

from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from lms.templatetags import ui


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("1.50", "1.5 hours"),
        ("1.00", "1 hour"),
        ("0.50", "0.5 hours"),
        ("0", "0 hours"),
        ("12.25", "12.25 hours"),
        ("100", "100 hours"),
        (2, "2 hours"),
        (None, ""),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_hours_are_written_without_needless_zeros(amount: object, text: str) -> None:
    assert ui.hours(amount) == text


@pytest.mark.parametrize(
    ("texts", "language", "text"),
    [
        ({"en": "Attachment", "es": "Apego"}, "es", "Apego"),
        ({"en": "Attachment", "es": "Apego"}, "en", "Attachment"),
        ({"en": "Attachment"}, "es", "Attachment"),
        ({"en": "Attachment", "es": ""}, "es", "Attachment"),
        ({"es": "Apego"}, "en", "Apego"),
        ("Plain", "es", "Plain"),
        ({}, "en", ""),
        (None, "en", ""),
    ],
)
def test_localized_picks_the_language_or_falls_back(
    texts: object, language: str, text: str
) -> None:
    with override(language):
        assert ui.localized(texts) == text


@pytest.mark.parametrize(
    ("have", "need", "percent"), [(1, 3, 33), (3, 3, 100), (9, 3, 100), (0, 3, 0), (1, 0, 0)]
)
def test_percent_is_rounded_down_and_bounded(have: int, need: int, percent: int) -> None:
    assert ui.percent_of(have, need) == percent


@pytest.mark.parametrize(
    ("value", "text"), [(Decimal("1.50"), "1.5"), (Decimal("1000"), "1000"), (None, "0")]
)
def test_unlocalized_number_has_a_point_and_no_groups(value: object, text: str) -> None:
    with override("es"):
        assert ui.unlocalized(value) == text


def test_icon_is_hidden_unless_labeled() -> None:
    assert 'aria-hidden="true"' in ui.icon("clock")
    assert 'role="img" aria-label="Duration"' in ui.icon("clock", "Duration")


def test_unknown_icon_is_refused() -> None:
    with pytest.raises(KeyError):
        ui.icon("unicorn")


def test_page_numbers_leave_a_gap() -> None:
    page = Paginator(range(200), 10).page(10)
    assert ui.page_numbers(page) == [1, None, 9, 10, 11, None, 20]


def test_page_address_keeps_the_filters() -> None:
    request = RequestFactory().get("/", {"area": "core:thinking", "page": "2"})
    assert ui.page_address(Context({"request": request}), 3) == "?area=core%3Athinking&page=3"


def test_bar_chart_draws_bars_and_the_same_numbers_as_a_table() -> None:
    rows = [
        {"label": "Reflection", "value": Decimal("7.50"), "goal": Decimal(10)},
        {"label": "Thinking", "value": Decimal(0)},
    ]
    html = Template("{% load ui %}{% bar_chart rows title='Hours by area' %}").render(
        Context({"rows": rows})
    )
    assert html.count('class="chart__bar"') == 1
    assert 'width="75%"' in html
    assert '<td class="numeric">7.5</td>' in html
    assert html.count("<title") == html.count("<desc") == 1
