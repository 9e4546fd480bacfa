"""The requirements of a review as its page draws them: verdict, evidence, the reviewer's own decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.forms.review import RequirementForm
from endorsement.models import Paper, Review, ReviewComment, ReviewItem
from endorsement.rules.verdict import Verdict
from endorsement.selectors import papers, review_work
from endorsement.selectors.verdicts import Judged
from endorsement.views import judged, judged_files
from endorsement.wording import Names


@dataclass(frozen=True)
class Line:
    """One requirement on the desk. `effect` says what the reviewer's decisions change, if anything."""

    one: judged.Requirement
    form: RequirementForm
    anchor: str
    address: str
    effect: str
    effect_status: str
    effect_label: str
    finding: str
    finding_label: str
    reason: str


def lines(
    review: Review,
    found: Judged,
    effects: Mapping[str, review_work.Effect],
    bound: RequirementForm | None = None,
) -> list[Line]:
    """Every requirement; `bound` is the form that was sent and could not be kept."""
    names = found.names()
    findings = {one.requirement: one for one in review.findings.all()}
    kept: dict[str, dict[str, ReviewItem]] = {}
    for item in review.items.all():
        kept.setdefault(item.requirement, {})[item.item] = item
    shown = _with_papers(review, found, judged.requirements(review.application, found), names)
    made = []
    for number, one in enumerate(shown, start=1):
        form = (
            bound
            if bound is not None and bound.requirement == one.id
            else form_of(review, one, findings.get(one.id), kept.get(one.id, {}))
        )
        effect, finding = effects[one.id], findings.get(one.id)
        made.append(
            Line(
                one=_with_decisions(review, one, form),
                form=form,
                anchor=f"requirement-{number}",
                address=reverse("endorsement:review_requirement", args=[review.public_id, one.id]),
                effect=effect_sentence(effect, names),
                effect_status=effect.after.state.value if effect.changed else "",
                effect_label=wording.state(effect.after) if effect.changed else "",
                finding=finding.verdict if finding else "",
                finding_label=str(finding.get_verdict_display()) if finding else "",
                reason=finding.reason if finding else "",
            )
        )
    return made


def form_of(
    review: Review,
    one: judged.Requirement,
    finding: Any = None,
    kept: dict[str, ReviewItem] | None = None,
    data: Any = None,
) -> RequirementForm:
    """The form of one requirement, empty or with what was sent."""
    return RequirementForm(
        data,
        requirement=one.id,
        title=one.row.title,
        items=list(_items(one)),
        finding=finding,
        kept=kept or {},
        # What was sent is shown as it was sent, also when it comes too late.
        open_now=data is not None or review.state == Review.State.ASSIGNED,
    )


def requirement(review: Review, found: Judged, requirement_id: str) -> judged.Requirement | None:
    """One requirement with its evidence, or None when the criteria have no such one."""
    shown = _with_papers(
        review, found, judged.requirements(review.application, found), found.names()
    )
    return next((one for one in shown if one.id == requirement_id), None)


def found_so_far(review: Review) -> dict[str, str]:
    """The findings by requirement, in words."""
    return {one.requirement: capfirst(one.get_verdict_display()) for one in review.findings.all()}


def effect_sentence(effect: review_work.Effect, names: Names) -> str:
    """What changes with the reviewer's decisions: “With your decisions: 28 of 33 clock hours …”."""
    if not effect.changed:
        return ""
    return _("With your decisions: %(sentence)s") % {
        "sentence": wording.sentence(effect.after, names)
    }


def named(comments: Iterable[ReviewComment], about: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Comments with the requirement they are about."""
    known = dict(about)
    return [{"row": one, "about": known.get(one.requirement, "")} for one in comments]


def titles(found: Judged, names: Names) -> list[tuple[str, str]]:
    """The requirements by name, for a choice."""
    return [(leaf.id, wording.title(leaf, names)) for leaf in found.leaves]


def said(verdict: Verdict) -> dict[str, str]:
    """A verdict as its badge."""
    return {"status": verdict.state.value, "label": wording.state(verdict)}


def _items(one: judged.Requirement) -> Iterable[tuple[str, str]]:
    seen = set()
    for piece in (*one.used, *one.left_out):
        if piece.key not in seen:
            seen.add(piece.key)
            yield piece.key, piece.title
    for rating in one.ratings:
        if rating.key not in seen:
            seen.add(rating.key)
            yield rating.key, f"{rating.rater}, {rating.role}"


def _with_decisions(
    review: Review, one: judged.Requirement, form: RequirementForm
) -> judged.Requirement:
    """The same with a form's two fields at each piece; a piece that is there twice has them once."""
    seen: set[str] = set()

    def fields(key: str) -> list[Any]:
        first = key not in seen
        seen.add(key)
        return form.decision(key) if first else []

    def piece(evidence: judged.Evidence) -> judged.Evidence:
        files = [{**file, "look": _look(review, str(file["key"]))} for file in evidence.files]
        return replace(evidence, files=files, decision=fields(evidence.key))

    return replace(
        one,
        used=[piece(evidence) for evidence in one.used],
        left_out=[piece(evidence) for evidence in one.left_out],
        ratings=[replace(rating, decision=fields(rating.key)) for rating in one.ratings],
    )


def _look(review: Review, file: str) -> str:
    return reverse("endorsement:review_file", args=[review.public_id, file])


def _with_papers(
    review: Review, found: Judged, shown: list[judged.Requirement], names: Names
) -> list[judged.Requirement]:
    """Requirements that ask for papers get them as evidence; one query where any does."""
    asks = {leaf.id: leaf for leaf in found.leaves if leaf.kind == "uploads"}
    if not asks:
        return shown
    rows: dict[str, list[Paper]] = {}
    for paper in papers.of_application(review.application):
        rows.setdefault(paper.document, []).append(paper)

    def with_papers(one: judged.Requirement) -> judged.Requirement:
        leaf = asks.get(one.id)
        if leaf is None:
            return one
        reasons = {out.key: wording.left_out(out.reason, names) for out in leaf.left_out}
        return replace(
            one,
            files=[],
            used=[_paper(key.key, rows.get(key.key, []), names) for key in leaf.used],
            left_out=[
                replace(_paper(key, rows.get(key, []), names), reason=reason)
                for key, reason in reasons.items()
            ],
        )

    return [with_papers(one) for one in shown]


def _paper(document: str, rows: list[Paper], names: Names) -> judged.Evidence:
    return judged.Evidence(
        key=document,
        title=wording.word(document, names),
        organization="",
        facts=[],
        first_on=max((one.dated_on for one in rows), default=None),
        last_on=None,
        amount="",
        files=judged_files.of_papers(rows),
    )
