"""The holder's and the coordinator's pages, under a language prefix."""

from django.urls import path

from certificates.views import desk, holder, transcript

app_name = "certificates"
urlpatterns = [
    path("", holder.mine, name="mine"),
    path("transcript/", transcript.ask, name="transcript"),
    path("failed/", desk.failed, name="failed"),
    path("for/training/<slug:public_id>/", holder.for_entry, name="for_entry"),
    path("for/endorsement/<slug:public_id>/", holder.for_endorsement, name="for_endorsement"),
    path("<slug:number>/", holder.detail, name="detail"),
    path("<slug:number>/download/", holder.download, name="download"),
    path("<slug:number>/name/", holder.change_name_shown, name="show_name"),
    path("<slug:number>/retry/", desk.retry, name="retry"),
]
