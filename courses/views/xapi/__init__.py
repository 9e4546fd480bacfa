"""What parts of cmi5 packages talk to: as much of xAPI as cmi5 needs, for one learner in one part.

On the host of packages, like the packages themselves, and for pages of that host alone.
"""
