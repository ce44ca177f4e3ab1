"""Afterwards: what is written down, who brings it up, and when the work has ended (clauses 32, 33, 23)."""

from waveback.steps.policy.clauses.shape import AFTERWARDS, Clause, Option

_UNNOTICED = Clause(
    32,
    AFTERWARDS,
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
    AFTERWARDS,
    "Afterwards",
    "Who brings it up at the next session?",
    (
        Option(
            "offer_once",
            "I offer once; the client decides",
            "When we have both noticed each other, I keep a short note. When we next meet I will generally ask once "
            "whether you would like to talk about it. You can say no. If it was awkward, or if you would like me to "
            "do something differently, please tell me: we can change what we agreed at any time.",
            {"how_to_raise": "offer"},
        ),
        Option(
            "client_only",
            "Only the client",
            "When we have both noticed each other, I keep a short note. I will generally leave it to you whether we "
            "speak about it. If it was awkward, or if you would like me to do something differently, please tell "
            "me: we can change what we agreed at any time.",
            {"how_to_raise": "client"},
        ),
    ),
)

_FORMER = Clause(
    23,
    AFTERWARDS,
    "When our work has ended",
    "You meet somebody with whom the work has ended. What holds?",
    (
        Option(
            "same",
            "The same, with no end date",
            "When our work has ended, all of this generally stays as it is. You still lead, and what I know from our "
            "work stays private. There is no date on which that ends.",
        ),
        Option(
            "relaxed",
            "A little freer, if the client wants",
            "When our work has ended, a chat can usually be a little freer, if you would like that. You still lead, "
            "and what I know from our work stays private.",
        ),
    ),
    reason="People you worked with before still live near you.",
)

CLAUSES = (_UNNOTICED, _REVISIT, _FORMER)
