"""What is asked about a run-in, and the answers on offer. Pure words: no Django, no clock."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One answer on offer: `words` on screen, `printed` in the record, where the field's own terms stand."""

    value: str
    words: str
    printed: str
    hint: str = ""


@dataclass(frozen=True)
class Question:
    """One question: `name` in the stored facts, `asked` on screen, `printed` in the record."""

    name: str
    asked: str
    printed: str
    answers: tuple[Answer, ...]
    several: bool = False
    needed: str = ""
    """The sentence that asks for it when it is missing at signing; empty where it may stay open."""


PLACE = Question(
    "place",
    "Where?",
    "Kind of place",
    (
        Answer("street", "Street", "in the street"),
        Answer("shop", "Shop or market", "in a shop or market"),
        Answer("cafe", "Café", "in a café or restaurant"),
        Answer("sport", "Sport", "at a place for sport"),
        Answer("school", "School", "at a school"),
        Answer("event", "Event", "at an event"),
        Answer("travel", "Travel", "while travelling"),
        Answer("online", "Online", "online"),
        Answer("other", "Other", "in another kind of place"),
    ),
    needed="Choose the kind of place.",
)
SAW = Question(
    "saw",
    "Who saw whom?",
    "Who saw whom",
    (
        Answer("they_me", "They saw me", "The client saw me first."),
        Answer("i_them", "I saw them", "I saw the client first."),
        Answer("both", "Both", "We saw each other at the same time."),
    ),
    needed="Say who saw whom.",
)
KNEW = Question(
    "knew",
    "Who knew?",
    "Who knew",
    (
        Answer("both", "We both knew", "Both knew of the encounter."),
        Answer("they_probably", "They probably noticed", "The client probably knew of the encounter."),
        Answer("only_me", "Only I noticed", "Only I noticed."),
    ),
    needed="Say whether they knew, or probably did.",
)
HELLO = Question(
    "hello",
    "Who said hello first?",
    "Who started",
    (
        Answer("they", "They did", "The client greeted first."),
        Answer("i", "I did", "I greeted first."),
        Answer("no_one", "No one", "Neither of us greeted the other."),
    ),
    needed="Say who said hello first.",
)
THEY_WITH = Question(
    "they_with",
    "They were",
    "Client’s company (roles only)",
    (
        Answer("alone", "Alone", "alone"),
        Answer("partner", "With a partner", "with a partner"),
        Answer("family", "With family", "with family"),
        Answer("children", "With children", "with children"),
        Answer("friends", "With friends", "with friends"),
        Answer("colleagues", "With colleagues", "with colleagues"),
        Answer("others", "With others", "with others"),
    ),
    several=True,
    needed="Choose who was with them, or “Alone”.",
)
I_WITH = Question(
    "i_with",
    "I was",
    "Therapist’s company",
    (
        Answer("alone", "Alone", "alone"),
        Answer("others", "With others", "with others"),
    ),
    needed="Say whether you were alone.",
)
INTRODUCED = Question(
    "introduced",
    "How were you introduced?",
    "Introduction",
    (
        Answer("not_at_all", "Not at all", "Nobody was introduced."),
        Answer("first_name", "First name", "The client introduced me by first name."),
        Answer("as_asked", "As they asked", "The client introduced me in the way agreed."),
        Answer("otherwise", "Otherwise", "I was introduced in another way."),
    ),
    needed="Say how you were introduced, or “Not at all”.",
)
SAID = Question(
    "said",
    "What was said?",
    "What was said",
    (
        Answer("nothing", "Nothing", "Nothing was said.", "A nod, or less"),
        Answer("chit_chat", "Chit-chat", "We made small talk.", "Weather, food, the queue"),
        Answer(
            "deferred",
            "Therapy came up; I put it off",
            "Therapy matters came up; I deferred them to the next session.",
            "“Let’s keep that for our next session”",
        ),
        Answer(
            "answered", "Therapy came up; I answered", "Therapy matters came up, and I answered.", "Say why in the note"
        ),
    ),
    needed="Choose what was said.",
)
PHRASE = Question(
    "phrase",
    "Which phrase did you use?",
    "Phrase used to defer",
    (
        Answer("gentle", "The gentle one", "my gentle phrase"),
        Answer("firm", "The firm one", "my firm phrase"),
        Answer("final", "The final one", "my final phrase"),
        Answer("own", "Other words", "other words"),
    ),
)
CHANCE = Question(
    "chance",
    "Was it chance?",
    "Chance",
    (
        Answer("chance", "Chance", "It happened by chance."),
        Answer("planned", "We both expected it", "It had been expected by both."),
        Answer("suspected", "Perhaps not by chance", "It was perhaps not by chance."),
    ),
    needed="Say whether it was chance.",
)
LASTED = Question(
    "lasted",
    "How long?",
    "Duration",
    (
        Answer("moment", "A moment", "It lasted a moment."),
        Answer("two_minutes", "Up to two minutes", "It lasted up to two minutes."),
        Answer("ten_minutes", "Up to ten minutes", "It lasted up to ten minutes."),
        Answer("longer", "Longer", "It lasted longer than ten minutes."),
    ),
    needed="Say roughly how long it lasted.",
)
DEVIATED = Question(
    "deviated",
    "Did it go as your policy says?",
    "Deviation from policy",
    (
        Answer("no", "As the policy says", "None."),
        Answer("yes", "Differently", "It went differently than the policy says."),
    ),
    needed="Say whether it went as your policy says.",
)

AT_CAPTURE = (PLACE, SAW, HELLO, THEY_WITH, I_WITH, INTRODUCED, SAID, PHRASE)
AT_FINISH = (PLACE, SAW, KNEW, HELLO, THEY_WITH, I_WITH, INTRODUCED, SAID, PHRASE, CHANCE, LASTED, DEVIATED)
QUESTIONS = {question.name: question for question in AT_FINISH}

EASE = ("1", "2", "3", "4", "5")
"""1 not at all – 5 completely."""

REASONS_TO_ADD = (
    Answer("correction", "It corrects something", "correction"),
    Answer("addition", "It adds something", "addition"),
    Answer("client_asked", "The client asked for it", "at the client’s request"),
)


FROM_THE_CLIENT = (
    Answer("account", "Their own account of it", "the client’s own account", "How it was for them"),
    Answer("amendment", "A correction they ask for", "a correction asked for", "You answer it next"),
)
DECISIONS = (
    Answer("accepted", "Yes, I correct it", "accepted", "Write the correction"),
    Answer("declined", "No, the note stands", "not accepted", "Write the reason; both stand in the record"),
)


def answer(question: Question, value: str) -> Answer | None:
    """The answer with this value, None where nothing (or something unknown) was chosen."""
    return next((one for one in question.answers if one.value == value), None)


def printed(question: Question, facts: dict[str, object]) -> str:
    """What the record says for this question; "Not said" where it was left open."""
    chosen = facts.get(question.name)
    values = chosen if isinstance(chosen, list) else [chosen]
    found = [one.printed for one in question.answers if one.value in values]
    return ", ".join(found) or "Not said"


def shown(question: Question, facts: dict[str, object]) -> list[str]:
    """The chosen answers' words on screen, in the order in which they are offered."""
    chosen = facts.get(question.name)
    values = chosen if isinstance(chosen, list) else [chosen]
    return [one.words for one in question.answers if one.value in values]
