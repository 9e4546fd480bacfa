"""Kinds of requirements about what one signs, hands in, holds, passes or rates."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.kind import Kind, within
from endorsement.forms.criteria.parts import Code, Codes, Many, Number, Tick, words
from endorsement.forms.criteria.rows import ExamParts
from endorsement.forms.criteria.windows import Within
from endorsement.rules import facts as f


def papers() -> Iterator[Kind]:
    yield Kind(
        "signatures",
        _("Documents to sign"),
        _("Such as a code of ethics."),
        (Many("documents", _("Documents"), lambda n: n.documents), within()),
        {"documents": []},
    )
    yield Kind(
        "uploads",
        _("Papers to hand in"),
        _("Such as a résumé or a license."),
        (
            Many("documents", _("Papers"), lambda n: n.uploads),
            Tick("confirmed", _("Somebody must have looked at it")),
            within(),
        ),
        {"documents": []},
    )
    yield Kind(
        "holding",
        _("Endorsements held"),
        _("Another endorsement that one must hold."),
        (
            Many("categories", _("One of these endorsements"), lambda n: n.categories),
            Number("count", _("So many of them")),
            Many("states", _("That are"), lambda _n: words(f.HoldingState)),
            Number("months", _("Held for so many months")),
            Number("years", _("Or so many years")),
        ),
        {"categories": []},
    )
    yield Kind(
        "membership",
        _("Membership"),
        _("Membership in an association."),
        (
            Codes("organizations", _("In one of these"), hint=_("Leave it empty for any.")),
            Within("through", _("Without a gap"), section="window"),
        ),
        {},
    )
    yield Kind(
        "exam",
        _("Exam"),
        _("Parts of an exam to pass."),
        (
            ExamParts("parts", _("Parts")),
            Number("valid_months", _("Good for so many months")),
            Number("retake_after_months", _("Months before it may be taken again")),
        ),
        {"parts": {}},
    )
    yield Kind(
        "assessment",
        _("Interview, panel or essay"),
        _("A step that people approve."),
        (
            Code("step", _("Code of the step")),
            Number("approvals", _("So many must approve")),
            Number("of", _("Of so many")),
            within(),
        ),
        {"approvals": 1},
    )
    yield Kind(
        "self_assessment",
        _("Self-assessment"),
        _("Competencies that one rates oneself in."),
        (
            Many("of", _("Areas"), lambda n: n.competencies),
            Number("level", _("At this level of the scale or above")),
            Number("at_least", _("At least so many of them")),
            Number("in_each", _("Or so many in each area")),
            Tick("working_towards", _("Being on the way there is enough")),
            within(),
        ),
        {"of": [], "level": 1},
    )
