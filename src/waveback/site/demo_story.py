"""The words of the demonstration: invented people, places and sentences. Nobody here exists."""

from dataclasses import dataclass, field
from typing import Any, Final

PEOPLE: Final = (
    ("Mara Lindqvist", ""),
    ("Daniel Okafor", "Dan Okafor"),
    ("Priya Raman", ""),
    ("Tomás Rey", ""),
    ("Jonas Weber", "Jon Weber"),
    ("Aoife Byrne", "Effie Byrne"),
    ("Kwame Mensah", ""),
    ("Ingrid Haugen", ""),
    ("Hiroshi Tanaka", ""),
    ("Leila Haddad", ""),
    ("Mateus Duarte", ""),
    ("Chloé Lefèvre", ""),
    ("Babajide Adeleke", ""),
    ("Sanna Virtanen", ""),
    ("Emre Demir", ""),
    ("Ngozi Eze", ""),
    ("Pádraig Ó Briain", ""),
    ("Wren Calloway", ""),
    ("Yusuf Aydın", ""),
    ("Magdalena Kowalczyk", "Magda Kowalczyk"),
    ("Oluwaseun Adebayo", "Seun Adebayo"),
    ("Beatriz Sá", ""),
    ("Søren Kierkegaard", ""),
    ("Amina Warsame", ""),
    ("Théo Marchand", ""),
    ("Zofia Nowak", ""),
    ("Rafael Quintero", ""),
    ("Nnenna Obi", ""),
    ("Ivo Horvat", ""),
    ("Marisol Vega", ""),
    ("Dmitri Petrov", ""),
    ("Keiko Mori", ""),
    ("Alasdair McBride", ""),
    ("Nour Saleh", ""),
    ("Gwen Llewellyn", ""),
    ("Ravi Iyer", ""),
    ("Siobhán Ní Dhónaill", ""),
    ("Luca Conti", ""),
    ("Hana Kimura", ""),
    ("Percival O’Shaughnessy", ""),
)
MINORS: Final = {8: "mother", 16: "father"}
"""By place in PEOPLE: who may sign for them."""
COUPLE: Final = 29
PARTNERS: Final = ("Partner A", "Partner B")
ENDED: Final = (14, 22, 26, 36, 38)

COMFORT: Final = {"place": "town", "family": "often", "talk": "some", "online": "yes", "touch": "fine"}
ANSWERS: Final[dict[int, dict[str, dict[str, Any]]]] = {
    1: {
        "6": {
            "option": "chit_chat",
            "own_words": "",
            "phrases": {
                "gentle": "Let’s keep that for when we next sit down.",
                "firm": "Bring it on Thursday.",
                "final": "",
            },
        },
    },
    2: {
        "2": {
            "option": "no_sign",
            "own_words": "If you are with somebody, I will generally wait until you greet me. If you don’t, I will go "
            "on, and I will think nothing of it. If I am with my family, they know not to ask.",
        },
    },
}
SPANISH: Final[dict[str, tuple[str, str]]] = {
    "2": (
        "Cuando va con alguien",
        "Si va con alguien, por lo general esperaré a que usted me salude. Si no lo hace, seguiré mi camino y no "
        "pensaré nada. Si voy con mi familia, saben que no deben preguntar.",
    ),
    "6": (
        "De qué hablamos",
        "Una charla ligera está bien: el tiempo, la cola, el partido. Lo que hablamos en la consulta lo guardaré, por "
        "lo general, para la consulta. Si surge algo de nuestro trabajo, quizá diga: «Guardemos eso para cuando nos "
        "sentemos la próxima vez.»",
    ),
}
SPANISH_READER: Final = "Ana Torres, sworn translator"
"""Version 2 is published in Spanish, too: what ships in Spanish, and what Ruth wrote herself."""
CHANGES: Final = "New: what I do when one of us is with somebody. My family knows not to ask."


@dataclass(frozen=True)
class Scene:
    """A run-in as it was captured and finished: `told` are answers to the questions of step 6."""

    told: dict[str, Any]
    line: str
    fact: str
    impact: str
    plan: str = "Offer once at the next session to talk about it."
    more: dict[str, Any] = field(default_factory=dict)

    def captured(self) -> dict[str, Any]:
        """What was put down within the first minute."""
        at_once = ("place", "saw", "hello", "they_with", "i_with", "introduced", "said", "phrase")
        return {name: value for name, value in self.told.items() if name in at_once} | {"line": self.line}

    def finished(self) -> dict[str, Any]:
        texts = {"line": self.line, "fact": self.fact, "impact": self.impact, "plan": self.plan}
        return self.told | texts | self.more


