"""What can be chosen in step 3: each line in the client's voice, as the file says it, and as it is read back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

NO_PREFERENCE: Final = "no_preference"
NOBODY: Final = "nobody"


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen, in its voices.

    said: the client's, to choose by. told: as the file says it. back: the therapist's, to the
    client, when it is read back. card: in a few words for the pocket card.
    """

    value: str
    said: str
    told: str
    back: str = ""
    card: str = ""


ACKNOWLEDGE: Final = (
    Option(
        "yes",
        "Wait for me. If I look over or say hello, answer me.",
        "Yes, after they look over or say hello",
        "I wait for you. If you look over or say hello, I answer.",
        "Wait for them.",
    ),
    Option(
        "hello",
        "Answer me only if I say hello, not if I just look.",
        "Only after they say hello",
        "I wait for you. I answer if you say hello, not if you just look.",
        "No sign unless they say hello.",
    ),
    Option(
        "only_alone",
        "Answer me only when I am alone.",
        "Only when they are alone",
        "I wait for you, and I answer only when you are alone.",
        "Wait for them; answer only if they are alone.",
    ),
    Option(
        "no",
        "Please act as if we have never met.",
        "No: as if we have never met",
        "I act as if we have never met.",
        "No sign: as if you had never met.",
    ),
    Option(
        NO_PREFERENCE,
        "I have no preference.",
        "No preference",
        "You have no preference about who greets whom. I do what I have written down for everyone.",
    ),
)
GREETING: Final = (
    Option("nod", "A nod is enough.", "A nod", "I greet you back with a nod.", "A nod."),
    Option("smile", "A smile.", "A smile", "I greet you back with a smile.", "A smile."),
    Option(
        "hi",
        "Say hi, without my name.",
        "“Hi”, without a name",
        "I say “hi” back, without your name.",
        "“Hi”, without a name.",
    ),
    Option(
        "name",
        "Say hi and my first name.",
        "“Hi” and the first name",
        "I say “hi” back, and your first name.",
        "“Hi” and the first name.",
    ),
    Option(
        NO_PREFERENCE,
        "I have no preference.",
        "No preference",
        "You have no preference about how I greet you back.",
    ),
)
WHO_KNOWS: Final = (
    Option(NOBODY, "Nobody", "Nobody", "nobody"),
    Option("partner", "My partner", "Partner", "your partner"),
    Option("parent", "A parent", "A parent", "a parent"),
    Option("children", "My children", "Children", "your children"),
    Option("family", "Other family", "Other family", "other family"),
    Option("friends", "Friends", "Friends", "friends"),
    Option("work", "Someone at work", "Someone at work", "someone at work"),
    Option("community", "Someone in my community", "Someone in the community", "someone in your community"),
)
UNSAFE_FROM: Final = (
    Option("partner", "My partner", "A partner", "your partner"),
    Option("former_partner", "A former partner", "A former partner", "a former partner"),
    Option("family", "Somebody in my family", "Somebody in the family", "somebody in your family"),
    Option("work", "Somebody at work", "Somebody at work", "somebody at work"),
    Option("community", "Somebody in my community", "Somebody in the community", "somebody in your community"),
    Option("somebody_else", "Somebody else", "Somebody else", "somebody else"),
)
"""Kinds of people whom it would not be safe to be seen by; never names."""

CUES: Final = (
    Option(
        "may_not_hear",
        "I may not hear you: wait until I see you.",
        "May not hear me: wait until they see me",
        "You may not hear me, so I wait until you see me.",
        "May not hear you: wait until they see you.",
    ),
    Option(
        "may_not_see",
        "I may not see you: do nothing unless I speak to you.",
        "May not see me: do nothing unless they speak to me",
        "You may not see me. I do nothing unless you speak to me.",
    ),
    Option(
        "sign_is_seen",
        "I sign: others can see what we say.",
        "Signs: others can see what is said",
        "You sign, and others can see what we say. I keep it short.",
        "Signing can be seen.",
    ),
    Option(
        "faces",
        "I may not know your face: say nothing, I will not mind.",
        "May not know my face: takes no offence",
        "You may not know my face. I take no offence, and I do nothing about it.",
        "May not know your face: say nothing first.",
    ),
)
"""How contact works with this client, and what it could give away."""

TOUCH: Final = (
    Option("none", "No touch, please.", "None", "I do not shake hands, even if somebody else would."),
    Option("handshake", "A handshake is fine.", "A handshake is fine", "If you offer your hand, I take it."),
    Option(NO_PREFERENCE, "I have no preference.", "No preference", "You have no preference about touch."),
)
RAISE: Final = (
    Option(
        "offer",
        "Ask me once, and I decide.",
        "Offer once; they decide",
        "Next time here, I ask once whether you want to talk about it. You decide.",
    ),
    Option(
        "client",
        "Leave it to me to bring up.",
        "They bring it up",
        "I leave it to you to bring it up.",
    ),
    Option(
        NO_PREFERENCE,
        "I have no preference.",
        "No preference",
        "You have no preference about who brings it up afterwards.",
    ),
)
SOURCES: Final = (
    Option("talk_through", "Talk-through", "Chosen in the talk-through"),
    Option("told_me", "They told me", "Told me"),
    Option("revisit", "Revisit", "Said at a revisit"),
    Option("confirmed", "Looked at again", "Looked at again, nothing changed"),
)


@dataclass(frozen=True)
class Situation:
    """Where the two may meet. when: as it begins a sentence that is read back. card: as it stands within one."""

    key: str
    said: str
    told: str
    when: str
    card: str


SITUATIONS: Final = (
    Situation("alone", "When I am alone", "Alone", "When you are alone", "when they are alone"),
    Situation(
        "family",
        "With my partner or family",
        "With partner or family",
        "With your partner or family",
        "with partner or family",
    ),
    Situation("friends", "With friends", "With friends", "With friends", "with friends"),
    Situation("children", "With children", "With children", "With children", "with children"),
    Situation("work", "At my work", "At work", "At your work", "at work"),
    Situation("online", "Online", "Online", "Online", "online"),
)
ONLINE: Final = (
    Option(
        "yes",
        "If I write to you, answer in a word or two.",
        "If they write, a word or two",
        "If you write to me, I answer in a word or two.",
    ),
    Option(
        "no",
        "Leave whatever you see of me as it is.",
        "Leave whatever I see of them as it is",
        "I leave whatever I see of you as it is.",
    ),
)
"""Online there is no waiting and no company: either a short answer or none."""


def offered(situation: str) -> tuple[Option, ...]:
    """How one may be acknowledged in this situation, when it is to be other than usual."""
    if situation == "online":
        return ONLINE
    return tuple(option for option in ACKNOWLEDGE if option.value in ("yes", "hello", "no"))


def told(options: Iterable[Option], value: str) -> str:
    """Return how the file says `value`. Raises LookupError for a value that is not an option."""
    for option in options:
        if option.value == value:
            return option.told
    raise LookupError(value)


def back(options: Iterable[Option], value: str) -> str:
    """Return how `value` is read back to the client. Raises LookupError for an unknown one."""
    for option in options:
        if option.value == value:
            return option.back
    raise LookupError(value)


def card(options: Iterable[Option], value: str) -> str:
    """The few words for the pocket card; empty where there is nothing to say."""
    return next((option.card for option in options if option.value == value), "")
