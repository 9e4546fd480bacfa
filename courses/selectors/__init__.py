"""Rows of courses, as pages and services need them."""
