"""Who gets which answer at every address, and who may ever read what."""
