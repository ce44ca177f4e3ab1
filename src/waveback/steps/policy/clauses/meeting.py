"""When we meet: who greets, what is said, for how long (clauses 1 to 7)."""

from waveback.steps.policy.clauses.shape import MEETING, Clause, Option

_IN_COMPANY = ("family", "friends", "children", "work")


def _in_company(**wish: str) -> dict[str, dict[str, str]]:
    return dict.fromkeys(_IN_COMPANY, wish)


_GREETING = Clause(
    1,
    MEETING,
    "Saying hello",
    "You see a client in public. Who greets first?",
    (
        Option(
            "client",
            "Only the client",
            "If we see each other outside the office, I will generally leave it to you whether we greet. I won’t "
            "hide, and I won’t come up to you. If you say hello, I’ll be glad to say hello back. If you would rather "
            "pass by, that is just as fine, and I will take no offence.",
            {"acknowledge": "yes", "greeting": "hi"},
            small="We will probably see each other now and then, and that is all right. I will generally leave it to "
            "you whether we greet. I won’t hide, and I won’t come up to you. If you say hello, I’ll be glad to say "
            "hello back. If you would rather pass by, that is just as fine, and I will take no offence.",
        ),
        Option(
            "nod",
            "The client, but I nod back when our eyes meet",
            "If we see each other outside the office and our eyes meet, I will generally give a small nod, as "
            "people do, and go on. I won’t hide, and I won’t come up to you. Anything more is up to you: if you say "
            "hello, I’ll be glad to say hello back. If you would rather I did not nod, tell me and I won’t.",
            {"acknowledge": "yes", "greeting": "nod"},
            small="We will probably see each other now and then, and that is all right. When our eyes meet, I will "
            "generally give a small nod, as I do with everybody, and go on. I won’t hide, and I won’t come up to you. "
            "Anything more is up to you: if you say hello, I’ll be glad to say hello back. If you would rather I did "
            "not nod, tell me and I won’t.",
        ),
        Option(
            "opt_in",
            "The client, unless they asked me in writing to go first",
            "If we see each other outside the office, I will generally leave it to you whether we greet. I won’t "
            "hide, and I won’t come up to you. If you say hello, I’ll be glad to say hello back. Some people would "
            "rather be greeted first. If that is you, we can write it down together, and until we have, I will wait "
            "for you.",
            {"acknowledge": "yes", "greeting": "hi"},
            small="We will probably see each other now and then, and that is all right. I will generally leave it "
            "to you whether we greet. I won’t hide, and I won’t come up to you. If you say hello, I’ll be glad to "
            "say hello back. Some people would rather be greeted first. If that is you, we can write it down "
            "together, and until we have, I will wait for you.",
        ),
    ),
    "Most practices let the client lead. It is a convention that protects confidentiality, not a law.",
)

_COMPANY = Clause(
    2,
    MEETING,
    "When you are with somebody",
    "The client is with other people. What do you do?",
    (
        Option(
            "no_sign",
            "No sign at all, unless the client greets me",
            "If you are with other people, I will usually give no sign that we know each other, unless you greet me. "
            "That way nobody has to ask, and you have nothing to explain.",
            wishes=_in_company(acknowledge="hello", greeting="hi"),
            small="If you are with other people, I will usually give no sign that we have more to do with each other "
            "than anybody else here, unless you greet me. That way nobody has to ask, and you have nothing to "
            "explain.",
        ),
        Option(
            "eye_contact",
            "A friendly look, nothing more",
            "If you are with other people, I will usually give you no more than a friendly look, unless you greet "
            "me. The rest is up to you.",
            wishes=_in_company(acknowledge="yes", greeting="smile"),
        ),
        Option(
            "same",
            "The same as when they are alone",
            "If you are with other people, I will generally do the same as when you are alone: I follow your lead.",
        ),
    ),
)

