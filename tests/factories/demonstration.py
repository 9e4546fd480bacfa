"""A fresh installation as `make run` makes it, with those modules alone that its people take.

The others are loaded in tests/courses/services/test_curriculum.py; here they would only cost time.
"""

from dataclasses import replace
from unittest.mock import patch

from django.core.management import call_command

from courses.curriculum.library import Library, load_library

TAKEN = {"what-is-iecmh", "trauma-toxic-stress-resilience", "iecmh-consultation"}


def load_demonstration() -> None:
    """The framework, the scheme, three modules and the demonstration people."""
    few = _few(load_library())
    with patch("courses.management.commands.load_curriculum.load_library", lambda: few):
        call_command("load_demo", people_only=True, verbosity=0)


def _few(library: Library) -> Library:
    modules = tuple(one for one in library.modules if one.code in TAKEN)
    named = {key for one in modules for key in one.references}
    named |= {term.source for term in library.terms if term.source}
    sources = {key: source for key, source in library.sources.items() if key in named}
    return replace(library, modules=modules, sources=sources)
