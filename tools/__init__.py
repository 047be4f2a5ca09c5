"""Programs for those who look after the library; none of them is needed to build it."""
