"""Feedback that refines: responses come in, are kept, understood and answered by a release."""
