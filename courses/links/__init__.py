"""Asking public web addresses whether they still answer. No Django."""
