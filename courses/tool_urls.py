"""What external tools and browsers on their way to them ask for, at the platform's own host."""

from django.urls import path

from courses.views import tool_door, tool_service

app_name = "tools"

urlpatterns = [
    path("keys/", tool_door.keys, name="keys"),
    path("authorize/", tool_door.authorize, name="authorize"),
    path("token/", tool_service.token, name="token"),
    # No slash after them: tools write one, and one word more, after the address of a line item.
    path("places/<slug:public_id>", tool_service.line_item, name="line_item"),
    path("places/<slug:public_id>/scores", tool_service.score, name="scores"),
    path("places/<slug:public_id>/results", tool_service.results, name="results"),
]
