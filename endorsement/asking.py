"""What a requirement asks for, as one sentence in the reader's language.

“At least 33 clock hours of training, of which 30 on infant mental health and 3 on equity.” Names of
areas, categories and documents come from the framework and the edition: pass them as `names`.
"""

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from endorsement import whom
from endorsement.rules import criteria as c
from endorsement.rules.verdict import Unit
from endorsement.wording import Names, amount, hours, word

MEASURED = {
    c.Measure.ITEMS: Unit.ITEMS,
    c.Measure.MONTHS: Unit.MONTHS,
    c.Measure.FAMILIES: Unit.FAMILIES,
    c.Measure.PEOPLE: Unit.PEOPLE,
    c.Measure.DISCIPLINES: Unit.DISCIPLINES,
}


def sentence(one: c.Criterion, names: Names) -> str:
    """The requirement in words; of a group only how many of it are needed."""
    said = ", ".join(part for part in _said(one, names) if part)
    who = whom.sentence(one.when, names) if one.when else ""
    full = f"{said[:1].upper()}{said[1:]}."
    return f"{full} {who}" if who else full


def listed(codes: Iterable[str], names: Names, *, or_: bool = False) -> str:
    """“A, B and C”, or with “or”."""
    found = [word(code, names) for code in codes]
    if len(found) < 2:
        return "".join(found)
    joint = _("or") if or_ else _("and")
    return f"{', '.join(found[:-1])} {joint} {found[-1]}"


def _said(one: c.Criterion, names: Names) -> Iterator[str]:
    match one:
        case c.Group():
            yield _group(one)
        case c.Hours():
            yield from _hours(one, names)
        case c.Coverage():
            yield _areas(one.coverage, names)
        case c.Education():
            level = word(one.level, names)
            yield _("education: %(level)s or above") % {"level": level}
            if one.fields:
                yield _("in %(fields)s") % {"fields": listed(one.fields, names, or_=True)}
        case c.Work():
            yield from _work(one, names)
        case c.Count():
            yield _("at least %(amount)s") % {"amount": amount(one.need, MEASURED[one.measure])}
            yield _of_kinds(one.entries, names)
        case c.References():
            yield from _references(one, names)
        case _:
            yield from _papers(one, names)
    if isinstance(one, c.EntryCriterion):
        yield from _filtered(one.entries)
    else:
        yield from (_window(window) for window in one.windows())


def _group(one: c.Group) -> str:
    if one.need is None:
        return _("all of the following")
    if one.need == 1:
        return _("one of the following")
    return _("at least %(n)s of the following") % {"n": one.need}


def _hours(one: c.Hours, names: Names) -> Iterator[str]:
    yield _("at least %(amount)s of %(kinds)s") % {
        "amount": amount(one.need, Unit.HOURS),
        "kinds": listed(one.entries.kinds, names, or_=True).lower(),
    }
    if one.topic:
        yield _("on %(topic)s") % {"topic": word(one.topic, names)}
    for quotas in one.quotas:
        parts = [
            _for(
                part.when,
                _("%(n)s on %(what)s") % {"n": hours(part.need), "what": word(part.code, names)},
                names,
            )
            for part in quotas.parts
        ]
        yield _("of which %(parts)s") % {"parts": _joined(parts)}
    if one.coverage:
        yield _areas(one.coverage, names)
    for cap in one.caps:
        limit = _("at most %(n)s of them %(what)s") % {
            "n": hours(cap.most),
            "what": word(cap.code, names),
        }
        yield _for(cap.when, limit, names)
    if isinstance(one, c.Supervision) and one.providers:
        bases = dict.fromkeys(base for rule in one.providers for base in rule.bases)
        found = [
            _("accepted by the association") if b == "vetted" else word(b, names) for b in bases
        ]
        yield _("by a provider who is %(bases)s") % {"bases": f" {_('or')} ".join(found)}
    if isinstance(one, c.Supervision) and one.peers_when:
        yield _for(one.peers_when, _("hours among peers count as well"), names)
    if one.spread and one.spread.at_least:
        yield _("spread over at least %(amount)s") % {
            "amount": amount(one.spread.at_least, Unit.MONTHS)
        }


