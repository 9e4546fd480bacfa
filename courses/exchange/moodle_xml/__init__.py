"""Moodle's XML format."""

from courses.exchange.moodle_xml.reading import SILENT, read
from courses.exchange.moodle_xml.writing import write

__all__ = ["SILENT", "read", "write"]
