"""What belongs to an association in the CMS and is approved by its moderators, like its pages."""

from wagtail.models import Workflow, WorkflowMixin

from endorsement.models.association import Association


class Moderated(WorkflowMixin):
    """Wagtail gives snippets one workflow by type, for the whole installation: here it is the one of
    the association's part of the site.
    """

    association: Association | None
    association_id: int | None

    class Meta:
        abstract = True

    def get_workflow(self) -> Workflow | None:
        page = self.association.root_page if self.association_id and self.association else None
        return page.get_workflow() if page else None
