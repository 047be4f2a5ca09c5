"""What people might write of our sample modules: invented, by document and activity."""

from __future__ import annotations

About = tuple[str, str]
"""A document and one of its activities; no activity means the whole."""

KEEP: dict[About, tuple[str, ...]] = {
    ("WC-01", ""): (
        "The three principles: short enough to remember.",
        "Talk in pairs; nobody had to speak in front of everyone.",
        "The pathway sheet with our own names on it.",
        "That it says plainly what is not our job.",
        "The calm close.",
    ),
    ("WC-01", "film"): ("The talk in pairs after the film.", "The story card was just as good without a screen."),
    ("WC-01", "three-principles"): (
        "All three principles.",
        "The order: it builds up.",
        "One side of paper, no jargon.",
    ),
    ("WC-01", "notice"): ("The idea of saying what we saw.",),
    ("WC-06", ""): (
        "The hand that they took home.",
        "The read-aloud story.",
        "Clear words for pupils.",
        "The calm close.",
    ),
    ("WC-06", "sorting"): (
        "It depends: the best discussion of the term.",
        "Cards in small groups.",
        "The middle pile.",
    ),
    ("WC-06", "trusted-hand"): ("Everybody had at least one adult on the hand.", "Quiet time to draw."),
    ("KW-01", ""): ("Walking the evening in the room itself.", "The role cards.", "A clear list of what is core."),
    ("KW-01", "walk"): ("Standing where each part happens.", "The pauses for questions."),
    ("KW-01", "worry"): ("The three steps on one card.", "Saying the words aloud once."),
    ("ST-01", ""): ("Numbers that we can point to.", "The split into must and should."),
    ("AG-01", ""): ("Plain words.",),
}

CHANGE: dict[About, tuple[str, ...]] = {
    ("WC-01", ""): (
        "More time for questions at the end.",
        "We ran over by some minutes and had to rush the pathway.",
        "A shorter version for a staff meeting.",
        "Larger print on the run sheet.",
    ),
    ("WC-01", "film"): (
        "It took far longer than it says, since the talk was so lively.",
        "Allow more minutes: finding the clip, watching and talking do not fit.",
        "The film needs subtitles.",
        "Twenty minutes at least, please.",
    ),
    ("WC-01", "three-principles"): ("A poster of it for the staff room.", "Nothing."),
    ("WC-01", "notice"): (
        "Too many examples at once; people did not know what to do with them.",
        "The list reads like a test. Start with one example.",
        "Unclear what we should write down.",
        "Confusing: is it about signs or about actions?",
    ),
    ("WC-06", ""): (
        "Some cards were hard to read for Year 5.",
        "Shorter starter.",
        "The words on the cards are too small.",
    ),
    ("WC-06", "sorting"): (
        "Not enough time for all the cards when the lesson is short.",
        "We skipped the talk afterwards and it fell flat.",
        "Say which cards to leave out.",
    ),
    ("WC-06", "trusted-hand"): ("Room for six names instead of five.", "A version in colour."),
    ("KW-01", ""): ("A plan for when one lead is missing.", "Fewer pages to print.", "A picture of the room."),
    ("KW-01", "walk"): ("Needs a hall; a classroom is too small.",),
    ("KW-01", "worry"): ("One more example to practise with.",),
    ("ST-01", ""): ("Some items say the same thing twice.", "An example for each item."),
    ("AG-01", ""): ("Say who keeps the signed copy.",),
}

ADAPTED: dict[About, tuple[str, ...]] = {
    ("WC-01", ""): ("Two short meetings instead of one.", "Left out the rating.", "Online, with rooms for pairs."),
    ("WC-01", "film"): ("Used the story card.", "Watched it in two halves."),
    ("WC-01", "notice"): ("Took one example only, and talked about that.", "Let each table choose an example."),
    ("WC-06", ""): ("Spread it over two lessons.", "With half the class at a time."),
    ("WC-06", "sorting"): (
        "Showed the cards on the board, no groups.",
        "Left out the talk because the bell rang.",
        "Gave it as homework.",
    ),
    ("WC-06", "trusted-hand"): ("Wrote instead of drew.",),
    ("KW-01", ""): ("Online.", "In two evenings."),
    ("KW-01", "walk"): ("Used a plan of the room on the table.",),
    ("KW-01", "worry"): ("Read it out instead of practising.",),
}
