"""Set-up of a machine that has only Python and its package tools: `make run`, `make test`.

Runs before any dependency exists, so it uses the standard library only and never imports the
`lms` package around it: the Makefile starts it inside `lms/` as `python -m bootstrap`.
"""
