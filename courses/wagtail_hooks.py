"""Where the CMS meets the platform."""

from wagtail import hooks

from courses.views import pages

hooks.register("before_serve_page", pages.serve)
