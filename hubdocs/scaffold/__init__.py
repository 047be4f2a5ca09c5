"""Small, valid starts of everything that people write: planned as values here, written by the story in `new.py`."""

from hubdocs.scaffold.documents import SHORTEST, find_module, find_programme
from hubdocs.scaffold.numbers import folders_of_modules
from hubdocs.scaffold.plan import check_free, plan, there_already
from hubdocs.scaffold.starts import AgreementWish, Ground, HandoutWish, HubWish, ModuleWish, PackWish, Start, Wish

__all__ = [
    "SHORTEST",
    "AgreementWish",
    "Ground",
    "HandoutWish",
    "HubWish",
    "ModuleWish",
    "PackWish",
    "Start",
    "Wish",
    "check_free",
    "find_module",
    "find_programme",
    "folders_of_modules",
    "plan",
    "there_already",
]
