"""GIFT, Moodle's text format."""

from courses.exchange.gift.reading import read
from courses.exchange.gift.writing import write

__all__ = ["read", "write"]