def _told(place: str, saw: str, hello: str, they: str, said: str, **more: Any) -> dict[str, Any]:
    usual = {
        "knew": "both", "i_with": "alone", "introduced": "not_at_all", "chance": "chance", "lasted": "moment",
        "deviated": "no", "channel": "in_person", "led": ["nod"], "responded": ["nod"], "infer": "nothing",
    }  # fmt: skip
    return usual | {"place": place, "saw": saw, "hello": hello, "they_with": [they], "said": said} | more


SCENES: Final = (
    Scene(
        _told("shop", "they_me", "they", "family", "chit_chat", lasted="two_minutes", introduced="as_asked"),
        "Waved by the bread. A family member joined us.",
        "The client waved across the market and came over. We spoke about the queue. The client said we knew each "
        "other "
        "from town. I followed and added nothing.",
        "Seemed at ease, stayed a minute longer than needed.",
    ),
    Scene(
        _told("sport", "both", "no_one", "friends", "nothing"),
        "A nod at the pool.",
        "We passed each other at the edge of the pool. The client nodded, I nodded back. Nothing was said.",
        "Nothing noticed.",
    ),
    Scene(
        _told("cafe", "i_them", "they", "partner", "chit_chat"),
        "They were already there when I sat down. Hello and coffee talk.",
        "I saw the client first and read on. On the way out the client said hello and that the coffee had improved. "
        "I agreed and wished a good day.",
        "A little hurried at first, then friendly.",
    ),
    Scene(
        _told("street", "they_me", "they", "alone", "deferred", lasted="two_minutes", phrase="gentle"),
        "They began about the week. I said to keep it for Thursday.",
        "The client stopped me at the crossing and began to speak about the past week. I said: Let’s keep that "
        "for our next "
        "session. The client laughed and said yes. We parted at the lights.",
        "Relieved that it was put off without fuss, as far as I could see.",
    ),
    Scene(
        _told("event", "both", "they", "colleagues", "chit_chat", lasted="ten_minutes", introduced="first_name"),
        "At the school concert, introduced by first name.",
        "At the concert the client introduced me by first name to two people from work. We spoke about the choir "
        "for a few "
        "minutes. I excused myself when the second half began.",
        "In good spirits. Looked over once more from the other side of the hall.",
        more={"i_with": "others"},
    ),
    Scene(
        _told("travel", "they_me", "no_one", "children", "nothing", knew="they_probably"),
        "On the ferry, two rows apart.",
        "We sat two rows apart on the ferry. The client probably saw me and busied themselves with the children. "
        "I stayed "
        "where I was.",
        "Perhaps wished not to be seen. To be asked, not assumed.",
    ),
    Scene(
        _told("shop", "i_them", "i", "alone", "chit_chat", deviated="yes"),
        "I said hello before thinking.",
        "In the hardware shop I turned round and said hello before I had thought. The client smiled and answered. "
        "We spoke "
        "about paint for a moment.",
        "Surprised, then friendly.",
        more={
            "deviation_reason": "I greeted first, out of habit. My policy says that I wait. I will say so at "
            "the session."
        },
    ),
    Scene(
        _told(
            "online",
            "they_me",
            "they",
            "alone",
            "deferred",
            phrase="firm",
            channel="online",
            online_kind="message",
            online_did=["answered"],
        ),
        "A message on a neighbourhood page.",
        "The client wrote to me on the neighbourhood page and asked about the last session. I answered that this "
        "belongs to "
        "the office and that I look forward to Thursday.",
        "Nothing noticed.",
        plan="Speak about messages at the next session and what the policy says about them.",
    ),
    Scene(
        _told("school", "both", "they", "children", "chit_chat"),
        "At the gate, with the children.",
        "We met at the school gate. The client said hello, the children asked who I was, and the client said: "
        "somebody from "
        "town. I said good morning.",
        "Calm. The agreed words worked.",
        more={"introduced": "as_asked"},
    ),
    Scene(
        _told("cafe", "they_me", "they", "friends", "answered", lasted="ten_minutes", deviated="yes"),
        "A short answer that should have waited.",
        "The client asked in front of friends whether the exercise was meant for every day. I said yes, before I "
        "had thought "
        "of where we were.",
        "Pleased by the answer; a friend asked what exercise. The client changed the subject.",
        plan="Own it at the next session and agree on words for such a moment.",
        more={
            "deviation_reason": "I answered a question that belongs to the office. Saying yes seemed quicker "
            "than deferring."
        },
    ),
)

LATE: Final = "I was away without my phone and wrote it down when I was back."

