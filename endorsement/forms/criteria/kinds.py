"""What each kind of requirement is called, when one takes it, and of which parts it consists.

A test keeps the parts equal to the keys that the parser knows.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.areas import Areas, Of, split
from endorsement.forms.criteria.composed import Raters, Sources
from endorsement.forms.criteria.conditions import PeersCount, levels
from endorsement.forms.criteria.kind import Kind, within
from endorsement.forms.criteria.papers import papers
from endorsement.forms.criteria.parts import Codes, HoursOf, Many, Number, One, Part, Tick, words
from endorsement.forms.criteria.quotas import Limits, Minimums
from endorsement.forms.criteria.rows import Providers, Slots
from endorsement.forms.criteria.sorts import Accrued, OfSort
from endorsement.forms.criteria.windows import Spread, Within
from endorsement.rules import facts as f


def _filter(*, kinds: bool = True) -> Iterator[Part]:
    if kinds:
        yield Many("kinds", _("Kinds of entries that count"), lambda _n: words(f.Kind))
    yield Within("within", _("When"), section="window")
    yield Tick("only_accepted", _("Only trainings the association accepted"), section="counts")
    yield One(
        "verification",
        _("Who must stand behind an entry"),
        lambda _n: words(f.Verification),
        section="counts",
    )
    yield OfSort("where", _("Only entries of a sort"), section="sorts")
    yield Tick("in_age_band", _("Only in the age bands of the category"), section="sorts")
    yield Accrued("accrued", _("Other rules for hours of certain days"), section="accrued")


def _minimums() -> Iterator[Part]:
    more: Any = {"section": "more_parts", "spare": 1}
    yield Minimums(
        "topics", _("Hours on a topic"), lambda n: n.topics, section="parts", limited=False
    )
    yield Minimums(
        "areas",
        _("Hours in an area"),
        lambda n: n.competencies,
        section="area_parts",
        limited=False,
    )
    yield Minimums("formats", _("Hours by form"), lambda _n: words(f.RscFormat), **more)
    yield Minimums("focus", _("Hours by focus"), lambda _n: words(f.RscFocus), **more)
    yield Minimums("deliveries", _("Hours of trainings"), lambda _n: words(f.Delivery), **more)
    yield Minimums("modes", _("Hours by where people met"), lambda _n: words(f.Mode), **more)
    yield Minimums("kind_minimums", _("Hours of a kind"), lambda _n: words(f.Kind), **more)


def _quantity() -> Iterator[Part]:
    yield HoursOf("min", _("At least so many clock hours"))
    yield HoursOf("max", _("More than so many hours never count"), section="limits")
    yield One("topic", _("Only hours on this topic"), lambda n: n.topics, section="counts")
    yield from _minimums()
    yield Areas("coverage", _("Areas"), section="areas")
    yield Limits("caps", _("Limits"), section="limits")
    yield Spread("spread", _("Spread"), section="window")
    yield One(
        "pro_rata",
        _("For somebody endorsed during a cycle, the need shrinks by"),
        lambda _n: [("years", str(_("whole years"))), ("months", str(_("whole months")))],
        section="limits",
    )
    yield Many(
        "shares_hours_with",
        _("May count the same hours as"),
        lambda n: n.requirements,
        section="limits",
    )


def _areas_alone() -> Iterator[Part]:
    yield Of("of", _("Areas to cover"))
    yield Number("at_least", _("At least so many of these areas"), hint=_("Empty: all of them."))
    yield Number("items", _("Entries for each area"))
    yield HoursOf("hours", _("Hours for each area"))
    yield split("split")


def _work() -> Iterator[Part]:
    yield Number("months", _("At least so many months"))
    yield Number("years", _("Or so many years"))
    yield Tick("paid", _("Paid work only"))
    yield Number("families", _("With at least so many families"))
    yield Many("roles", _("In one of these roles"), lambda _n: words(f.WORK_ROLES))
    yield from _filter(kinds=False)


def _count() -> Iterator[Part]:
    yield One("of", _("What is counted"), lambda _n: MEASURES)
    yield Number("min", _("At least so many"))
    yield Number("max", _("More than so many never count"))
    yield Spread("spread", _("Spread"), section="window")
    yield from _filter()


MEASURES = [
    ("items", _("entries")),
    ("months", _("months")),
    ("years", _("years")),
    ("families", _("families")),
    ("people", _("people")),
    ("disciplines", _("disciplines")),
]
RECOMMENDATIONS = [
    ("recommend", _("recommends")),
    ("with_reservations", _("recommends with reservations")),
    ("not_recommend", _("does not recommend")),
]


def _references() -> Iterator[Part]:
    yield Slots("slots", _("References"))
    yield Raters("endorsed_or_vetted", _("Raters"))
    yield Number(
        "most_not_enough_information",
        _("More answers “not enough information” than this void a rating"),
        section="limits",
    )
    yield Number("valid_months", _("Good for so many months"), section="limits")
    yield Tick("waiver", _("Only with a waiver signed or declined"), section="limits")
    yield Many("recommendations", _("The rater"), lambda _n: RECOMMENDATIONS, section="limits")


def _declared() -> Iterator[Kind]:
    yield Kind("all", _("All of these"), _("A group: everything in it is needed."), (), [])
    yield Kind("any", _("One of these"), _("A group: one thing in it is enough."), (), [])
    yield Kind(
        "at_least",
        _("Some of these"),
        _("A group: so many things in it are needed."),
        (Number("count", _("At least so many of these")),),
        {"count": 1, "of": []},
    )
    yield Kind(
        "hours",
        _("Clock hours"),
        _("Hours of training or of anything else in the ledger."),
        (*_quantity(), *_filter()),
        {"kinds": ["training"], "min": 10},
    )
    yield Kind(
        "supervision",
        _("Reflective supervision received"),
        _("Hours of reflective supervision by qualified providers."),
        (
            *_quantity(),
            *_filter(),
            Providers("providers", _("Providers"), section="providers"),
            PeersCount("peers_count", _("Hours among peers"), section="providers"),
            Sources("sources", _("Providers in all"), section="providers"),
        ),
        {"min": 10},
    )
    yield Kind(
        "coverage",
        _("Areas covered"),
        _("Areas or competencies that something must cover."),
        (*_areas_alone(), *_filter()),
        {"of": []},
    )
    yield Kind(
        "education",
        _("Education"),
        _("Finished education of a level."),
        (
            One("level", _("At least"), lambda _n: levels()),
            Codes("fields", _("In one of these fields"), hint=_("Codes, separated by commas.")),
            One("verification", _("Who must stand behind it"), lambda _n: words(f.Verification)),
            within(),
        ),
        {"level": "degree"},
    )
    yield Kind("work", _("Work experience"), _("Months of work."), tuple(_work()), {"months": 12})
    yield Kind(
        "count",
        _("A number of things"),
        _("Entries, months, families, people or disciplines."),
        tuple(_count()),
        {"of": "items", "kinds": ["training"], "min": 1},
    )
    yield Kind(
        "references",
        _("References"),
        _("Ratings by people who know the work."),
        tuple(_references()),
        {"slots": []},
    )
    yield from papers()


KINDS: dict[str, Kind] = {one.code: one for one in _declared()}
GROUPS = ("all", "any", "at_least")
SECTIONS: dict[str, Any] = {
    "need": _("How much"),
    "parts": _("Parts of the total by topic"),
    "area_parts": _("Parts of the total by area"),
    "more_parts": _("Parts of the total by sort"),
    "areas": _("Areas to cover"),
    "providers": _("Who may give it"),
    "window": _("When"),
    "counts": _("What counts"),
    "sorts": _("Only some sorts"),
    "accrued": _("Other rules for hours of certain days"),
    "limits": _("Limits and exceptions"),
}
