"""What templates of courses ask for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django import template
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.forms.evaluation import EvaluationForm
from courses.models import ModulePage
from courses.models.choices import TOPICS, area_choices, drawing_in
from courses.rules import glossary, marking, paper
from courses.rules.case import Walk, steps, walk
from courses.rules.lesson_text import anchor_of
from courses.selectors import coverage
from courses.selectors import glossary as terms
from courses.selectors import module as modules
from courses.selectors import path as paths
from courses.selectors import play as plays
from courses.selectors import tool as tools

register = template.Library()


@register.simple_tag
def sources_by_key() -> dict[str, Any]:
    """Every source by key, in one query."""
    return modules.sources()


@register.simple_tag
def used_sources(body: Any) -> dict[str, Any]:
    """The sources that a lesson's blocks name, by key in order of appearance, in one query."""
    return _sources_of(body)


@register.simple_tag
def all_sources(sheets: Sequence[Any]) -> dict[str, Any]:
    """The sources that the blocks of several lessons name, in one query."""
    return _sources_of(place.block for sheet in sheets for place in sheet.places)


@register.simple_tag
def hand_out_sources(value: Mapping[str, Any]) -> dict[str, Any]:
    """The sources that a hand-out names, in one query."""
    keys = list(value.get("sources") or [])
    return modules.sources(keys) if keys else {}


@register.simple_tag(takes_context=True)
def drawing(context: Context, file: str) -> str:
    """A drawing that ships, with the words of the page's language where there is one."""
    page = context.get("page")
    language = getattr(page, "written_in", None) or get_language()
    return static(drawing_in(file, str(language)))


def _sources_of(blocks: Iterable[Any]) -> dict[str, Any]:
    used: dict[str, None] = {}
    for block in blocks:
        one = block.value.get("source")
        used.update(dict.fromkeys([*([one] if one else []), *(block.value.get("sources") or [])]))
    found = modules.sources(list(used)) if used else {}
    return {key: found[key] for key in used if key in found}


@register.simple_tag
def resources_by_code() -> dict[str, Any]:
    """Every resource card by code, in one query."""
    return modules.resources()


@register.simple_tag
def area_names() -> dict[str, str]:
    """Names of areas by reference, in one query."""
    return dict(area_choices())


@register.simple_tag
def covered_by(page: ModulePage) -> coverage.Covered:
    """What a module covers, by name, in at most two queries."""
    return coverage.covered(modules.facts(page)["covers"])


@register.simple_tag
def covered_in(references: Iterable[str]) -> coverage.Covered:
    """What a record covers, by name, in at most two queries."""
    return coverage.covered(references)


@register.filter
def topic_name(code: str) -> str:
    """`dei` becomes "Diversity, equity and inclusion"."""
    return str(dict(TOPICS).get(code, code))


@register.simple_tag
def package_parts(standing: plays.Plays, block: Mapping[str, Any]) -> list[plays.Part]:
    """Units of a package in a lesson, with the learner's standing."""
    return plays.parts(standing, block)


@register.simple_tag
def tool_place(
    standings: tools.Standings, module: ModulePage, block: Mapping[str, Any]
) -> tools.Place:
    """An external tool in a lesson, with the learner's standing."""
    return tools.placed(standings, module, block)


@register.simple_tag
def glossary_of(page: Page, module: ModulePage | None) -> glossary.Marker:
    """Marks the terms of one lesson where each first stands; one query."""
    own, shared = terms.for_lesson(page.locale_id, module.association_id if module else None)
    return glossary.Marker(own, shared, draw=_term)


def _term(term: glossary.Term, words: str) -> str:
    """A button that opens the definition, by the browser alone; the words are markup already."""
    return format_html(
        '<button type="button" class="term" popovertarget="term-{key}">{words}</button>'
        '<span class="term-card" id="term-{key}" popover><dfn>{name}</dfn> '
        '<span class="term-card__text">{definition}</span> '
        '<a lang="{language}" href="{address}#{key}">{label}</a></span>',
        key=term.key,
        words=mark_safe(words),  # noqa: S308
        name=term.name,
        definition=term.definition,
        language=get_language(),
        address=reverse("courses:glossary"),
        label=_("Open the glossary"),
    )


@register.simple_tag(takes_context=True)
def marked(context: Context, text: Any) -> str:
    """Rich text of a block with the terms of the glossary marked, where a page asks for it."""
    marker = context.get("marker")
    html = str(text)
    return mark_safe(marker.mark(html) if marker else html)  # noqa: S308


