"""The library as a site: staged as plain pages, built by an engine, and proved afterwards."""
