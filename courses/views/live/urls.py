"""Live sessions, in the order of the journey: finding one, a seat, planning."""

from django.urls import path

from courses.views.live import attendance, planning, seats, sessions

app_name = "live"

urlpatterns = [
    path("", sessions.sessions, name="sessions"),
    # Those who plan them.
    path("desk/", planning.desks, name="desks"),
    path("desk/<slug:slug>/", planning.desk, name="desk"),
    path("desk/<slug:slug>/new/<slug:code>/", planning.add, name="add"),
    path("desk/<slug:slug>/<slug:public_id>/", planning.planned, name="planned"),
    path("desk/<slug:slug>/<slug:public_id>/change/", planning.change, name="change"),
    path("desk/<slug:slug>/<slug:public_id>/cancel/", planning.call_off, name="call_off"),
    path("desk/<slug:slug>/<slug:public_id>/registrations.csv", planning.table, name="table"),
    path("desk/<slug:slug>/<slug:public_id>/<int:number>/code/", attendance.code, name="code"),
    path(
        "desk/<slug:slug>/<slug:public_id>/<int:number>/roster/", attendance.roster, name="roster"
    ),
    path(
        "desk/<slug:slug>/<slug:public_id>/<int:number>/walk-in/",
        attendance.walk_in,
        name="walk_in",
    ),
    # Everybody.
    path("<slug:public_id>/", sessions.session, name="session"),
    path("<slug:public_id>/calendar.ics", sessions.calendar, name="calendar"),
    path("<slug:public_id>/register/", seats.register, name="register"),
    path("<slug:public_id>/give-back/", seats.give_back, name="give_back"),
    path("<slug:public_id>/attend/", attendance.attend, name="attend"),
]
