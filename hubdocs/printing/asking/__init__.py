"""Paper that asks how it went: the sheet behind every module that somebody runs, and the one that closes a pack."""
