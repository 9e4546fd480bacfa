"""A cmi5 course: its parts (assignable units), its blocks, and when each of them is satisfied."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

#: Language tag to text, in the order of the course structure.
Texts = Mapping[str, str]


class MoveOn(StrEnum):
    """What has to be said of a part until it is satisfied (section 13.1.4)."""

    PASSED = "Passed"
    COMPLETED = "Completed"
    COMPLETED_AND_PASSED = "CompletedAndPassed"
    COMPLETED_OR_PASSED = "CompletedOrPassed"
    NOT_APPLICABLE = "NotApplicable"

    def is_met(self, *, completed: bool, passed: bool) -> bool:
        return {
            MoveOn.PASSED: passed,
            MoveOn.COMPLETED: completed,
            MoveOn.COMPLETED_AND_PASSED: completed and passed,
            MoveOn.COMPLETED_OR_PASSED: completed or passed,
            MoveOn.NOT_APPLICABLE: True,
        }[self]


class LaunchMethod(StrEnum):
    OWN_WINDOW = "OwnWindow"
    ANY_WINDOW = "AnyWindow"


#: Under which the whole course is satisfied, beside the keys of its blocks.
WHOLE = "course"


@dataclass(frozen=True)
class Part:
    """An assignable unit. `key` is ours and its unit's, `id` the publisher's; `mastery` is 0 to 1."""

    key: str
    id: str
    titles: Texts
    descriptions: Texts = field(default_factory=dict)
    move_on: MoveOn = MoveOn.NOT_APPLICABLE
    mastery: float | None = None
    launch_method: LaunchMethod = LaunchMethod.ANY_WINDOW
    launch_parameters: str = ""
    entitlement_key: str = ""
    activity_type: str = ""
    objectives: tuple[str, ...] = ()
    fragment: str = ""

    def is_all_said(self, *, completed: bool, passed: bool, failed: bool) -> bool:
        """Whether nothing that may be said once is left to say: it is looked at again from then on."""
        asked = {MoveOn.PASSED, MoveOn.COMPLETED_AND_PASSED}
        judged = self.mastery is not None or self.move_on in asked or failed
        return completed and (passed or not judged)


@dataclass(frozen=True)
class Block:
    """A group of parts: `parts` are the keys of all that are in it, however deep."""

    key: str
    id: str
    titles: Texts
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Course:
    id: str
    titles: Texts
    parts: tuple[Part, ...]
    blocks: tuple[Block, ...] = ()

    def part(self, key: str) -> Part:
        return next(one for one in self.parts if one.key == key)

    def newly_satisfied(self, done: Set[str], known: Set[str]) -> Iterator[Block | None]:
        """Blocks that are satisfied by `done` parts and not yet `known`, then the course: None.

        `known` are keys of blocks, or `WHOLE`. Inner blocks come before outer ones.
        """
        for block in self.blocks:
            if block.key not in known and done >= set(block.parts):
                yield block
        if WHOLE not in known and all(one.key in done for one in self.parts):
            yield None

    def kept(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "Course":
        """What `kept` gave, after it was JSON."""
        parts = (
            Part(
                **{
                    **one,
                    "move_on": MoveOn(one["move_on"]),
                    "launch_method": LaunchMethod(one["launch_method"]),
                    "objectives": tuple(one["objectives"]),
                }
            )
            for one in kept["parts"]
        )
        blocks = (Block(**{**one, "parts": tuple(one["parts"])}) for one in kept["blocks"])
        return cls(kept["id"], kept["titles"], tuple(parts), tuple(blocks))


def text_in(texts: Texts, language: str) -> str:
    """The text in a language, by its first part when the tag differs; otherwise in English, or the first."""
    by_tag = {tag.casefold(): text for tag, text in reversed(list(texts.items()))}
    for wanted in (language.casefold(), "en"):
        if wanted in by_tag:
            return by_tag[wanted]
        short = wanted.partition("-")[0]
        for tag, text in texts.items():
            if tag.casefold().partition("-")[0] == short:
                return text
    return next(iter(texts.values()), "")