_INTRODUCTION = Clause(
    3,
    MEETING,
    "Being introduced",
    "The client introduces you to somebody. What do you do?",
    (
        Option(
            "follow",
            "Follow the client: add nothing, assert nothing false",
            "You may introduce me in any way you like: as someone from town, an old colleague, or not at all. I will "
            "generally follow your lead, add nothing, and move on soon. I won’t say anything that is untrue, and I "
            "won’t correct you either.",
        ),
        Option(
            "first_name",
            "Give my first name only",
            "If you introduce me, I will usually give my first name and a friendly word, and leave it at that. How "
            "we know each other is yours to say or not to say.",
        ),
        Option(
            "decline",
            "Keep out of introductions",
            "I would generally rather not be introduced to the people you are with. If it happens anyway, I’ll be "
            "polite, say very little and move on.",
        ),
    ),
    "The client introduces, never the therapist. Some practices will not join a made-up story; this one asserts "
    "nothing false.",
)

_ASKED = Clause(
    4,
    MEETING,
    "“How do you know each other?”",
    "Somebody asks how you two know each other. What do you say?",
    (
        Option(
            "defer",
            "Leave the answer to the client",
            "If somebody asks how we know each other, I will generally leave the answer to you. I might say, “I’ll "
            "let them tell you.” I won’t make anything up.",
        ),
        Option(
            "around_town",
            "Something true but vague, such as “from around town”",
            "If somebody asks how we know each other, I will usually say something true but vague. I might say "
            "“from around town”, and speak of something else.",
            small="If somebody asks how we know each other, I will usually say something true but vague. I might "
            "say “from around here”, and speak of something else.",
        ),
        Option(
            "leave",
            "Excuse myself",
            "If somebody asks how we know each other, I will usually excuse myself politely and go on my way. What "
            "you tell them is up to you.",
        ),
    ),
)

_LENGTH = Clause(
    5,
    MEETING,
    "How long we talk",
    "How long does a chat in public usually last?",
    (
        Option(
            "two_minutes",
            "The client ends it; I say goodbye after about two minutes",
            "You can end a chat at any moment. I will usually say goodbye after a minute or two myself. That is not "
            "about you: it keeps our time together where it belongs.",
        ),
        Option(
            "five_minutes",
            "Up to about five minutes",
            "You can end a chat at any moment. I will usually say goodbye after about five minutes. That is not "
            "about you: it keeps our time together where it belongs.",
        ),
        Option(
            "open",
            "As long as it is comfortable for both",
            "You can end a chat at any moment, and so can I. We will generally talk for as long as it is comfortable "
            "for both of us.",
        ),
    ),
)

_TOPICS = Clause(
    6,
    MEETING,
    "What we talk about",
    "What may a chat in public be about?",
    (
        Option(
            "chit_chat",
            "Chit-chat; anything from therapy goes back to the office",
            "Chit-chat is fine: the weather, the queue, the match. What we speak about in the office I will "
            "generally keep for the office. If something from our work comes up, I might say: “{gentle}” Somebody "
            "could overhear us or see what we say, and it deserves our full attention.",
        ),
        Option(
            "weather",
            "A word about the weather, no more",
            "I will usually keep to a few friendly words. What we speak about in the office stays in the office. If "
            "something from our work comes up, I might say: “{gentle}”",
        ),
        Option(
            "scheduling",
            "Chit-chat, and moving an appointment",
            "Chit-chat is fine, and so is a quick word about moving an appointment. What we speak about in the "
            "office I will generally keep for the office. If something from our work comes up, I might say: "
            "“{gentle}”",
        ),
    ),
)

_TOUCH = Clause(
    7,
    MEETING,
    "Handshakes and hugs",
    "What about handshakes and hugs?",
    (
        Option(
            "none_started",
            "I start none; a handshake is fine",
            "I will generally not be the one to start a handshake or a hug. If you offer your hand, I’ll gladly take "
            "it.",
            {"touch": "handshake"},
        ),
        Option(
            "none",
            "None",
            "I generally keep to a greeting without touch. A smile says it as well.",
            {"touch": "none"},
        ),
        Option(
            "culture",
            "As is usual where we meet",
            "I will generally do as people do where we meet: a handshake in one place, a bow or a hand on the heart "
            "in another. If you would rather have no touch, a small step back is enough.",
        ),
    ),
)

CLAUSES = (_GREETING, _COMPANY, _INTRODUCTION, _ASKED, _LENGTH, _TOPICS, _TOUCH)
