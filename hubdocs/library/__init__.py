"""Everything together: loading a library whole, finding what an id means, and the rules that need all of it."""
