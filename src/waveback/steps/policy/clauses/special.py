"""Special situations: danger, somebody who is not sober, a meeting that was no chance (clauses 27 to 29)."""

from waveback.steps.policy.clauses.shape import SPECIAL, Clause, Option

_CRISIS = Clause(
    27,
    SPECIAL,
    "When somebody is in danger",
    "You find a client in a crisis in public. What comes first?",
    (
        Option(
            "safety",
            "Safety first; emergency services",
            "If you or somebody else is in danger, safety comes first, before all that is written here. I will "
            "generally help as anybody would. If it is needed, I call the emergency services. I say no more about "
            "you than helps.",
        ),
        Option(
            "grounding",
            "Stay briefly until help has come",
            "If you or somebody else is in danger, safety comes first, before all that is written here. I will "
            "generally stay with you until things are calmer or help has come. If it is needed, I call the "
            "emergency services. I say no more about you than helps.",
        ),
    ),
    "Duties differ by place. This clause informs; it does not replace the law where you work.",
)

_NOT_SOBER = Clause(
    28,
    SPECIAL,
    "Drink and other substances",
    "The client has been drinking or has taken something. What do you do?",
    (
        Option(
            "brief",
            "Brief and kind; I help with a way home",
            "If you have had a lot to drink or have taken something, I will usually keep it short and kind. If you "
            "need a way home, I can help you to find one. If somebody could come to harm, safety comes first.",
        ),
        Option(
            "none",
            "No more than a greeting back",
            "If you have had a lot to drink or have taken something, I will usually greet you back and go on. We can "
            "speak about anything else when we next meet. If somebody could come to harm, safety comes first.",
        ),
    ),
    "In a note, write what you saw, not what you made of it.",
    reason="You go where people drink, or you work with people who use substances.",
)

_NOT_CHANCE = Clause(
    29,
    SPECIAL,
    "When it is not by chance",
    "A meeting seems to have been arranged. What do you do?",
    (
        Option(
            "exit",
            "Leave, write it down, ask for advice, plan for safety",
            "Apart from what we plan together, our meetings outside are meant to be by chance. If one does not seem "
            "to be, I will usually go, and I might say: “{final}” I write it down, ask a colleague for advice, and "
            "we speak about what keeps us both safe.",
        ),
        Option(
            "legal",
            "The same, and legal advice if it goes on",
            "Apart from what we plan together, our meetings outside are meant to be by chance. If one does not seem "
            "to be, I will usually go, and I might say: “{final}” I write it down and speak with you about it. If "
            "it goes on, I may ask for legal advice.",
        ),
    ),
    "Write what happened, not why you think it did. Speak with a supervisor before the third time.",
    reason="It has happened to you, or you would like it said before it does.",
)

CLAUSES = (_CRISIS, _NOT_SOBER, _NOT_CHANCE)
