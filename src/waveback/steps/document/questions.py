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


CHANNEL = Question(
    "channel",
    "How did it happen?",
    "How we met",
    (
        Answer("in_person", "In person", "in person"),
        Answer("online", "Online", "online"),
        Answer("phone", "By phone", "by phone"),
    ),
    needed="Say whether it was in person, online or by phone.",
)
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
LED = Question(
    "led",
    "What did they do?",
    "Client’s lead",
    (
        Answer("none", "Nothing", "made no sign"),
        Answer("away", "Looked or walked away", "looked or moved away"),
        Answer("nod", "Nodded or smiled", "nodded or smiled"),
        Answer("spoke", "Spoke to me", "spoke to me"),
        Answer("came", "Came over", "came over"),
        Answer("touch", "Offered a hand or a hug", "offered a hand or a hug"),
        Answer("ended", "Ended it", "ended it"),
    ),
    several=True,
    needed="Say what they did, or “Nothing”.",
)
RESPONDED = Question(
    "responded",
    "What did you do?",
    "Therapist’s response",
    (
        Answer("none", "Nothing", "made no sign"),
        Answer("nod", "Nodded or smiled back", "returned a nod or smile"),
        Answer("greeted", "Greeted back", "greeted back"),
        Answer("short", "Kept it short", "kept it short"),
        Answer("touch", "Took the hand or hug", "accepted a hand or a hug"),
        Answer("declined", "Declined something", "declined what was offered"),
        Answer("moved", "Moved away", "moved away"),
        Answer("ended", "Ended it", "ended it"),
    ),
    several=True,
    needed="Say what you did, or “Nothing”.",
)
THEY_WITH = Question(
    "they_with",
    "They were",
    "Client’s company (roles only)",
    (
        Answer("alone", "Alone", "alone"),
        Answer("adult", "With an adult", "with an adult companion"),
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
        Answer("adult", "With an adult", "with an adult companion"),
        Answer("child", "With a child", "with a child"),
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
INFER = Question(
    "infer",
    "What could others gather?",
    "What others could infer",
    (
        Answer("nobody", "Nobody was near", "Nobody was near."),
        Answer("nothing", "Nothing, as far as I know", "Nothing, as far as I know."),
        Answer("acquainted", "That we know each other", "That we know each other."),
        Answer("more", "More than that", "More than that; the note says what.", "Say what in the note"),
    ),
    needed="Say what others could gather.",
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

AGREED = Question(
    "agreed",
    "Had you agreed on it beforehand?",
    "Agreed beforehand",
    (
        Answer("yes", "Yes, in a session", "It had been agreed beforehand, in a session."),
        Answer("no", "No", "It had not been agreed beforehand."),
    ),
    needed="Say whether you had agreed on it beforehand.",
)
ONLINE_KIND = Question(
    "online_kind",
    "What was it?",
    "Kind of online encounter",
    (
        Answer("request", "Friend or follow request", "a friend or follow request"),
        Answer("dating", "Dating app", "on a dating app"),
        Answer("review", "Review", "a review of my work"),
        Answer("tagged", "Tagged photo", "a tag in a photo"),
        Answer("game", "Game or forum", "in a game or forum"),
        Answer("message", "Message", "a message outside my office’s channels"),
        Answer("found", "Came up by chance", "came up by chance"),
    ),
    needed="Choose what it was.",
)
ONLINE_DID = Question(
    "online_did",
    "What did you do about it?",
    "What I did about it",
    (
        Answer("declined", "Declined", "declined it"),
        Answer("ignored", "Ignored it", "left it as it was"),
        Answer("no_reply", "Did not reply", "did not reply"),
        Answer("answered", "Answered briefly", "answered briefly and led back to the office"),
        Answer("blocked", "Blocked", "blocked the account"),
        Answer("untagged", "Untagged", "removed the tag, or asked for it to be removed"),
        Answer("left", "Left", "left"),
        Answer("other", "Something else", "something else; the note says what"),
    ),
    several=True,
    needed="Say what you did about it.",
)
RISK = Question(
    "risk",
    "Was anybody at risk?",
    "Risk",
    (
        Answer("no", "No sign of it", "There was no sign of risk."),
        Answer("yes", "Yes", "There was a risk."),
    ),
)
CONSULTED = Question(
    "consulted",
    "Whom did you consult?",
    "Consultation (roles only)",
    (
        Answer("supervisor", "A supervisor", "a supervisor"),
        Answer("colleague", "A colleague", "a colleague"),
        Answer("body", "A professional body", "a professional body"),
        Answer("legal", "A lawyer or insurer", "a lawyer or insurer"),
        Answer("emergency", "Emergency services", "emergency services"),
    ),
    several=True,
)

AT_CAPTURE = (PLACE, SAW, HELLO, THEY_WITH, I_WITH, INTRODUCED, SAID, PHRASE)
ONLINE_AT_CAPTURE = (ONLINE_KIND, ONLINE_DID, KNEW)
AT_FINISH = (
    CHANNEL,
    ONLINE_KIND,
    ONLINE_DID,
    PLACE,
    SAW,
    KNEW,
    HELLO,
    LED,
    RESPONDED,
    THEY_WITH,
    I_WITH,
    INTRODUCED,
    SAID,
    PHRASE,
    INFER,
    CHANCE,
    AGREED,
    LASTED,
    DEVIATED,
    RISK,
    CONSULTED,
)
QUESTIONS = {question.name: question for question in AT_FINISH}

ONLY_ONLINE = frozenset({"online_kind", "online_did"})
ONLY_IN_PERSON = frozenset({"place", "saw", "they_with", "i_with", "introduced"})
NOT_ONLINE = ONLY_IN_PERSON | {"hello", "led", "responded", "lasted"}
"""What makes no sense to ask, by the way in which it happened."""

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