def _for(when: c.Condition | None, said: str, names: Names) -> str:
    """A part of the requirement, with those for whom it holds."""
    if when is None:
        return said
    return _("%(what)s (for whoever %(whom)s)") % {"what": said, "whom": whom.phrase(when, names)}


def _joined(parts: list[str]) -> str:
    return listed(parts, {})


def _areas(need: c.CoverageNeed, names: Names) -> str:
    total = len(need.references)
    if need.need == total and total <= 3:
        return _("covering %(areas)s") % {"areas": listed(need.references, names)}
    if need.need == total:
        return _("covering all of %(n)s areas") % {"n": total}
    return _("covering %(need)s of %(n)s areas") % {"need": need.need, "n": total}


def _work(one: c.Work, names: Names) -> Iterator[str]:
    sort = _("paid work") if one.paid else _("work")
    yield _("at least %(amount)s of %(sort)s") % {
        "amount": amount(one.months, Unit.MONTHS),
        "sort": sort,
    }
    if one.families:
        yield _("with at least %(amount)s") % {"amount": amount(one.families, Unit.FAMILIES)}
    if one.roles:
        yield _("in the role of %(roles)s") % {"roles": listed(one.roles, names, or_=True)}


def _references(one: c.References, names: Names) -> Iterator[str]:
    yield amount(one.need, Unit.REFERENCES)
    for slot in one.slots:
        yield _("%(n)s by %(roles)s") % {
            "n": slot.count,
            "roles": listed(slot.roles, names, or_=True),
        }
    if one.endorsed_or_vetted:
        yield _("%(n)s of them endorsed or vetted") % {"n": one.endorsed_or_vetted}
    if one.valid_months:
        yield _("not older than %(amount)s") % {"amount": amount(one.valid_months, Unit.MONTHS)}


def _papers(one: c.Criterion, names: Names) -> Iterator[str]:
    match one:
        case c.Signatures():
            yield _("signed: %(documents)s") % {"documents": listed(one.documents, names)}
        case c.Uploads():
            yield _("handed in: %(documents)s") % {"documents": listed(one.documents, names)}
        case c.HoldingNeed():
            yield _("endorsed as %(categories)s") % {
                "categories": listed(one.categories, names, or_=one.count < len(one.categories))
            }
            if one.months:
                yield _("for at least %(amount)s") % {"amount": amount(one.months, Unit.MONTHS)}
        case c.MembershipNeed():
            yield _("member of %(who)s") % {
                "who": listed(one.organizations, names, or_=True) or _("an association")
            }
        case c.Exam():
            parts = [f"{word(part.code, names)} ({part.pass_percent} %)" for part in one.parts]
            yield _("exam passed: %(parts)s") % {"parts": _joined(parts)}
        case c.AssessmentStep():
            yield _("%(step)s approved by %(n)s of %(all)s people") % {
                "step": word(one.step, names),
                "n": one.approvals,
                "all": one.assessors,
            }
        case c.SelfAssessment():
            yield _("self-assessment: %(n)s rated at level %(level)s or above") % {
                "n": amount(one.need, Unit.COMPETENCIES),
                "level": one.level,
            }


def _filtered(entries: c.EntryFilter) -> Iterator[str]:
    if entries.within:
        yield _window(entries.within)
    if entries.only_accepted:
        yield _("in trainings the association accepted")
    if entries.accrued:
        yield _("with other rules for hours of certain days")


def _of_kinds(entries: c.EntryFilter, names: Names) -> str:
    return _("in %(kinds)s") % {"kinds": listed(entries.kinds, names, or_=True).lower()}


def _window(window: c.Window) -> str:
    said = []
    if window.cycle:
        said.append(_("in the renewal cycle"))
    if window.months:
        said.append(
            ngettext("in the last %(n)s month", "in the last %(n)s months", window.months)
            % {"n": window.months}
        )
    if window.any_months:
        span = amount(window.any_months, Unit.MONTHS)
        said.append(_("in any stretch of %(amount)s") % {"amount": span})
    if window.from_on:
        said.append(_("from %(day)s on") % {"day": date_format(window.from_on, "DATE_FORMAT")})
    if window.through_on:
        said.append(_("through %(day)s") % {"day": date_format(window.through_on, "DATE_FORMAT")})
    if window.after or window.before:
        said.append(_("before or after a certain event"))
    return ", ".join(said)
