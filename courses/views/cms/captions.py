"""The captions of a recording."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtailmedia.permissions import MediaPermissionPolicyChecker

from courses.forms.captions import TrackForm
from courses.models import Recording
from courses.services import captions
from endorsement.refusals import Refused


class Captions(WagtailAdminTemplateMixin, FormView):
    """For whoever may change the recording: its tracks, and one form that adds or replaces one."""

    template_name = "courses/cms/captions.html"
    form_class = TrackForm
    page_title = gettext_lazy("Captions")
    header_icon = "media"
    breadcrumbs_items = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.recording = get_object_or_404(Recording, pk=kwargs["pk"])
        policy = MediaPermissionPolicyChecker().policy
        if not policy.user_has_permission_for_instance(request.user, "change", self.recording):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.recording.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "recording": self.recording,
            "tracks": self.recording.tracks.order_by("kind", "language"),
            "back": reverse("wagtailmedia:edit", args=[self.recording.pk]),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("remove", "").isdecimal():
            track = get_object_or_404(self.recording.tracks.all(), pk=request.POST["remove"])
            try:
                captions.remove_track(track=track)
            except Refused as refused:
                messages.error(request, str(refused.sentence))
            else:
                messages.success(request, _("The track was removed."))
            return redirect(request.path)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def form_valid(self, form: TrackForm) -> HttpResponse:
        wanted = ("kind", "language", "label", "content")
        captions.keep_track(
            recording=self.recording, **{name: form.cleaned_data[name] for name in wanted}
        )
        messages.success(self.request, _("The track is kept."))
        return redirect(self.request.path)
