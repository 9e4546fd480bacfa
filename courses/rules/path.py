"""When a learning path is completed, how far somebody is, and what comes next. Pure: codes in, facts out.

Any completed version of a module counts, whenever it was completed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A module of the path, by its code."""

    code: str
    required: bool = True


@dataclass(frozen=True)
class Way:
    """`parts` in order; beside all required ones, `optional` of the others are needed."""

    parts: Sequence[Part]
    optional: int = 0
    enforced: bool = False

    @property
    def needed(self) -> int:
        """How many modules complete the path."""
        return sum(part.required for part in self.parts) + self.optional

    def counted(self, done: Collection[str]) -> int:
        """How many of the needed modules are done; more optional ones than needed add nothing."""
        required = sum(part.required and part.code in done for part in self.parts)
        chosen = sum(not part.required and part.code in done for part in self.parts)
        return required + min(chosen, self.optional)

    def is_complete(self, done: Collection[str]) -> bool:
        return self.needed > 0 and self.counted(done) == self.needed

    def still_counts(self, part: Part, done: Collection[str]) -> bool:
        """Whether completing this module would bring the path nearer to its end."""
        if part.code in done:
            return False
        chosen = sum(not one.required and one.code in done for one in self.parts)
        return part.required or chosen < self.optional

    def next(self, done: Collection[str]) -> Part | None:
        """The first module that still counts."""
        return next((part for part in self.parts if self.still_counts(part, done)), None)

    def is_open(self, part: Part, done: Collection[str]) -> bool:
        """Whether the path leads to this module already.

        Where the order is enforced, every required module before it comes first.
        """
        if not self.enforced or part.code in done:
            return True
        before = self.parts[: self.parts.index(part)]
        return all(one.code in done for one in before if one.required)
