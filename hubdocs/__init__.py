"""Versioned training materials: from Markdown to a searchable site and print-ready packs."""
