"""The core clauses of a run-in policy: what is asked, the choices, and the sentences they print.

Numbers and choices follow the field's table of clauses; the sentences are our own. They say what the
therapist *generally* does: they inform, and leave room for clinical judgement, so that no sentence of a
policy can be held against a client's good.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True)
class Option:
    """One choice. `text` is the paragraph it prints; `wish` is what "no preference" then means in step 3."""

    key: str
    label: str
    text: str
    wish: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Clause:
    """One question of the builder. The first option is the default unless the comfort questions say otherwise."""

    number: int
    heading: str
    question: str
    options: tuple[Option, ...]
    hint: str = ""

    @property
    def key(self) -> str:
        return str(self.number)

    @property
    def default(self) -> Option:
        return self.options[0]

    def option(self, key: str) -> Option:
        """Raises KeyError for a choice that this clause does not have."""
        return {option.key: option for option in self.options}[key]


_GREETING = Clause(
    1,
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
        ),
        Option(
            "nod",
            "The client, but I nod back when our eyes meet",
            "If we see each other outside the office and our eyes meet, I will generally give a small nod, as people "
            "do, and go on. Anything more is up to you. If you would rather I did not nod, tell me and I won’t.",
            {"acknowledge": "yes", "greeting": "nod"},
        ),
        Option(
            "opt_in",
            "The client, unless they asked me in writing to go first",
            "If we see each other outside the office, I will generally leave it to you whether we greet. Some people "
            "would rather be greeted first. If that is you, we can write it down together, and until we have, I will "
            "wait for you.",
            {"acknowledge": "yes", "greeting": "hi"},
        ),
    ),
    "Most practices let the client lead. It is a convention that protects confidentiality, not a law.",
)

_COMPANY = Clause(
    2,
    "When you are with somebody",
    "The client is with other people. What do you do?",
    (
        Option(
            "no_sign",
            "No sign at all, unless the client greets me",
            "If you are with other people, I will usually give no sign that we know each other, unless you greet me. "
            "That way nobody has to ask, and you have nothing to explain.",
        ),
        Option(
            "eye_contact",
            "A friendly look, nothing more",
            "If you are with other people, I will usually give you no more than a friendly look. The rest is up to "
            "you.",
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
            "“From around town”",
            "If somebody asks how we know each other, I will usually say something general and true, such as “from "
            "around town”, and change the subject.",
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
    "What we talk about",
    "What may a chat in public be about?",
    (
        Option(
            "chit_chat",
            "Chit-chat; anything from therapy goes back to the office",
            "Chit-chat is fine: the weather, the queue, the match. What we speak about in the office I will "
            "generally keep for the office. If something from our work comes up, I might say: “{gentle}” Somebody "
            "could be listening, and it deserves our full attention.",
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
    "Handshakes and hugs",
    "What about handshakes and hugs?",
    (
        Option(
            "none_started",
            "I start none; a handshake is fine",
            "I will generally not be the one to start a handshake or a hug. If you offer your hand, I’ll gladly take "
            "it.",
        ),
        Option(
            "none",
            "None",
            "I generally keep to a greeting without touch. A smile says it as well.",
        ),
        Option(
            "culture",
            "As is usual where we meet",
            "I will generally do as people do where we meet: a handshake in one place, a bow or a hand on the heart "
            "in another. If you would rather have no touch, a small step back is enough.",
        ),
    ),
)

_OWN_FAMILY = Clause(
    9,
    "When I am with my family",
    "You are with your own family. What happens?",
    (
        Option(
            "no_introductions",
            "No introductions; my family knows not to ask",
            "If I am with my family, I will usually not introduce you to them. They know that I meet people whom I "
            "don’t speak about, and they don’t ask.",
        ),
        Option(
            "first_names",
            "First names only",
            "If I am with my family and you come over, I will usually introduce you by your first name and say "
            "nothing more. They know not to ask. If you would rather not be introduced, tell me beforehand.",
        ),
    ),
)

_ONLINE = Clause(
    17,
    "Friend and follow requests",
    "A client sends you a friend or follow request. What do you do?",
    (
        Option(
            "decline",
            "Decline, and speak about it next time",
            "Online, I generally don’t accept friend or follow requests from people I work with, and I send none. It "
            "is not meant as a rejection, and we can speak about it when we next meet. I don’t look people up online.",
        ),
        Option(
            "ignore",
            "Leave it unanswered",
            "Online, I generally leave friend and follow requests from people I work with unanswered, and I send "
            "none. It is not meant as a rejection. I don’t look people up online.",
        ),
    ),
)

_CRISIS = Clause(
    27,
    "When somebody is in danger",
    "You find a client in a crisis in public. What comes first?",
    (
        Option(
            "safety",
            "Safety first; emergency services",
            "If you or somebody else is in danger, safety comes before everything written here. I will generally "
            "help as anybody would, call the emergency services if they are needed, and say no more about you than "
            "helps.",
        ),
        Option(
            "grounding",
            "Stay briefly until help has come",
            "If you or somebody else is in danger, safety comes before everything written here. I will generally "
            "stay with you until things are calmer or help has come, call the emergency services if they are needed, "
            "and say no more about you than helps.",
        ),
    ),
    "Duties differ by place. This clause informs; it does not replace the law where you work.",
)

_UNNOTICED = Clause(
    32,
    "When only I noticed",
    "You saw a client who did not notice you. Do you write it down or tell them?",
    (
        Option(
            "no_record",
            "No note, unless it matters for our work or the client probably noticed",
            "If I see you and you don’t notice me, I generally don’t write it down and don’t bring it up. I would "
            "only do so if it mattered for our work, or if I thought that you had probably seen me too.",
        ),
        Option(
            "always_tell",
            "I always tell the client",
            "If I see you and you don’t notice me, I will usually mention it when we next meet, so that you don’t "
            "have to wonder.",
        ),
        Option(
            "never",
            "Never a note, never a word",
            "If I see you and you don’t notice me, I generally neither write it down nor bring it up.",
        ),
    ),
)

_REVISIT = Clause(
    33,
    "Afterwards",
    "Who brings it up at the next session?",
    (
        Option(
            "offer_once",
            "I offer once; the client decides",
            "After a meeting like that I keep a short note, and when we next meet I will generally ask once whether "
            "you would like to talk about it. You can say no. If it was awkward, or if you would like me to do "
            "something differently, please tell me: we can change what we agreed at any time.",
            {"how_to_raise": "offer"},
        ),
        Option(
            "client_only",
            "Only the client",
            "After a meeting like that I keep a short note. I will generally leave it to you whether we speak about "
            "it. If it was awkward, or if you would like me to do something differently, please tell me: we can "
            "change what we agreed at any time.",
            {"how_to_raise": "client"},
        ),
    ),
)

CLAUSES: Final = (
    _GREETING,
    _COMPANY,
    _INTRODUCTION,
    _ASKED,
    _LENGTH,
    _TOPICS,
    _TOUCH,
    _OWN_FAMILY,
    _ONLINE,
    _CRISIS,
    _UNNOTICED,
    _REVISIT,
)
