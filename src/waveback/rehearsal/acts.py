"""What a move comes to, and what each choice of each clause says about it.

A scene judges its moves itself, in its own conditions. This table is the second witness: the check compares every
verdict, under every policy, with it, so that no verdict contradicts a sentence that a client was given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Stance:
    """says: what the sentence says the therapist does. against: what it says they do not."""

    says: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()


def _stance(says: str, against: str = "") -> Stance:
    return Stance(frozenset(says.split()), frozenset(against.split()))


ACTS: Final[Mapping[str, str]] = {
    # When we meet
    "waits": "goes on as anybody would, and waits for the client",
    "greets_first": "waves, nods or speaks before the client gave any sign",
    "nods_first": "gives a small nod, unasked, when eyes meet",
    "goes_over": "walks up to the client",
    "hides": "turns away, ducks or pretends, so as not to be seen",
    "answers": "answers the client’s greeting with a word, a smile or a nod",
    "cuts": "leaves the client’s greeting unanswered",
    "looks_in_company": "gives a friendly look in company, unasked",
    "goes_along": "follows an introduction, adds nothing",
    "gives_name": "gives their own first name, no more",
    "keeps_out": "is polite, says very little and moves on from an introduction",
    "corrects": "puts an introduction right",
    "leaves_answer": "leaves it to the client to say how they know each other",
    "vague_truth": "answers something true but vague",
    "excuses_self": "goes on their way instead of answering",
    "invents": "says something untrue",
    "names_therapy": "says or shows that somebody is a client, or what was said in therapy",
    "short": "says goodbye after a minute or two",
    "five_minutes": "talks for about five minutes",
    "long": "talks for ten minutes or more",
    "few_words": "says a few friendly words",
    "small_talk": "chats about ordinary things",
    "hears_it": "lets therapy talk go on, or asks about it",
    "moves_appointment": "moves an appointment then and there",
    "brings_back": "brings the matter back to the office, in a phrase",
    "touches_first": "starts a handshake, a hug or a touch",
    "takes_hand": "takes a hand that is offered",
    "declines_hand": "greets without touch",
    "hugs_back": "lets a hug happen, briefly",
    "as_customary": "does as people do there",
    # Other people
    "greets_child": "says a friendly hello to a child",
    "smiles_only": "smiles at a child, and does not speak",
    "tells_child": "tells a child how they know each other",
    "introduces_nobody": "introduces nobody of their own",
    "own_first_names": "gives the first names of their own family",
    "tells_own": "tells their own family or friends who somebody is",
    "greets_who_greets": "greets back whichever group member greets",
    "links_members": "brings two group members together, or lets one know of the other",
    "greeting_only": "keeps it at a greeting among group members",
    "group_talk": "talks outside about what was said in a group",
    "each_leads": "follows whichever of a couple or family is there",
    "asks_all": "asks all of a couple or family beforehand",
    "tells_partner": "tells one of a couple or family about the other",
    "facts_only": "keeps to what was seen, and guesses nothing",
    "waits_for_child": "waits for the young person",
    "answers_parent": "answers a parent’s hello",
    "greets_young_first": "greets a young person unasked",
    "updates_parent": "tells a parent how it is going",
    # Places
    "keeps_apart": "keeps to other people at a party",
    "leaves_early": "goes home early",
    "sends_home": "asks the client to leave a party, or not to come",
    "keeps_drinking": "goes on drinking where the client is",
    "stays_together": "spends the party with the client",
    "moves_away": "moves away and gives room",
    "talks_undressed": "chats in a changing room",
    "other_hours": "goes at other hours",
    "asks_other_hours": "asks the client to go at other hours",
    "ritual_only": "does what the service asks of everybody, no more",
    "keeps_plan": "does as was agreed beforehand",
    "skips_ritual": "leaves the client out of what the service asks of everybody",
    "more_than_ritual": "adds to what the service asks of everybody",
    "other_service": "goes to another service",
    "role_talk": "speaks only of what the role needs",
    "uses_knowledge": "uses what they know from therapy",
    "steps_back": "steps back from a decision about the client",
    "decides_about": "decides about the client or their family",
    "agrees_turns": "agrees who goes when",
    "ordinary_customer": "is a customer like any other",
    "other_till": "goes to somebody else",
    "stays_away": "avoids the place",
    "private_purchase": "lets the client serve them with something private",
    "sits_apart": "sits apart and mentions nothing",
    "comes_back": "goes, and comes back another time",
    "asks_why_there": "asks why the client is there, or how they are",
    "other_meeting": "uses another meeting",
    "listens_only": "stays at the meeting, listens, does not share",
    "leaves_meeting": "leaves the meeting quietly",
    "keeps_rules": "keeps the meeting’s rules like everybody",
    "shares": "shares at the meeting",
    "makes_plan": "makes a plan with the client for a place that they share",
    "speaks_about_it": "speaks with the client about the overlap, and whether somebody else would serve better",
    "makes_do": "meets again and again without ever speaking about it",
    "decides_together": "decides with the client beforehand about an event",
    "decides_alone": "decides about an invitation alone",
    "accepts_invitation": "says yes to an invitation then and there",
    "turns_up": "comes to the client’s event without having spoken about it",
    "says_no": "says no to an invitation, with thanks",
    "gossips": "talks about the client with neighbours or colleagues",
    "no_gossip": "keeps out of talk about the client",
    # Online
    "declines_request": "declines a request",
    "leaves_unanswered": "leaves a request unanswered",
    "accepts_request": "accepts a request",
    "looks_up": "looks a client up",
    "blocks": "blocks a profile, so that neither is shown the other",
    "leaves_app": "leaves the app",
    "swipes": "swipes, or likes",
    "writes_there": "writes to the client there",
    "leaves_quietly": "leaves a game, chat or forum quietly",
    "keeps_away_unnamed": "stays under a name nobody knows, away from where the client is",
    "listens_in": "listens in, or reads on",
    "no_reply": "does not reply to a review",
    "posts_notice": "posts a notice that is the same for everybody",
    "replies": "replies to a review",
    "steps_out": "steps out of a picture",
    "untags": "takes their own name off a picture",
    "asks_removal": "asks for a picture to be taken down",
    "posts_on": "posts or passes on a picture",
    # Special situations
    "helps": "helps as anybody would",
    "stays": "stays until it is calmer or help has come",
    "calls_help": "calls the emergency services",
    "least_said": "tells helpers no more than helps",
    "tells_helpers_all": "tells helpers more than they need",
    "stands_by": "lets a policy keep them from helping",
    "short_and_kind": "keeps it short and kind with somebody who is not sober",
    "helps_home": "helps to find a way home",
    "greets_and_goes": "greets back and goes on",
    "counsels_there": "works with somebody who is not sober, then and there",
    "lets_drive": "lets somebody drive who cannot",
    "leaves": "leaves a meeting that is no chance",
    "asks_advice": "asks a colleague or supervisor for advice",
    "legal_advice": "asks for legal advice",
    "plays_it_down": "tells nobody and hopes that it stops",
    "stays_to_talk": "stays to talk it out there",
    "confronts": "accuses somebody there",
    # Afterwards
    "lets_be": "neither notes nor mentions what only they noticed",
    "notes_unnoticed": "notes what only they noticed",
    "tells_unnoticed": "mentions what only they noticed",
    "notes_it": "keeps a short note of what both noticed",
    "no_note": "keeps no note of what both noticed",
    "notes_guesses": "writes a guess into a note, or what has no place in it",
    "late_entry": "writes a late note, and says that it is late",
    "backdates": "makes a late note look as if it had been in time",
    "offers_once": "asks once whether the client would like to talk about it",
    "waits_for_them": "leaves it to the client to bring it up",
    "presses": "asks again, or goes on about it",
    "explores": "lets the client tell what it was like, and changes what was agreed if they like",
    "defends": "defends what they did",
    "as_before": "does with a former client as before",
    "freer": "chats a little more freely with a former client who would like to",
    "befriends": "makes friends with a former client",
}

CLAUSES: Final[Mapping[int, Mapping[str, Stance]]] = {
    1: {
        "client": _stance("waits answers", "greets_first nods_first goes_over hides cuts"),
        "nod": _stance("nods_first waits answers", "greets_first goes_over hides cuts"),
        "opt_in": _stance("waits answers", "greets_first nods_first goes_over hides cuts"),
    },
    2: {
        "no_sign": _stance("waits", "greets_first nods_first looks_in_company"),
        "eye_contact": _stance("looks_in_company", "greets_first nods_first"),
        "same": _stance(""),
    },
    3: {
        "follow": _stance("goes_along", "corrects gives_name invents"),
        "first_name": _stance("gives_name", "corrects"),
        "decline": _stance("keeps_out", "corrects"),
    },
    4: {
        "defer": _stance("leaves_answer", "vague_truth invents"),
        "around_town": _stance("vague_truth", "invents"),
        "leave": _stance("excuses_self"),
    },
    5: {
        "two_minutes": _stance("short", "five_minutes long"),
        "five_minutes": _stance("short five_minutes", "long"),
        "open": _stance("short five_minutes long"),
    },
    6: {
        "chit_chat": _stance("few_words small_talk brings_back", "hears_it moves_appointment"),
        "weather": _stance("few_words brings_back", "small_talk hears_it moves_appointment"),
        "scheduling": _stance("few_words small_talk moves_appointment brings_back", "hears_it"),
    },
    7: {
        "none_started": _stance("takes_hand", "touches_first declines_hand"),
        "none": _stance("declines_hand", "touches_first takes_hand hugs_back"),
        "culture": _stance("as_customary takes_hand"),
    },
    8: {
        "child_neutral": _stance("greets_child", "tells_child"),
        "silent": _stance("smiles_only", "greets_child tells_child"),
    },
    9: {
        "no_introductions": _stance("introduces_nobody", "own_first_names tells_own"),
        "first_names": _stance("own_first_names", "tells_own"),
    },
    10: {
        "separate": _stance("keeps_apart leaves_early", "keeps_drinking stays_together sends_home"),
        "leave": _stance("leaves_early", "keeps_drinking stays_together sends_home"),
        "predecide": _stance("keeps_apart", "stays_together"),
    },
    11: {
        "move_away": _stance("moves_away", "talks_undressed"),
        "alternate": _stance("moves_away other_hours", "talks_undressed asks_other_hours"),
    },
    12: {
        "agreed_plan": _stance("ritual_only keeps_plan", "skips_ritual more_than_ritual"),
        "change_service": _stance("other_service ritual_only", "skips_ritual more_than_ritual"),
    },
    13: {
        "role_only": _stance("role_talk", "uses_knowledge"),
        "recuse": _stance("steps_back", "decides_about"),
        "coordinate": _stance("role_talk agrees_turns", "uses_knowledge"),
    },
    14: {
        "ordinary": _stance("ordinary_customer other_till", "private_purchase"),
        "avoid": _stance("ordinary_customer stays_away"),
    },
    15: {
        "apart": _stance("sits_apart", "asks_why_there"),
        "reschedule": _stance("comes_back", "asks_why_there"),
    },
    16: {
        "other_meeting": _stance("other_meeting listens_only", "shares"),
        "leave": _stance("leaves_meeting", "shares listens_only"),
        "shared_rules": _stance("keeps_rules"),
    },
    17: {
        "decline": _stance("declines_request", "accepts_request looks_up"),
        "ignore": _stance("leaves_unanswered", "accepts_request looks_up"),
    },
    18: {
        "block": _stance("blocks", "swipes writes_there"),
        "leave_app": _stance("leaves_app", "swipes writes_there"),
    },
    19: {
        "leave": _stance("leaves_quietly", "listens_in"),
        "anonymous": _stance("keeps_away_unnamed", "listens_in"),
    },
    20: {
        "no_reply": _stance("no_reply", "replies posts_notice"),
        "notice": _stance("posts_notice no_reply", "replies"),
    },
    21: {
        "untag": _stance("steps_out untags", "posts_on"),
        "ask_removal": _stance("asks_removal", "posts_on"),
    },
    22: {"plan": _stance("makes_plan", "makes_do"), "refer": _stance("speaks_about_it", "makes_do")},
    23: {
        "same": _stance("as_before", "freer befriends uses_knowledge"),
        "relaxed": _stance("as_before freer", "uses_knowledge befriends"),
    },
    24: {
        "own_choice": _stance("greets_who_greets", "links_members"),
        "none": _stance("greeting_only greets_who_greets", "group_talk links_members"),
    },
    25: {"each_leads": _stance("each_leads", "tells_partner"), "ask_all": _stance("asks_all each_leads")},
    26: {
        "child_leads": _stance("waits_for_child answers_parent brings_back", "updates_parent greets_young_first"),
        "parent_leads": _stance("answers_parent brings_back", "updates_parent greets_young_first"),
    },
    27: {
        "safety": _stance("helps calls_help least_said", "stands_by tells_helpers_all"),
        "grounding": _stance("helps stays calls_help least_said", "stands_by tells_helpers_all"),
    },
    28: {
        "brief": _stance("short_and_kind helps_home calls_help", "counsels_there lets_drive"),
        "none": _stance("greets_and_goes calls_help", "counsels_there lets_drive"),
    },
    29: {
        "exit": _stance("leaves notes_it asks_advice", "plays_it_down stays_to_talk confronts"),
        "legal": _stance("leaves notes_it legal_advice", "plays_it_down stays_to_talk confronts"),
    },
    30: {
        "decide_together": _stance("decides_together", "decides_alone accepts_invitation turns_up"),
        "decline": _stance("says_no", "accepts_invitation turns_up"),
    },
    31: {"plan": _stance("makes_plan no_gossip", "gossips"), "refer": _stance("speaks_about_it no_gossip", "gossips")},
    32: {
        "no_record": _stance("lets_be", "notes_unnoticed tells_unnoticed"),
        "always_tell": _stance("tells_unnoticed", "lets_be"),
        "never": _stance("lets_be", "notes_unnoticed tells_unnoticed"),
    },
    33: {
        "offer_once": _stance("offers_once notes_it", "waits_for_them presses no_note"),
        "client_only": _stance("waits_for_them notes_it", "offers_once presses no_note"),
    },
}
"""Clause → choice → what its sentence says. A clause that the policy does not print says nothing."""

NEVER: Final = frozenset(
    [
        "invents",
        "names_therapy",
        "tells_child",
        "tells_own",
        "uses_knowledge",
        "lets_drive",
        "stands_by",
        "backdates",
        "notes_guesses",
    ]
)
"""What is right under no policy."""

SAFETY: Final = frozenset(["helps", "stays", "calls_help", "helps_home"])
"""Danger goes before every boundary: with one of these, only clauses 27 to 29 are weighed."""
DANGER: Final = (27, 28, 29)

_CONTACT = "greets_first nods_first goes_over looks_in_company answers few_words small_talk touches_first takes_hand"
WISHES: Final[Mapping[tuple[str, str], Stance]] = {
    ("unsafe", "yes"): _stance("waits hides leaves cuts", f"{_CONTACT} hugs_back"),
    ("acknowledge", "no"): _stance("waits", "greets_first nods_first goes_over looks_in_company"),
    ("acknowledge", "hello"): _stance("waits", "greets_first nods_first looks_in_company"),
    ("greet_first", "yes"): _stance("greets_first nods_first"),
    ("touch", "none"): _stance("declines_hand", "touches_first takes_hand hugs_back"),
    ("touch", "handshake"): _stance("takes_hand"),
    ("how_to_raise", "offer"): _stance("offers_once", "waits_for_them"),
    ("how_to_raise", "client"): _stance("waits_for_them", "offers_once"),
}
"""A client's own wish goes before a clause about the same act. greet_first holds only where clause 1 offers it."""
