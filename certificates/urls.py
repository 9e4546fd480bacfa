"""The holder's and the coordinator's pages, under a language prefix."""

from django.urls import path

from certificates.views import desk, failed, holder, holder_acts, preparing, transcript

app_name = "certificates"
urlpatterns = [
    path("", holder.mine, name="mine"),
    path("all/", holder_acts.pack, name="pack"),
    path("anew/", holder_acts.issue_all_anew, name="all_anew"),
    path("transcript/", transcript.ask, name="transcript"),
    path("for/training/<slug:public_id>/", holder.for_entry, name="for_entry"),
    path("for/endorsement/<slug:public_id>/", holder.for_endorsement, name="for_endorsement"),
    # For those who answer for them.
    path("failed/", failed.failed, name="failed"),
    path("failed/retry/", failed.retry_all, name="retry_all"),
    path("platform/", desk.desk, name="platform"),
    path("platform/prepare/", preparing.prepare, name="platform_prepare"),
    path("platform/<slug:number>/", desk.certificate, name="platform_certificate"),
    path("a/<slug:slug>/", desk.desk, name="desk"),
    path("a/<slug:slug>/prepare/", preparing.prepare, name="prepare"),
    path("a/<slug:slug>/<slug:number>/", desk.certificate, name="desk_certificate"),
    # One of the holder's own.
    path("<slug:number>/", holder.detail, name="detail"),
    path("<slug:number>/download/", holder.download, name="download"),
    path("<slug:number>/calendar/", holder_acts.calendar, name="calendar"),
    path("<slug:number>/badge/<slug:ending>/", holder_acts.badge, name="badge"),
    path("<slug:number>/name/", holder_acts.change_name_shown, name="show_name"),
    path("<slug:number>/anew/", holder_acts.issue_anew, name="issue_anew"),
    path("<slug:number>/retry/", failed.retry, name="retry"),
]
