"""What the curriculum loader made, so that it updates its own work and nobody else's."""

from django.db import models


class LoadedItem(models.Model):
    """One thing loaded from a file.

    `digest` is that of the file's content; `stamp` tells what the loader left in the database (the
    revision of a page, the digest of a snippet). When the stamp no longer fits, an editor changed it.
    """

    key = models.CharField(max_length=200, unique=True)
    digest = models.CharField(max_length=64)
    stamp = models.CharField(max_length=80)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
