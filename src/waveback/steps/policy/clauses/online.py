"""Online: requests, dating, games, reviews, photos (clauses 17 to 21)."""

from waveback.steps.policy.clauses.shape import LGBTQ, ONLINE, Clause, Option

_NO_CONTACT = {"acknowledge": "no"}

_REQUESTS = Clause(
    17,
    ONLINE,
    "Friend and follow requests",
    "A client sends you a friend or follow request. What do you do?",
    (
        Option(
            "decline",
            "Decline, and speak about it next time",
            "Online, I generally don’t accept friend or follow requests from people I work with, and I send none. "
            "It is not meant as a rejection, and we can speak about it when we next meet. As a rule I don’t look "
            "people up online.",
            wishes={"online": _NO_CONTACT},
            small="Online, too, we will probably come across each other. I generally don’t accept friend or follow "
            "requests from people I work with, and I send none. It is not meant as a rejection, and we can speak "
            "about it when we next meet. As a rule I don’t look people up online.",
        ),
        Option(
            "ignore",
            "Leave it unanswered",
            "Online, I generally leave friend and follow requests from people I work with unanswered, and I send "
            "none. It is not meant as a rejection. As a rule I don’t look people up online.",
            wishes={"online": _NO_CONTACT},
            small="Online, too, we will probably come across each other. I generally leave friend and follow "
            "requests from people I work with unanswered, and I send none. It is not meant as a rejection. As a "
            "rule I don’t look people up online.",
        ),
    ),
)

_DATING = Clause(
    18,
    ONLINE,
    "Dating apps",
    "A dating app shows you a client. What do you do?",
    (
        Option(
            "block",
            "No swipe, no message; block, note, speak about it",
            "If we come across each other on a dating app, I will generally neither swipe nor write. I block your "
            "profile, so that neither of us is shown the other again. It is not meant as a rejection. If you "
            "probably saw mine too, I keep a short note, and we can speak about it when we next meet.",
            wishes={"online": _NO_CONTACT},
            small="We may well come across each other on a dating app, and that is nobody’s fault. I will generally "
            "neither swipe nor write. I block your profile, so that neither of us is shown the other again. It is "
            "not meant as a rejection. If you probably saw mine too, I keep a short note, and we can speak about it "
            "when we next meet.",
        ),
        Option(
            "leave_app",
            "I leave the app",
            "If we come across each other on a dating app, I will generally neither swipe nor write, and I leave "
            "that app if I can. If you probably saw my profile too, I keep a short note, and we can speak about it "
            "when we next meet.",
            wishes={"online": _NO_CONTACT},
        ),
    ),
    reason="You date online. The text does not say that you do: it says “if”.",
)

_GAMES = Clause(
    19,
    ONLINE,
    "Games and forums",
    "You recognise a client in a game or a forum. What do you do?",
    (
        Option(
            "leave",
            "I leave quietly",
            "If I recognise you in a game, a chat or a forum, I will usually leave quietly. I don’t listen in, and I "
            "don’t read what you write there.",
            wishes={"online": _NO_CONTACT},
        ),
        Option(
            "anonymous",
            "I stay under a name that nobody knows",
            "In games, chats and forums I generally go by a name that is not mine. If I recognise you there, I keep "
            "away from where you are and from what you write.",
            wishes={"online": _NO_CONTACT},
        ),
    ),
    reason="You play, chat or write in forums.",
)

_REVIEWS = Clause(
    20,
    ONLINE,
    "Reviews",
    "Somebody reviews you online. Do you answer?",
    (
        Option(
            "no_reply",
            "I don’t reply",
            "I generally don’t reply to reviews, kind or unkind: a reply could tell others who comes to me. If "
            "something was not right, I would be glad to hear it from you.",
        ),
        Option(
            "notice",
            "A general public notice, the same for everybody",
            "I generally don’t reply to a review. I might post a notice that is the same for everybody: that I keep "
            "private who comes to me, and so answer no reviews. If something was not right, I would be glad to hear "
            "it from you.",
        ),
    ),
    "A reply can tell who is a client, even when it says nothing else.",
    reason="People can rate or review you somewhere.",
)

_PHOTOS = Clause(
    21,
    ONLINE,
    "Photos and tags",
    "A photo shows you both, or somebody tags you. What do you do?",
    (
        Option(
            "untag",
            "I step out, and take off the tag",
            "If somebody takes a picture of both of us, I will usually step out of it. If I am tagged in one, I take "
            "my name off. I don’t post or pass on pictures of people I work with.",
        ),
        Option(
            "ask_removal",
            "I ask for it to be taken down",
            "If a picture of both of us is online, I will usually ask whoever posted it to take it down, without "
            "saying why. I don’t post or pass on pictures of people I work with.",
        ),
    ),
    reason="People around you take pictures and post them.",
    worlds=(LGBTQ,),
)

CLAUSES = (_REQUESTS, _DATING, _GAMES, _REVIEWS, _PHOTOS)
