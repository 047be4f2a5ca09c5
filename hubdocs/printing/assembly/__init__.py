"""Packs from finished PDFs: mend each document's PDF once, join them many times, lay them out for paper.

With `inspection`, `preflight` and `reading`, the only importer of pikepdf.
"""
