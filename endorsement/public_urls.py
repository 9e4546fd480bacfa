"""The registry for machines and for other sites' pages: permanent addresses without a language prefix."""

from django.urls import path

from endorsement.views import registry_json, registry_widget

urlpatterns = [
    path("api/v1/registry", registry_json.registry_json, name="registry_json"),
    path("a/<slug:slug>/registry/widget", registry_widget.widget, name="registry_widget"),
    path("a/<slug:slug>/registry/colors.css", registry_widget.colors_css, name="registry_colors"),
]
