"""What the templates draw with: icons, texts in several languages, hours, charts."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.http import QueryDict
from django.template import Context
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from lms import charts
from lms.hosts import association_name_at
from lms.icons import ICONS

register = template.Library()


@register.simple_tag(takes_context=True)
def site_name(context: Context) -> str:
    """The name of the association at its own host, otherwise the product's; also on error pages."""
    request = context.get("request")
    name = association_name_at(request) if request is not None else ""
    return name or settings.WAGTAIL_SITE_NAME


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon in the color of the text around it, hidden from screen readers unless labeled.

    :raises KeyError: when there is no such icon.
    """
    path = ICONS[name]
    if label:
        return format_html(
            '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" role="img"'
            ' aria-label="{}"><path d="{}"/></svg>',
            label,
            path,
        )
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"'
        ' focusable="false"><path d="{}"/></svg>',
        path,
    )


@register.filter
def localized(texts: Any) -> str:
    """The text of a map such as `{en: …, es: …}` in the language of the page.

    Falls back to the default language, then to any text there is. A plain text passes through.
    """
    if not texts:
        return ""
    if not isinstance(texts, Mapping):
        return str(texts)
    language = get_language() or settings.LANGUAGE_CODE
    for code in (language, language.split("-")[0], settings.LANGUAGE_CODE):
        if texts.get(code):
            return str(texts[code])
    return next((str(text) for text in texts.values() if text), "")


@register.filter
def hours(amount: Any) -> str:
    """`1.5` becomes "1.5 hours", `1` "1 hour"; zeros after the point are left out."""
    number = _decimal(amount)
    if number is None:
        return ""
    return ngettext("%(amount)s hour", "%(amount)s hours", 1 if number == 1 else 2) % {
        "amount": amount_text(number)
    }


@register.filter
def amount(value: Any) -> str:
    """A number without needless zeros, in the language's notation."""
    number = _decimal(value)
    return "" if number is None else amount_text(number)


@register.filter
def unlocalized(value: Any) -> str:
    """A number for an attribute that machines read: always a point, never a group separator."""
    number = _decimal(value)
    return "0" if number is None else format(number.normalize(), "f")


@register.filter
def page_numbers(page: Page) -> list[int | None]:
    """The pages worth a link: the ends and the neighbors; `None` stands for a gap."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in shown]


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int) -> str:
    """This page's address with another `page` number; filters in the address are kept."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def day(iso: str) -> str:
    """A day out of JSON, such as "2026-12-31", in the words of the reader's language."""
    return date_format(date.fromisoformat(iso), "DATE_FORMAT")


@register.filter
def percent_of(have: Any, need: Any) -> int:
    """How much of `need` is there, as a whole percentage from 0 to 100, rounded down."""
    part, whole = _decimal(have), _decimal(need)
    if part is None or not whole:
        return 0
    return int(min(max(part / whole * 100, Decimal(0)), Decimal(100)))


@register.filter
def first_input_id(field: BoundField) -> str:
    """The element that a link from the error summary should reach."""
    if field.widget_type in {"radioselect", "checkboxselectmultiple"}:
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(
    rows: Iterable[Mapping[str, Any]],
    title: str,
    description: str = "",
    label_heading: str = "",
    value_heading: str = "",
    beside: bool = False,
) -> dict[str, Any]:
    """A bar for each of `rows` (`label`, `value` in hours, optionally `goal`), and their table.

    `beside=True` sets the open table beside the picture where there is room.
    """
    return {
        "chart": charts.bars(rows),
        "title": title,
        "description": description,
        "label_heading": label_heading,
        "value_heading": value_heading,
        "beside": beside,
        "chart_id": f"chart-{secrets.token_hex(4)}",
        "bar_height": charts.BAR,
    }


def amount_text(number: Decimal) -> str:
    trimmed = number.quantize(Decimal("0.01")).normalize()
    places = max(-int(trimmed.as_tuple().exponent), 0)
    return number_format(trimmed, decimal_pos=places, use_l10n=True, force_grouping=True)


def _decimal(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
