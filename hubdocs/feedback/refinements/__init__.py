"""What feedback asks for: written down with a number of its own, watched until it is answered, and learned from."""

from hubdocs.feedback.refinements.start import Begun, Wish, begin
from hubdocs.feedback.refinements.timings import FEWEST_TIMES, Proposal, Times, Timings, timings_of
from hubdocs.feedback.refinements.waiting import DECISIONS, SEVERITIES, Waiting, Waits, waiting, waiting_for

__all__ = [
    "DECISIONS",
    "FEWEST_TIMES",
    "SEVERITIES",
    "Begun",
    "Proposal",
    "Times",
    "Timings",
    "Waiting",
    "Waits",
    "Wish",
    "begin",
    "timings_of",
    "waiting",
    "waiting_for",
]