REVISITS: Final[tuple[dict[str, Any], ...]] = (
    {
        "outcome": "done",
        "words": "Odd for a second, then fine. I liked that you just nodded.",
        "ease": "4",
        "themes": ["being_seen"],
        "next": "nothing",
    },
    {
        "outcome": "done",
        "words": "I wondered whether you would come over. I was glad that you did not.",
        "ease": "4",
        "themes": ["safety"],
        "next": "nothing",
    },
    {"outcome": "declined"},
    {
        "outcome": "done",
        "words": "My friend asked who you were, and I had an answer ready.",
        "ease": "5",
        "themes": ["pride", "cover_story"],
        "topics": "What it is like to have a private thing.",
        "next": "carry",
    },
    {
        "outcome": "done",
        "words": "It felt strange to see you buy bread. You are a person, it turns out.",
        "ease": "3",
        "themes": ["you_as_person"],
        "next": "nothing",
    },
    {
        "outcome": "done",
        "words": "I thought for a moment you had not recognised me, and it stung.",
        "ease": "2",
        "themes": ["ignored", "familiar"],
        "topics": "Being overlooked, and where that is known from.",
        "next": "carry",
    },
    {
        "outcome": "not_applicable",
        "reason": "The client wishes to bring such things up alone; noted in what they want.",
    },
    {
        "outcome": "done",
        "words": "Nothing to say about it. It was just hello.",
        "ease": "5",
        "themes": ["nothing"],
        "next": "nothing",
    },
)

WISHES: Final[tuple[dict[str, Any], ...]] = (
    {
        "acknowledge": "yes",
        "greeting": "nod",
        "introduction": "we know each other from town",
        "who_knows": ["partner", "family"],
        "how_to_raise": "offer",
        "situations": {"work": {"acknowledge": "no"}, "family": {"greeting": "hi"}},
        "cues": ["may_not_hear"],
    },
    {
        "acknowledge": "yes",
        "greeting": "hi",
        "introduction": "an old colleague",
        "who_knows": ["partner"],
        "how_to_raise": "offer",
    },
    {
        "acknowledge": "only_alone",
        "greeting": "smile",
        "introduction": "",
        "who_knows": ["nobody"],
        "how_to_raise": "client",
    },
    {
        "acknowledge": "no_preference",
        "greeting": "no_preference",
        "introduction": "a friend from school",
        "who_knows": [],
        "how_to_raise": "no_preference",
    },
    {
        "acknowledge": "yes",
        "greeting": "name",
        "introduction": "somebody from the choir",
        "who_knows": ["friends"],
        "how_to_raise": "offer",
        "note": "If I am with my choir, a nod is plenty.",
    },
    {"acknowledge": "no", "who_knows": ["nobody"], "how_to_raise": "client"},
    {
        "acknowledge": "yes",
        "unsafe": "yes",
        "unsafe_from": ["former_partner"],
        "who_knows": ["nobody"],
        "how_to_raise": "offer",
    },
)
QUESTIONS: Final = ("", "", "What if my children are with me?", "", "And if I see you with your family?")
TEACH_BACK: Final = ("", "You wait for me, and if I say hello, you say hello.", "", "I lead. You follow. No shop talk.")

ADDENDA: Final = (
    ("correction", "It was Friday, not Saturday; I looked it up in my diary."),
    ("addition", "At the session the client said that they had seen me a moment earlier already."),
    ("client_asked", "The client asks to have it noted that they enjoyed the short talk."),
)
IN_ERROR: Final = "Written into the wrong file. It was entered anew where it belongs."

PLANS: Final[tuple[tuple[int, int, dict[str, Any]], ...]] = (
    (
        0,
        110,
        {
            "place": "neighbourhood",
            "named": "the Saturday market",
            "often": "weekly",
            "they": ["they_lead", "they_light"],
            "i": ["i_wait", "i_say_nothing"],
            "company": ["their_family"],
        },
    ),
    (
        4,
        95,
        {
            "place": "sport",
            "often": "weekly",
            "they": ["they_undressed"],
            "i": ["i_move_away", "i_leave_first"],
        },
    ),
    (
        9,
        60,
        {
            "place": "school",
            "often": "events",
            "they": ["they_role"],
            "i": ["i_role", "i_stand_back"],
            "company": ["their_children"],
        },
    ),
    (
        15,
        120,
        {
            "place": "worship",
            "often": "weekly",
            "they": ["they_ritual"],
            "i": ["i_ritual"],
            "i_words": "I sit on the other side.",
        },
    ),
)
"""Whom, how many days ago, what was agreed. The last one has been ended since."""
PLAN_ENDED: Final = "They have moved and go elsewhere now."

ACCOUNT: Final = "I saw you before you saw me. I needed a moment to decide, and I was glad that you left it to me."
AMENDMENT: Final = "It was my sister who was with me, not a friend."
AMENDED: Final = "Corrected at their wish: the companion was family, not a friend."
LATE_ADDENDUM: Final = "The companion was introduced as family; the note says so above only in answer to the client."

