"""Other people: children, families, couples, groups (clauses 8, 9, 24 to 26)."""

from waveback.steps.policy.clauses.shape import PEOPLE, Clause, Option

_CHILDREN = Clause(
    8,
    PEOPLE,
    "When your children are there",
    "The client’s children are there. What do you do?",
    (
        Option(
            "child_neutral",
            "Friendly to everybody; I tell a child nothing about us",
            "If you have children with you and you say hello, I will usually say a friendly hello to all of you. If a "
            "child asks who I am, I leave the answer to you. I won’t tell a child how we know each other.",
            wishes={"children": {"acknowledge": "hello", "greeting": "hi"}},
        ),
        Option(
            "silent",
            "A smile back; I don’t speak with the children",
            "If you have children with you and you say hello, I will usually smile back and go on. I don’t speak with "
            "the children, so that they have nothing to ask you about.",
            wishes={"children": {"acknowledge": "hello", "greeting": "smile"}},
        ),
    ),
    reason="You work with parents, or there are playgrounds and schools on your way.",
)

_OWN_FAMILY = Clause(
    9,
    PEOPLE,
    "When I am with my family",
    "You are with your own family. What happens?",
    (
        Option(
            "no_introductions",
            "No introductions; my family knows not to ask",
            "If I am with my family, I will usually not introduce you to them. They know that I meet people whom I "
            "don’t speak about, and they don’t ask.",
            small="My family may know you in their own way. If I am with them, I will usually not introduce you. They "
            "know that I meet people whom I don’t speak about, and they don’t ask.",
        ),
        Option(
            "first_names",
            "First names of my family, nothing about the client",
            "If I am with my family and you come over, I will usually tell you their first names and leave it at "
            "that. Whether you say yours is up to you. They know that I meet people whom I don’t speak about, and "
            "they don’t ask.",
        ),
    ),
    "Speak with your family before it happens: a name, a question or a look can give somebody away.",
)

_GROUP = Clause(
    24,
    PEOPLE,
    "If you are in a group of mine",
    "Two members of one of your groups meet you or each other. What holds?",
    (
        Option(
            "own_choice",
            "Each member decides; what was said outside comes back to the group",
            "If you are in a group that I lead, each member generally decides whether to greet me or one another. I "
            "greet back whoever greets me, and I don’t bring two members together. What is said outside about the "
            "group can come back to the group.",
        ),
        Option(
            "none",
            "No contact among members outside the group",
            "If you are in a group that I lead, I generally ask everybody to keep what the members share inside the "
            "group. If members meet by chance, a greeting is enough. It can be told when the group next sits down.",
        ),
    ),
    reason="You lead groups.",
)

_COUPLE = Clause(
    25,
    PEOPLE,
    "If I work with two or more of you",
    "You work with a couple or a family and meet one of them. Who leads?",
    (
        Option(
            "each_leads",
            "Each leads for themselves; what we agreed about secrets holds",
            "If I work with you as a couple or a family, each of you generally leads for yourself. If I meet one of "
            "you, what we agreed at the start about secrets holds for that meeting too.",
        ),
        Option(
            "ask_all",
            "I ask all of them beforehand",
            "If I work with you as a couple or a family, I will usually ask all of you beforehand what I should do "
            "when I meet one of you. Until we have spoken about it, whoever I meet leads.",
        ),
    ),
    reason="You work with couples or families.",
)

_MINOR = Clause(
    26,
    PEOPLE,
    "If you are a child or a teenager",
    "You meet a child or teenager you work with, and a parent. Who leads?",
    (
        Option(
            "child_leads",
            "The child leads; a parent may greet",
            "If you are a child or a teenager, it is generally you who leads, also when a parent is with you. A "
            "parent may say hello, and I’ll say hello back. If a parent asks how things are going, I might say: "
            "“{firm}” If you are with friends, I wait for you as I do with everybody.",
        ),
        Option(
            "parent_leads",
            "The parent leads",
            "If you are a child or a teenager and a parent is with you, I will usually leave it to your parent "
            "whether we greet. If a parent asks how things are going, I might say: “{firm}” If you are with "
            "friends, it is you who leads.",
        ),
    ),
    "It sets no default for “no preference”: those hold for everybody you work with.",
    reason="You work with children or teenagers.",
)

CLAUSES = (_CHILDREN, _OWN_FAMILY, _GROUP, _COUPLE, _MINOR)
