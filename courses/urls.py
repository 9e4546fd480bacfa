"""Taking a module, in the order of the journey. Every other page comes from the CMS."""

from django.urls import path

from courses.views import (
    accommodations,
    arriving,
    bookmark,
    cohort,
    cohort_desk,
    evaluation,
    extra_time,
    facilitating,
    lesson,
    module,
    note,
    post_test,
    seat_time,
)
from courses.views import path as paths

app_name = "courses"

urlpatterns = [
    path("", module.my_learning, name="my_learning"),
    path("go/catalog/", module.go_catalog, name="catalog"),
    path("go/resources/", module.go_resources, name="resources"),
    path("a/<slug:slug>/extra-time/", extra_time.extra_time, name="extra_time"),
    path(
        "a/<slug:slug>/extra-time/<uuid:ref>/<slug:code>/end/",
        extra_time.extra_time_end,
        name="extra_time_end",
    ),
    path("my/notes/", note.show, name="notes"),
    path("my/notes.txt", note.download, name="notes_file"),
    path("go/paths/", paths.paths, name="paths"),
    path("go/paths/<slug:code>/", paths.go, name="path"),
    path("go/paths/<slug:code>/follow/", paths.follow, name="path_follow"),
    path("go/paths/<slug:code>/leave/", paths.leave, name="path_leave"),
    path("go/connection/", arriving.connection, name="connection"),
    path("a/<slug:slug>/accommodations/", accommodations.desk, name="accommodations"),
    path(
        "a/<slug:slug>/accommodations/<slug:public_id>/take-back/",
        accommodations.take_back,
        name="accommodation_take_back",
    ),
    path("go/cohorts/", cohort.find, name="cohort_find"),
    path("go/cohorts/join/", cohort.join, name="cohort_join"),
    path("go/cohorts/<slug:public_id>/", cohort.own, name="cohort"),
    path("go/cohorts/<slug:public_id>/leave/", cohort.leave, name="cohort_leave"),
    path("go/cohorts/<slug:public_id>/reminders/", cohort.reminders, name="cohort_reminders"),
    path("go/cohorts/<slug:public_id>/progress/", facilitating.progress, name="cohort_progress"),
    path(
        "go/cohorts/<slug:public_id>/progress.csv",
        facilitating.progress_table,
        name="cohort_progress_table",
    ),
    path("a/<slug:slug>/cohorts/", cohort_desk.cohorts, name="desk_cohorts"),
    path("a/<slug:slug>/cohorts/new/", cohort_desk.make, name="desk_cohort_make"),
    path("a/<slug:slug>/cohorts/<slug:public_id>/", cohort_desk.cohort, name="desk_cohort"),
    path(
        "a/<slug:slug>/cohorts/<slug:public_id>/invite/",
        cohort_desk.invite,
        name="desk_cohort_invite",
    ),
    path("<slug:code>/", module.go, name="module"),
    path("<slug:code>/notes/", note.show, name="module_notes"),
    path("<slug:code>/notes.txt", note.download, name="module_notes_file"),
    path("<slug:code>/start/", module.start, name="start"),
    path("<slug:code>/switch/", module.switch, name="switch"),
    path("<slug:code>/lessons/<slug:lesson_key>/", lesson.kept, name="lesson"),
    path("<slug:code>/lessons/<slug:lesson_key>/done/", lesson.done, name="lesson_done"),
    path("<slug:code>/lessons/<slug:lesson_key>/bookmark/", bookmark.mark, name="bookmark"),
    path("<slug:code>/lessons/<slug:lesson_key>/note/", note.write, name="note"),
    path("<slug:code>/lessons/<slug:lesson_key>/time/", seat_time.report, name="seat_time"),
    path(
        "<slug:code>/lessons/<slug:lesson_key>/blocks/<slug:block_key>/",
        lesson.block,
        name="block",
    ),
    path("<slug:code>/test/", post_test.door, name="test"),
    path("<slug:code>/test/<int:number>/", post_test.attempt, name="attempt"),
    path("<slug:code>/test/<int:number>/save/", post_test.save, name="attempt_save"),
    path("<slug:code>/evaluation/", evaluation.evaluate, name="evaluation"),
    path("<slug:code>/finish/", seat_time.finish, name="finish"),
    path("<slug:code>/finished/", module.finished, name="finished"),
]
