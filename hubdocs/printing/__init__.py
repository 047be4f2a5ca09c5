"""From a library to print-ready PDFs: each document laid out once, packs put together from those.

Ask `hubdocs.printing.run`. Nothing is imported here: the process that lays out a document imports
this package for every document anew, and must not wait for what it does not need.
"""
