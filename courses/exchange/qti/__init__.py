"""QTI 2.1 (and 2.2, whose items are the same): items and packages; QTI 3 is read as well."""

from courses.exchange.qti.package import read_package, write
from courses.exchange.qti.reading import read_item

__all__ = ["read_item", "read_package", "write"]