@register.simple_tag
def walk_case(case: Mapping[str, Any], answer: Mapping[str, Any] | None) -> Walk:
    """Where a learner stands in a case with choices."""
    return walk(list(case["questions"]), (answer or {}).get("path", []))


@register.simple_tag
def case_steps(case: Mapping[str, Any]) -> list[Any]:
    """All steps of a case with what follows each choice, for a device that shows them by itself."""
    return steps(list(case["questions"]))


@register.simple_tag
def draft_lessons(module: ModulePage) -> list[Any]:
    """Lessons below a module that is being previewed, drafts included."""
    from courses.models import LessonPage

    if module.pk is None:
        return []
    return list(LessonPage.objects.child_of(module).order_by("path").defer("body"))


@register.simple_tag
def draft_path(page: Any) -> Any:
    """A learning path that is being previewed, as a visitor would see it."""
    (standing,) = paths.standings([page], None)
    return standing


@register.filter
def at(mapping: Mapping[str, Any] | None, key: str) -> Any:
    """The value under a key, None without it."""
    return mapping.get(key) if mapping else None


@register.filter
def cited(library: Mapping[str, Any] | None, keys: Sequence[str]) -> list[tuple[str, Any, str]]:
    """Keys, sources and names: the publisher, or the title where two have the same publisher and year."""
    found = [(key, library[key]) for key in keys if key in library] if library else []
    count = Counter((source.publisher, source.year) for _key, source in found)
    return [
        (
            key,
            source,
            source.publisher if count[source.publisher, source.year] == 1 else source.title,
        )
        for key, source in found
    ]


@register.filter
def anchor(block: Any) -> str:
    """The fragment that leads to a block of a lesson, empty in a preview of what was never saved."""
    return anchor_of(block.value, block.id)


@register.filter
def has(values: Sequence[str] | None, value: str) -> bool:
    """Whether a value is among the values."""
    return value in (values or ())


@register.filter
def several_right(check: Mapping[str, Any]) -> bool:
    """Whether more than one answer of a knowledge check is right."""
    return sum(bool(option["correct"]) for option in check["options"]) > 1


@register.filter
def credit(question: Mapping[str, Any], answer: Any) -> Fraction:
    """The share of the credit that an answer earned."""
    return marking.credit(question, answer)


@register.filter
def result_template(question: Mapping[str, Any]) -> str:
    """What shows a marked question of its kind."""
    by_kind = {"matching": "lines", "ordering": "lines", "short_answer": "short_answer"}
    name = by_kind.get(marking.kind_of(question), "options")
    return f"courses/questions/result_{name}.html"


@register.filter
def lines(question: Mapping[str, Any], answer: Any) -> list[paper.Line]:
    """A question with parts, line by line, with what was answered and what is right."""
    return paper.lines(question, answer)


@register.filter
def in_percent(share: Fraction) -> str:
    """`2/3` becomes "66%", rounded down like the score."""
    return percent(int(share * 100))


@register.simple_tag
def evaluation_form(page: ModulePage) -> EvaluationForm:
    """The evaluation of a page that is being previewed."""
    return EvaluationForm(module=page)


@register.filter
def how_long(minutes: int) -> str:
    """`45` becomes "45 minutes", `1440` "24 hours", `2880` "2 days"."""
    if minutes % 1440 == 0 and minutes > 1440:
        days = minutes // 1440
        return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}
    if minutes % 60 == 0:
        hours = minutes // 60
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}


@register.filter
def percent(number: int) -> str:
    """`40` becomes "40%" in the language's notation."""
    return _("%(number)d%%") % {"number": number}


@register.filter
def of(part: int, whole: int) -> str:
    """`3` and `7` become "3 of 7"."""
    return _("%(part)d of %(whole)d") % {"part": part, "whole": whole}


@register.filter
def lang(page: Page | None) -> str:
    """` lang="en"` where the page's text is in another language than the interface, else nothing."""
    return _lang(getattr(page, "written_in", ""))


@register.filter
def asked_in(question: Mapping[str, Any], page: Page | None) -> str:
    """The same for a question, which may be in another language than its module's page."""
    return _lang(str(question.get("language") or getattr(page, "written_in", "")))


def _lang(language: str) -> str:
    if not language or language == get_language():
        return ""
    return format_html(' lang="{}"', language)


@register.simple_tag(takes_context=True)
def untranslated(context: Context) -> str:
    """A sentence for a page that is not in the reader's language, empty for every other."""
    page = context.get("page")
    if not isinstance(page, Page) or not lang(page):
        return ""
    sentences = {
        "en": _("This page is in English so far."),
        "es": _("This page is in Spanish so far."),
    }
    return sentences.get(page.written_in, "")
