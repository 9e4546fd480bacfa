"""The curriculum that ships, as files, and the pure code that reads them (docs/curriculum.md)."""
