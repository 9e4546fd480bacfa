"""Criteria in the CMS: editions, their drafts, files, approval. Inside Wagtail's own shell."""
