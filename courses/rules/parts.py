"""What a version of a module is completed by, and how much of it is done. Pure: facts in, numbers out."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Parts:
    """Its lessons by their keys, and whether post-test, evaluation and attendance are asked for."""

    lessons: frozenset[str] = frozenset()
    test: bool = True
    evaluation: bool = True
    live: bool = False

    @property
    def count(self) -> int:
        return len(self.lessons) + self.test + self.evaluation + self.live

    def done(
        self, lessons: Collection[str], *, passed: bool, evaluated: bool, attended: bool
    ) -> int:
        """How many parts are done; what the version does not ask for, or no longer has, is none."""
        return (
            len(self.lessons.intersection(lessons))
            + (passed and self.test)
            + (evaluated and self.evaluation)
            + (attended and self.live)
        )