OTHERS: Final[tuple[tuple[int, int, dict[str, Any]], ...]] = (
    (
        2,
        12,
        _told("event", "both", "they", "friends", "chit_chat", led=["spoke"], responded=["greeted", "short"])
        | {
            "line": "Hello at the street fair.",
            "fact": "The client said hello at the street fair and spoke about the music. I answered and moved on.",
            "impact": "Cheerful, as far as I could see.",
            "plan": "Offer once at the next session.",
        },
    ),
    (
        6,
        33,
        _told(
            "event", "both", "they", "family", "chit_chat", chance="planned", agreed="yes", lasted="longer",
            led=["spoke"], responded=["greeted"],
        )
        | {
            "line": "At the graduation, as we had agreed.",
            "rationale": "The client had asked for it and we had spoken about it in two sessions.",
            "benefit": "To be seen on a day that had long seemed out of reach.",
            "consequences": "Others may ask who I am; we had agreed on what to say.",
            "fact": "I came for the ceremony and left before the meal. The client introduced me by first name.",
            "impact": "Moved and calm.",
            "plan": "Look back on it together at the next session.",
        },
    ),
    (
        13,
        48,
        {
            "channel": "online",
            "place": "online",
            "online_kind": "request",
            "online_did": ["declined"],
            "knew": "both",
            "said": "nothing",
            "infer": "nothing",
            "line": "A follow request, declined.",
            "fact": "A follow request came under the client’s name. I declined it and sent nothing.",
            "impact": "Not known yet.",
            "plan": "Bring it up once: the policy says that I decline, and that it is no rejection.",
            "deviated": "no",
            "chance": "chance",
        },
    ),
)  # fmt: skip
"""Whom, how many days ago, what was written down. The first one was met together with somebody else."""

DRAFT: Final[dict[str, dict[str, Any]]] = {
    "23": {"option": "same", "own_words": ""},
    "5": {"option": "five_minutes", "own_words": ""},
}
"""What the next version of the policy says differently; it is not published yet."""

ON_PAPER: Final = 24
PAPER_KEPT: Final = "The folder in the office, behind the intake form."
TAKES_BACK: Final = 25
TAKEN_BACK: Final = "I would rather think about it once more."
ASKS_AGAIN: Final = 11
ASKED_AGAIN: Final = "We go to the same choir now."
BOTH_SIGN: Final = "Old enough to understand, and the mother signs as well."

DRAWN: Final = [
    [[120, 210], [150, 120], [190, 90], [210, 150], [180, 215], [240, 170], [270, 215], [300, 160], [340, 215]],
    [[360, 215], [380, 90], [400, 215], [450, 165], [490, 215], [540, 170], [600, 205], [720, 190], [860, 175]],
]
"""A signature, as strokes on the pad."""

TOPIC: Final[dict[str, Any]] = {
    "words": "What to say when my mother asks who that was.",
    "theme": "cover_story",
    "goal": "Say what is true without saying everything",
}
TOPIC_AGAIN: Final = "She asked again on Sunday. I said: somebody from town. That was enough."
TOPIC_ONCE_MORE: Final = "Came up by itself. It is less of a secret and more of a private thing."
FOR_ONESELF: Final = "I noticed how glad I was to be waved at. To be kept in mind, and brought to consultation."

CHANGES_SOMETHING, LEFT_OPEN = 36, 210
"""The run-in whose revisit changed something; one of somebody with whom the work ended before it was revisited."""
CHANGED_REVISIT: Final[dict[str, Any]] = {
    "outcome": "done",
    "words": "The hello was nice. But at the pool I would rather we just swim.",
    "ease": "4",
    "themes": ["being_seen"],
    "next": "wishes_plan",
}
CHANGED_WISHES: Final[dict[str, Any]] = WISHES[1] | {"situations": {"friends": {"acknowledge": "no"}}}
CHANGED_PLAN: Final[dict[str, Any]] = {
    "place": "sport",
    "named": "the pool",
    "often": "weekly",
    "they": ["they_light"],
    "i": ["i_move_away"],
}
REPEATS: Final = 3
REPEATED: Final = "Third time at the market this quarter. I will bring it to consultation on Friday."

LEFT: Final[tuple[int, dict[str, Any]]] = (
    14,
    _told("street", "they_me", "they", "alone", "chit_chat", led=["spoke"], responded=["greeted"])
    | {
        "line": "Hello at the crossing.",
        "fact": "The client said hello at the crossing and spoke about the rain. I answered and went on.",
        "impact": "At ease, as far as I could see.",
        "plan": "Offer once at the next session.",
    },
)
"""Whom, and what was written down."""
