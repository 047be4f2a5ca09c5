"""Pictures of what a build made, on one page, so that anyone can review the look in a minute: `make gallery`.

A tool for reviewers, like the benchmarks: no part of the program. It reads `build/site` and `build/packs` as a
reader would get them, and knows nothing of how they were made.
"""
