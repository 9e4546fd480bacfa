"""Reminders of every kind: owed as rows, gathered to one message a person and day, written on leaving.

`kinds` is where an app names what it reminds of; `gathering` makes one message of what a person is owed;
`departing` asks, at the moment the mail leaves, what of it is still true. docs/renewal.md has the picture.
"""
