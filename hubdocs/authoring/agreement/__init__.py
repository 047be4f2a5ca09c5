"""Agreements: from a template with blanks to the one reading that site and print share.

The template is written out first, on placeholders; Markdown reads it next; then the blanks, or what was filled
in, take the places of these. Contract: FORMAT, section 3.
"""
