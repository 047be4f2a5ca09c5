"""Processes that do the heavy work of printing: forked from one that has loaded everything, each with limits.

A new Python that imports the print engine costs a second; a fork of one that has done so costs a hundredth of that,
and is as much a process of its own: nothing that a document does can reach the next one.
"""

from hubdocs.printing.processes.client import ForkServer, StoppedError, shared_server
from hubdocs.printing.processes.executor import ForkExecutor
from hubdocs.printing.processes.limits import Limits

__all__ = ["ForkExecutor", "ForkServer", "Limits", "StoppedError", "shared_server"]
