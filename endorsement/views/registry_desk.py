"""The coordinator's page about the registry: what it shows, who is in it, and how to show it elsewhere."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement.forms.refused import show_overtaken
from endorsement.forms.registry_policy import PolicyForm
from endorsement.forms.sent import sent
from endorsement.models import RegistryPolicy
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import registry_people
from endorsement.selectors.registry_standing import policy_of
from endorsement.services import registry_policy
from endorsement.views.coordination import desk_crumb


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def desk_registry(request: PersonRequest, slug: str) -> HttpResponse:
    """What the association's registry shows, and the lines that put it into other sites' pages."""
    association = association_for_coordinator(request.person, slug)
    form = PolicyForm(sent(request), association=association, policy=policy_of(association))
    if request.method == "POST" and form.is_valid():
        try:
            registry_policy.change(
                association=association,
                policy=form.policy(),
                seen=form.cleaned_data["revision"],
                by=request.person,
                at=timezone.now(),
            )
        except Refused as refused:
            now = RegistryPolicy.objects.get(association=association)
            show_overtaken(form, refused, revision=now.revision)
        else:
            messages.success(request, _("Saved. The registry shows it from now on."))
            return redirect("endorsement:desk_registry", slug)
    required = policy_of(association).required
    address = f"{settings.PUBLIC_URL}{reverse('registry_widget', args=[slug])}"
    context = {
        "association": association,
        "form": form,
        "counts": registry_people.counts(association),
        "required": required,
        "missing": registry_people.not_listed(association) if required else [],
        "most": registry_people.MOST,
        "address": address,
        "language": get_language(),
        "crumbs": [desk_crumb(slug), {"label": _("Registry and website")}],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/registry/desk.html", context, status=status)
