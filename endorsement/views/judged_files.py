"""Files of an application for those who judge it: evidence, papers, proofs of membership."""

from collections.abc import Iterable

from django.urls import reverse

from endorsement import wording
from endorsement.models import Application, BelongingProof, EvidenceFile, Paper
from endorsement.rules.criteria import Criterion, MembershipNeed, Uploads
from endorsement.selectors import belongings, papers, proofs
from endorsement.selectors.verdicts import Judged
from endorsement.views.kept_files import Kept
from endorsement.wording import Names

Lines = list[dict[str, object]]


def lines(files: Iterable[EvidenceFile]) -> Lines:
    """Evidence as `components/file_list.html` draws it; what was reported is closed."""
    return [_line(one, "evidence") for one in files if one.flagged_at is None]


def of_papers(rows: Iterable[Paper]) -> Lines:
    """Papers under their own names; what was reported is closed."""
    return [_line(one, "paper") for one in rows if one.flagged_at is None]


def beside(application: Application, judged: Judged, names: Names) -> dict[str, Lines]:
    """Papers and proofs of membership by the id of the requirement that asks for them.

    At most four queries, and none where the category asks for neither.
    """
    return beside_tree(
        judged.category.award,
        names,
        papers=papers.of_application(application),
        proofs=proofs.of_application(application),
    )


def beside_tree(
    tree: Criterion,
    names: Names,
    *,
    papers: Iterable[Paper],
    proofs: Iterable[BelongingProof],
) -> dict[str, Lines]:
    """The same for any tree; the rows are read only where it asks for them."""
    criteria = list(tree.walk())
    uploads = [one for one in criteria if isinstance(one, Uploads)]
    memberships = [one for one in criteria if isinstance(one, MembershipNeed)]
    handed_in = _papers(papers, names) if uploads else []
    proven = _proofs(proofs) if memberships else []
    found = {
        one.id: [line for document, line in handed_in if document in one.documents]
        for one in uploads
    }
    found |= {
        one.id: [
            line
            for organization, line in proven
            if not one.organizations or organization in one.organizations
        ]
        for one in memberships
    }
    return found


def _papers(rows: Iterable[Paper], names: Names) -> list[tuple[str, dict[str, object]]]:
    return [
        (one.document, _line(one, "paper", wording.word(one.document, names)))
        for one in rows
        if one.flagged_at is None
    ]


def _proofs(rows: Iterable[BelongingProof]) -> list[tuple[str, dict[str, object]]]:
    known = belongings.names()
    return [
        (one.belonging.organization, _line(one, "proof", belongings.title(one.belonging, known)))
        for one in rows
        if one.flagged_at is None
    ]


def _line(file: Kept, page: str, what: str = "") -> dict[str, object]:
    return {
        "name": f"{what}: {file.name}" if what else file.name,
        "url": reverse(f"endorsement:{page}", args=[file.public_id]),
        "size": file.size,
        "flag_url": reverse(f"endorsement:{page}_flag", args=[file.public_id]),
        "key": file.public_id,
        "picture": file.content_type.startswith("image/"),
    }
