"""The host of packages (CONTENT_URL): no session, no cookie, nothing but what packages need."""

from django.urls import path

from courses.views import content, h5p
from courses.views.xapi import documents, door, statements, token

handler400 = handler403 = handler404 = "courses.views.policies.nothing"
handler500 = "courses.views.content.failed"

urlpatterns = [
    path("play/<str:token>/", content.player, name="player"),
    path("report/", content.report, name="report"),
    path("files/<str:ticket>/<path:path>", content.file, name="file"),
    path("h5p/<str:ticket>/", h5p.h5p, name="h5p"),
    path("over/", content.over, name="over"),
    path("fetch/<str:link>", token.fetch, name="fetch"),
    path("xapi/about", door.about, name="about"),
    path("xapi/statements", statements.statements, name="statements"),
    path("xapi/activities/state", documents.state, name="state"),
    path("xapi/activities/profile", documents.activity_profile, name="activity_profile"),
    path("xapi/agents/profile", documents.agent_profile, name="agent_profile"),
]
