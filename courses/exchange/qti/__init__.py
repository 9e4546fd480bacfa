"""QTI 2.1 (2.2 has the same items) and QTI 3, which writes their names otherwise: items and packages."""

from courses.exchange.qti.package import read_package, write
from courses.exchange.qti.reading import read_item

__all__ = ["read_item", "read_package", "write"]
