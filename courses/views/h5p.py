"""The page on the host of packages in which the content of an H5P package runs.

It stands in the frame of the player like the page of any other package, and under the same policy. What was
kept of the learner is not in it: it asks the player around it (h5p-page.js).
"""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from courses.h5p_wording import words
from courses.models import Package
from courses.packages.h5p.content import Content
from courses.packages.h5p.structure import CONTENT
from courses.packages.manifest import Standard
from courses.services import play_token
from courses.services.package import folder_of
from courses.views.policies import as_part_of_package, nothing
from lms.backbone.public_pages import language_asked

#: How often H5P asks the content for its state, in seconds.
SAVED_EVERY = 10


@require_safe
@xframe_options_exempt
def h5p(request: HttpRequest, ticket: str) -> HttpResponse:
    """The content of a package, for whoever was given the way to its files."""
    opened = play_token.files_of(ticket)
    own = {"public_id": opened[0] if opened else "", "standard": Standard.H5P}
    package = Package.objects.filter(**own).first()
    if opened is None or package is None:
        return nothing(request)
    language = language_asked(request, "in") or settings.LANGUAGE_CODE
    with translation.override(language):
        content = Content.from_kept(package.course)
        files = reverse("file", args=[ticket, "x"], urlconf=settings.CONTENT_URLCONF)[:-2]
        context = {
            "title": package.title,
            "content_language": content.language or language,
            "styles": [f"{files}/{quote(path)}" for path in content.styles],
            "scripts": [f"{files}/{quote(path)}" for path in content.scripts],
            "integration": _integration(package, content, files),
        }
        page = render(request, "courses/packages/h5p.html", context)
    page["Cache-Control"] = "private, no-store"
    return as_part_of_package(page, opened[1])


def _integration(package: Package, content: Content, files: str) -> dict[str, Any]:
    """What H5P calls its integration: all that it knows of the platform."""
    parameters = (folder_of(package.public_id) / CONTENT).read_text(encoding="utf-8-sig")
    return {
        "baseUrl": settings.CONTENT_URL,
        "siteUrl": settings.CONTENT_URL,
        "url": files,
        "urlLibraries": files,
        "libraryDirectories": content.folders,
        "postUserStatistics": False,
        "saveFreq": SAVED_EVERY,
        "ajax": {"setFinished": "", "contentUserData": ""},
        "l10n": {"H5P": words()},
        "contents": {
            "cid-1": {
                "library": content.library,
                "jsonContent": parameters,
                "contentUrl": f"{files}/content",
                "fullScreen": "1" if content.full_screen else "0",
                "title": package.title,
                "metadata": content.rights,
                "displayOptions": {
                    "frame": True,
                    "export": False,
                    "embed": False,
                    "copyright": True,
                    "icon": False,
                    "copy": False,
                },
                "contentUserData": [],
            }
        },
    }
