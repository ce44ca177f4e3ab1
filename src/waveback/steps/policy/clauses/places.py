"""Places: parties, the gym, worship, school, shops, neighbours (clauses 10 to 16, 22, 30, 31)."""

from waveback.steps.policy.clauses.shape import (
    DEAF,
    FAITH,
    LGBTQ,
    MILITARY,
    OTHER,
    PLACES,
    TOWN,
    Clause,
    Option,
)

_PARTIES = Clause(
    10,
    PLACES,
    "Parties and drinks",
    "You find yourself at the same party. What do you do?",
    (
        Option(
            "separate",
            "Greet back, then keep apart; I leave early if I drink",
            "At a party, too, I follow your lead, and then I will usually keep to other people. If I have "
            "had a drink, I usually go home early. You don’t have to leave for me.",
            small="We may well be at the same parties now and then. I follow your lead there, and then I will "
            "usually keep to other people. If I have had a drink, I usually go home early. You don’t have to leave "
            "for me.",
        ),
        Option(
            "leave",
            "I leave",
            "If we turn up at the same party, I will usually say my goodbyes and go soon, so that you can enjoy it. "
            "You don’t have to leave for me.",
        ),
        Option(
            "predecide",
            "We decide beforehand where we can",
            "If a party is likely to bring us together, we can generally decide beforehand who goes, when, and for "
            "how long. If it takes us by surprise, I follow your lead and keep to other people.",
        ),
    ),
    reason="You go out where the people you work with go out too.",
)

_GYM = Clause(
    11,
    PLACES,
    "Gym, pool and changing room",
    "You meet in a changing room. What do you do?",
    (
        Option(
            "move_away",
            "No talk undressed; I move away",
            "At the gym or the pool I will usually just go on with what I am doing. In a changing room I don’t chat: "
            "I move away and give you room. Once we are both dressed, a hello from you is as welcome as anywhere.",
        ),
        Option(
            "alternate",
            "I go at other hours",
            "If we turn out to go to the same gym or pool, I will usually try to go at other hours. You need not "
            "change anything. If we meet in a changing room, I don’t chat there: I move away and give you room.",
        ),
    ),
    reason="You use a gym, a pool or a sauna.",
    worlds=(MILITARY,),
)

_WORSHIP = Clause(
    12,
    PLACES,
    "Worship",
    "You belong to the same congregation. What do you do?",
    (
        Option(
            "agreed_plan",
            "As we agreed; until then what the service asks, no more",
            "If we go to the same place of worship, we can agree beforehand what each of us does there. Until then I "
            "will generally do what the service asks of everybody, such as a greeting of peace, and leave the rest "
            "to you.",
            small="If we go to the same place of worship, we will probably see each other there, and that is all "
            "right. We can agree beforehand what each of us does there. Until then I will generally do what the "
            "service asks of everybody, such as a greeting of peace, and leave the rest to you.",
        ),
        Option(
            "change_service",
            "I go to another service",
            "If we go to the same place of worship, I will usually try to go to another service, so that yours stays "
            "yours. If we meet there anyway, I do what the service asks of everybody, and leave the rest to you.",
            small="If we go to the same place of worship, we will probably see each other there, and that is all "
            "right. Where there is another service, I will usually go to that one, so that yours stays yours. Where "
            "there is none, I do what the service asks of everybody, and leave the rest to you.",
        ),
    ),
    reason="You belong to a congregation.",
    worlds=(FAITH,),
)

_SCHOOL = Clause(
    13,
    PLACES,
    "School and teams",
    "A school or a team brings you together. What do you talk about?",
    (
        Option(
            "role_only",
            "Only what the role needs",
            "If a school or a team brings us together, I will usually speak only about what we are there for: the "
            "meeting, the match, the children’s trip. What I know from our work stays out of it.",
            small="A school or a team may well bring us together, and then we will have to speak. I will "
            "usually speak only about what we are there for: the meeting, the match, the children’s trip. What I "
            "know from our work stays out of it.",
        ),
        Option(
            "recuse",
            "I step back from decisions",
            "If a school or a team brings us together, I will usually step back from any task in which I would have "
            "to decide about you or your family. I need not say why.",
        ),
        Option(
            "coordinate",
            "We agree who goes when",
            "If a school or a team brings us together, we can generally agree who goes to what, so that neither of us "
            "has to give it up. Where we are both there, I speak only about what we are there for.",
        ),
    ),
    reason="You have children at school, or you coach, play or sit on a board.",
    worlds=(TOWN, FAITH, MILITARY),
)

_SERVED = Clause(
    14,
    PLACES,
    "When you serve me",
    "A client serves you in a shop, a bank or a clinic. What do you do?",
    (
        Option(
            "ordinary",
            "I am an ordinary customer; where I can, I go to somebody else",
            "If I walk into the place where you work, I will usually be a customer like any other. Where I can, I go "
            "to somebody else, above all for anything private. That says nothing about how you do your work.",
            small="There may be only one shop or clinic for both of us, so you may well serve me. I will usually be a "
            "customer like any other. Where I can, I go to somebody else, above all for anything private. That says "
            "nothing about how you do your work.",
        ),
        Option(
            "avoid",
            "I avoid the place",
            "If I know where you work, I will usually go elsewhere, so that you can do your work in peace. If I walk "
            "in by chance, I am a customer like any other.",
            small="If I know where you work, I will usually go elsewhere if I can, so that you can do your work in "
            "peace. Otherwise I am a customer like any other.",
        ),
    ),
    reason="The people you work with may serve you.",
    worlds=(TOWN,),
)

