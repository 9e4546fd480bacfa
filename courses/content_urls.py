"""The host of packages (CONTENT_URL): no session, no cookie, nothing but what packages need."""

from django.urls import path

from courses.views import content

handler400 = handler403 = handler404 = "courses.views.content.nothing"
handler500 = "courses.views.content.failed"

urlpatterns = [
    path("play/<str:token>/", content.player, name="player"),
    path("report/", content.report, name="report"),
    path("files/<str:ticket>/<path:path>", content.file, name="file"),
]
