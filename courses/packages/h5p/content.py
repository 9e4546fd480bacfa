"""What a page needs to show the content of an H5P package."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Content:
    """`library` is the one that the content is made for, as "H5P.TrueFalse 1.6".

    `styles` and `scripts` are files of the package in the order in which they are loaded: of a library
    after those it needs. `folders` says where a library lies that is not in a folder of its own name.
    `rights` is what the package says of its authors and license.
    """

    library: str
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    folders: Mapping[str, str]
    rights: Mapping[str, Any]
    language: str = ""
    full_screen: bool = False

    def kept(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "Content":
        """What `kept` gave, after it was JSON."""
        return cls(**{**kept, "styles": tuple(kept["styles"]), "scripts": tuple(kept["scripts"])})
