"""The competency map of an application, as its reviewer reads it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from endorsement import wording
from endorsement.models import EvidenceFile
from endorsement.permissions import PersonRequest, signed_in
from endorsement.selectors import applications, competency_rows, evidence, submitted_map, verdicts
from endorsement.selectors.competency_rows import AreaRows, Row
from endorsement.views.applications import category_name
from endorsement.views.competencies import kind_word
from endorsement.views.judged_files import lines as file_lines

Files = Mapping[str, list[EvidenceFile]]


@require_safe
@signed_in
def review_map(request: PersonRequest, public_id: str) -> HttpResponse:
    """Each knowledge and skill area with what was handed in for it, empty rows first."""
    review = applications.for_reviewer(request.person, public_id)
    application = review.application
    category = category_name(application)
    judged = verdicts.of_application(application)
    context: dict[str, Any] = {
        "review": review,
        "application": application,
        "category": category,
        "crumbs": [
            {"label": _("Reviews"), "url": reverse("endorsement:review_list")},
            {"label": category, "url": reverse("endorsement:review", args=[public_id])},
            {"label": _("Competency map")},
        ],
    }
    if judged is not None:
        rows = submitted_map.of_application(application, judged)
        files = evidence.of_application(application, submitted_map.entries_of(rows))
        context |= {
            "areas": [_area(area, files) for area in rows],
            "sentences": competency_rows.coverage_sentences(judged.verdict, judged.names()),
            "verdict": judged.verdict,
            "label": wording.state(judged.verdict),
        }
    return render(request, "endorsement/reviews/map.html", context)


def _area(area: AreaRows, files: Files) -> dict[str, Any]:
    return {
        "reference": area.reference.replace(":", "-"),
        "name": area.name,
        "rows": [row_in_words(row, files) for row in area.rows],
        "verdict": area.verdict,
        "label": wording.state(area.verdict) if area.verdict else _("Not asked for by itself"),
        "sentence": _("%(filled)s of %(all)s rows have evidence.")
        % {"filled": area.filled, "all": len(area.rows)},
    }


def row_in_words(row: Row, files: Files) -> dict[str, Any]:
    """A row with its evidence."""
    return {
        "name": row.name,
        "empty": not row.evidence,
        "sentence": _sentence(row),
        "evidence": [
            {
                "kind": kind_word(one.kind),
                "label": one.label,
                "counts": one.counts,
                "learned": one.sentence,
                "entry": one.handed_in,
                "how_sure": wording.word(one.handed_in.verification) if one.handed_in else "",
                "files": file_lines(files.get(one.handed_in.key, [])) if one.handed_in else [],
            }
            for one in row.evidence
        ],
    }


def _sentence(row: Row) -> str:
    """What a row holds, in words: whether it is met where it is asked for, else what counts."""
    if not row.evidence:
        said = _("Nothing was handed in for this row.")
    elif not row.counted:
        said = _("There is evidence, but the category counts none of it for this area.")
    else:
        said = ngettext(
            "The category counts %(count)s piece of evidence for this area.",
            "The category counts %(count)s pieces of evidence for this area.",
            row.counted,
        ) % {"count": row.counted}
    return f"{wording.state(row.verdict)}. {said}" if row.verdict else said
