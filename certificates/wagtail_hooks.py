"""Designs of certificates in the CMS: for administrators, and for authors and moderators."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from certificates.models import Design
from certificates.views.designs import picture, preview
from certificates.views.designs.snippet import DesignViewSet
from endorsement.views.owned import OwnedPolicy

# Deleting would lose what was printed by which design; a design is taken off instead.
register_permission_policy(Design, OwnedPolicy(Design), exact_class=True)
register_snippet(DesignViewSet)


@hooks.register("register_admin_urls")
def design_urls() -> list[URLPattern]:
    return [
        path("designs/preview/", preview.ask, name="design_preview"),
        path("designs/preview/<slug:public_id>/", preview.look, name="design_preview_look"),
        path("designs/preview/<slug:public_id>/pdf/", preview.pdf, name="design_preview_pdf"),
        path("designs/<int:pk>/pictures/<slug:digest>/", picture.show, name="design_picture"),
    ]


@hooks.register("insert_global_admin_css")
def style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("certificates/css/cms.css"))
