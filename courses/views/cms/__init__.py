"""Our own screens in the CMS."""