_WAITING_ROOM = Clause(
    15,
    PLACES,
    "In a waiting room",
    "You sit in the same doctor’s waiting room. What do you do?",
    (
        Option(
            "apart",
            "I sit apart and mention nothing",
            "If we are in the same waiting room, at a doctor’s for example, I will usually sit apart. I don’t ask why "
            "you are there, and I don’t mention it to anybody.",
        ),
        Option(
            "reschedule",
            "I come back another time where I can",
            "If we are in the same waiting room, at a doctor’s for example, I will usually go and come back another "
            "time if I can. I don’t ask why you are there, and I don’t mention it to anybody.",
        ),
    ),
    reason="There are few doctors, dentists or clinics near you.",
)

_SUPPORT = Clause(
    16,
    PLACES,
    "Meetings and support groups",
    "You both come to the same meeting, such as a twelve-step group. What do you do?",
    (
        Option(
            "other_meeting",
            "I use another meeting; if we meet, I don’t share",
            "If I know that you go to a meeting or a support group, I will usually stay away from that one. If we "
            "meet at one by chance, I listen and don’t share. What is said in the room stays in the room.",
            small="There may be only one meeting or support group that suits us both. We can agree who goes when. If "
            "we meet at one, I will usually listen and not share. What is said in the room stays in the room.",
        ),
        Option(
            "leave",
            "I leave",
            "If we find ourselves at the same meeting or support group, I will usually leave quietly. That place is "
            "yours. What is said in the room stays in the room.",
        ),
        Option(
            "shared_rules",
            "We keep the meeting’s rules, and agree on more",
            "If we find ourselves at the same meeting or support group, I will generally keep its rules like "
            "everybody else: what is said in the room stays in the room. Afterwards we can agree what each of us "
            "does there.",
        ),
    ),
    "Say nothing here about yourself: whether you go to meetings is nobody’s to know.",
    reason="You work with people in recovery, or you go to meetings yourself. The text does not say which.",
)

_OVERLAP = Clause(
    22,
    PLACES,
    "When we keep meeting",
    "You keep meeting in the same place. What do you do?",
    (
        Option(
            "plan",
            "A plan we agree on; advice from a colleague",
            "If we keep meeting in the same place, we can generally make a plan together: what each of us does there, "
            "and when we look at it again. I might ask a colleague for advice, without saying who you are.",
            small="We will probably keep meeting in the same places, and there is nothing wrong with that. We can "
            "generally make a plan together: what each of us does there, and when we look at it again. I might ask a "
            "colleague for advice, without saying who you are.",
        ),
        Option(
            "refer",
            "I help to find somebody else if it gets in the way",
            "If we keep meeting in the same place, I will generally speak with you about it. If it gets in the way of "
            "our work and we find no good way around it, I can help you to find somebody else to work with.",
            small="We will probably keep meeting in the same places, and that alone is no reason to stop. I will "
            "generally speak with you about it. If it gets in the way of our work and we find no good way around it, "
            "I can help you to find somebody else to work with.",
        ),
    ),
    reason="You share a bus line, a gym, a class or a street.",
    worlds=(TOWN, DEAF, FAITH, LGBTQ, MILITARY, OTHER),
)

_EVENT = Clause(
    30,
    PLACES,
    "Weddings and other events",
    "A client invites you to an event. What do you do?",
    (
        Option(
            "decide_together",
            "We decide it together, and write it down beforehand",
            "You may want me to come to something that matters to you, such as a wedding or a graduation. We will "
            "generally decide together beforehand: whether I come, for how long, and what we say if somebody asks. "
            "The answer may be no, from either of us. I write down what we decide, and why.",
            small="We may well be asked to the same weddings, feasts and memorials. Where we know of one "
            "beforehand, we will generally decide together what each of us does there, and what we say if somebody "
            "asks. I write down what we decide, and why.",
        ),
        Option(
            "decline",
            "I say no, with thanks",
            "If you invite me to something that matters to you, such as a wedding or a graduation, I will usually say "
            "no, with thanks. I would still like to hear about it.",
            small="We may well be asked to the same weddings, feasts and memorials, and then we can both be there. "
            "If you invite me yourself, I will usually say no, with thanks. I would still like to hear about it.",
        ),
    ),
    "A planned meeting is no run-in: what you decide, why, and what could go wrong is written down beforehand.",
    reason="You may be invited to a wedding, a graduation or a funeral.",
    worlds=(FAITH, DEAF, LGBTQ, OTHER),
)

_NEIGHBOURS = Clause(
    31,
    PLACES,
    "Neighbours and workplaces",
    "You are neighbours or have the same employer. What do you do?",
    (
        Option(
            "plan",
            "A plan we agree on; no gossip",
            "If we turn out to be neighbours or to have the same employer, we can generally make a plan for the "
            "places that we share. If others talk about you there, I keep out of it.",
            small="We may well share neighbours, a workplace or a street. We can generally make a plan for the places "
            "that we share. If others talk about you there, I keep out of it.",
        ),
        Option(
            "refer",
            "I help to find somebody else",
            "If we turn out to be neighbours or to have the same employer, I will generally speak with you about "
            "whether somebody else would serve you better. I can help you to find them. If others talk about you, I "
            "keep out of it.",
            small="We may well share neighbours, a workplace or a street, and that alone is no reason to stop. If it "
            "gets in the way of our work, I will generally speak with you about whether somebody else would serve "
            "you better. If others talk about you, I keep out of it.",
        ),
    ),
    reason="You live or work where the people you work with live or work.",
    worlds=(TOWN, DEAF, MILITARY, OTHER),
)

CLAUSES = (
    _PARTIES,
    _GYM,
    _WORSHIP,
    _SCHOOL,
    _SERVED,
    _WAITING_ROOM,
    _SUPPORT,
    _OVERLAP,
    _EVENT,
    _NEIGHBOURS,
)
