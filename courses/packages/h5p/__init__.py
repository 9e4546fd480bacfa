"""H5P: content that is played by its own libraries. Pure functions.

Source: the H5P specification (h5p.org, "Specification"), its `h5p.json` and `library.json`.
"""
