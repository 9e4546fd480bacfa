"""Designs of certificates in the CMS."""
