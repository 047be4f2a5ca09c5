"""How forms ask and how people answer, in small letters without signs; for guesses only."""

from __future__ import annotations

from collections.abc import Mapping

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "response_id": ("id", "response number", "reference"),
    "submitted_at": ("timestamp", "completion time", "submitted", "date submitted", "submission time", "end time"),
    "document": ("module", "which module", "module code", "document code", "code on the page", "training module"),
    "version": ("version number", "which version", "version of the module", "version on the page"),
    "activity": ("which activity", "activity code", "part of the session", "section"),
    "edition": ("pack edition", "edition of the pack", "pack and edition"),
    "channel": ("where did you find this form", "how did you get here", "came from"),
    "role": ("your role", "what is your role", "job role", "i am a"),
    "hub": ("hub code", "your hub", "which hub"),
    "group_size": (
        "how many people took part",
        "number of people",
        "how many took part",
        "participants",
        "size of group",
    ),
    "as_planned": (
        "delivered as planned",
        "did you run it as planned",
        "did it go as planned",
        "was it run as planned",
        "did you do every step",
    ),
    "minutes_taken": ("how many minutes did it take", "minutes", "how long did it take", "time taken", "duration"),
    "useful": ("how useful was it", "how useful was the session", "usefulness", "was useful", "it was useful"),
    "clear": (
        "how clear was it",
        "how clear were the materials",
        "clarity",
        "were clear",
        "was clear",
        "easy to follow",
    ),
    "before": ("confidence before", "how confident were you before", "how sure were you before", "sure before"),
    "after": ("confidence after", "how confident are you now", "how sure are you now", "sure after", "confidence now"),
    "keep": ("what should we keep", "what worked well", "what went well", "one thing to keep", "we should keep"),
    "change": ("what should we change", "what could be better", "one thing to change", "what would you change"),
    "adapted": ("what did you change", "what did you adapt", "adaptations", "anything you did differently"),
    "again": ("would you run it again", "would you use it again", "run it again", "would you recommend it"),
}
"""Words of headings, by column."""

CLOSE_CALLS: Mapping[str, tuple[str, ...]] = {
    "change": (" did you change ",),
    "keep": (" keep in touch ",),
    "submitted_at": (" start time ",),
    "response_id": (" email ", " name "),
    "minutes_taken": (" planned minutes ",),
    "role": (" role play ",),
}
"""Words with which a heading is about something else after all."""

AGREEMENT: Mapping[str, str] = {
    **dict.fromkeys(("strongly agree", "very useful", "very clear", "very confident", "very sure", "excellent"), "5"),
    **dict.fromkeys(("extremely useful", "extremely clear", "completely", "a great deal", "very good", "very"), "5"),
    **dict.fromkeys(("extremely confident", "very satisfied", "always"), "5"),
    **dict.fromkeys(("agree", "useful", "clear", "confident", "sure", "good", "quite useful", "quite clear"), "4"),
    **dict.fromkeys(("mostly", "quite", "quite confident", "quite sure", "a lot", "satisfied", "often"), "4"),
    **dict.fromkeys(("neutral", "neither agree nor disagree", "neither", "somewhat", "fairly", "ok", "average"), "3"),
    **dict.fromkeys(("somewhat useful", "somewhat clear", "somewhat confident", "fair", "not sure", "sometimes"), "3"),
    **dict.fromkeys(("disagree", "a little", "slightly", "slightly useful", "slightly clear", "poor", "rarely"), "2"),
    **dict.fromkeys(("not very useful", "not very clear", "not very confident", "not very sure", "dissatisfied"), "2"),
    **dict.fromkeys(("strongly disagree", "not at all", "not useful", "not clear", "not confident", "very poor"), "1"),
    **dict.fromkeys(("not at all useful", "not at all clear", "not at all confident", "not useful at all"), "1"),
    **dict.fromkeys(("not at all sure", "very dissatisfied", "never"), "1"),
}
"""What a wording is from 1 to 5."""

WORDINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "as_planned": {
        "yes": ("y", "true", "fully", "completely", "all of it", "as planned", "entirely"),
        "partly": ("partially", "mostly", "some of it", "in part", "somewhat", "mainly", "to some extent"),
        "no": ("n", "false", "not at all", "none of it", "not as planned"),
    },
    "again": {
        "yes": ("y", "true", "definitely", "certainly", "of course", "probably", "likely", "very likely"),
        "maybe": ("perhaps", "not sure", "unsure", "possibly", "dont know", "do not know", "undecided"),
        "no": ("n", "false", "never", "not likely", "unlikely", "probably not", "definitely not"),
    },
    "channel": {
        "web": ("website", "online", "the website", "web site", "on the website"),
        "print": ("paper", "printed", "printed pack", "on paper", "a printed page", "qr code"),
        "usb": ("usb stick", "memory stick", "offline"),
    },
}
"""What a wording is in our words, by column."""

PROVIDERS: Mapping[str, frozenset[str]] = {
    "Microsoft Forms": frozenset({"start time", "completion time", "last modified time"}),
    "Google Forms": frozenset({"timestamp"}),
}
"""Headings that only one provider writes."""
