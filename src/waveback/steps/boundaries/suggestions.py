"""What an overlap plan offers to choose from: kinds of places, how often, what each side does, who may be there.

Each line has three voices. told: as the file says it. said: the client's, to choose by. back: the therapist's, to
the client. Places are kinds, people are roles: a name is possible in own words, never asked for.
"""

from dataclasses import dataclass
from typing import Final

# ruff: noqa: E501 - each suggestion stands on one line, in its three voices
# fmt: off


@dataclass(frozen=True)
class Option:
    value: str
    told: str
    said: str = ""
    back: str = ""


@dataclass(frozen=True)
class Place(Option):
    """A kind of place, with the number of the policy's clause that speaks of it and what fits there best."""

    clause: int | None = None
    they: tuple[Option, ...] = ()
    i: tuple[Option, ...] = ()


ANYWHERE_THEY: Final = (
    Option("they_lead", "They say hello or not, as they like", "I say hello or not, as I like", "You say hello or not, as you like."),
    Option("they_light", "They keep it to small talk", "I keep it to small talk", "You keep it to small talk."),
    Option("they_keep", "They keep anything from the office for the office", "I keep what we talk about for the office", "You keep what we talk about for the office."),
    Option("they_tell", "They tell me beforehand when they expect to be there", "I tell you beforehand when I expect to be there", "You tell me beforehand when you expect to be there."),
)
ANYWHERE_I: Final = (
    Option("i_wait", "I wait, and answer if they greet me", "You wait, and answer if I greet you", "I wait, and answer if you greet me."),
    Option("i_apart", "I keep to another part of the place", "You keep to another part of the place", "I keep to another part of the place."),
    Option("i_other_times", "I go at other times where I can", "You go at other times where you can", "I go at other times where I can."),
    Option("i_leave_first", "I leave first if it gets close", "You leave first if it gets close", "I leave first if it gets close."),
    Option("i_say_nothing", "I say nothing there about how we know each other", "You say nothing there about how we know each other", "I say nothing there about how we know each other."),
)

PLACES: Final = (
    Place(
        "sport", "Gym or sport", "A gym or sport", "the gym or sport", 11,
        they=(Option("they_undressed", "No talk in the changing room", "No talk in the changing room", "There is no talk in the changing room."),),
        i=(
            Option("i_other_hours", "I train at other hours", "You train at other hours", "I train at other hours."),
            Option("i_move_away", "I move away in the changing room, without a word", "You move away in the changing room, without a word", "I move away in the changing room, without a word."),
        ),
    ),
    Place(
        "school", "School or team", "A school or a team", "the school or the team", 13,
        they=(Option("they_role", "They speak with me about the children there, nothing else", "I speak with you about the children there, nothing else", "You speak with me about the children there, nothing else."),),
        i=(
            Option("i_role", "I keep to my part there, as a parent or helper", "You keep to your part there, as a parent or helper", "I keep to my part there, as a parent or helper."),
            Option("i_stand_back", "I stay out of decisions about them or their children", "You stay out of decisions about me or my children", "I stay out of decisions about you or your children."),
        ),
    ),
    Place(
        "worship", "Place of worship", "A place of worship", "the place of worship", 12,
        they=(Option("they_ritual", "They take part as always", "I take part as always", "You take part as always."),),
        i=(
            Option("i_ritual", "I greet them only where the service has everybody greet", "You greet me only where the service has everybody greet", "I greet you only where the service has everybody greet."),
            Option("i_other_service", "I go to another service", "You go to another service", "I go to another service."),
        ),
    ),
    Place(
        "group", "Support group", "A support group", "the support group", 16,
        they=(Option("they_stay", "They stay; it is their meeting", "I stay; it is my meeting", "You stay; it is your meeting."),),
        i=(
            Option("i_other_meeting", "I go to another meeting", "You go to another meeting", "I go to another meeting."),
            Option("i_no_sharing", "If we meet there all the same, I share nothing", "If we meet there all the same, you share nothing", "If we meet there all the same, I share nothing."),
        ),
    ),
    Place(
        "served", "Shop or clinic where one of us serves the other", "A shop or clinic where one of us serves the other", "the place where one of us serves the other", 14,
        they=(Option("they_colleague", "They let somebody else serve me, if they would rather", "I let somebody else serve you, if I would rather", "You let somebody else serve me, if you would rather."),),
        i=(
            Option("i_ordinary", "I am an ordinary customer, no favours", "You are an ordinary customer, no favours", "I am an ordinary customer, no favours."),
            Option("i_other_counter", "I go to somebody else there, or to another place", "You go to somebody else there, or to another place", "I go to somebody else there, or to another place."),
        ),
    ),
    Place(
        "work", "Work, or the same employer", "Work, or the same employer", "work", 31,
        they=(Option("they_work_only", "They speak with me about work only", "I speak with you about work only", "You speak with me about work only."),),
        i=(
            Option("i_no_gossip", "I take no part in talk about them there", "You take no part in talk about me there", "I take no part in talk about you there."),
            Option("i_not_decide", "I stay out of decisions about them there", "You stay out of decisions about me there", "I stay out of decisions about you there."),
        ),
    ),
    Place(
        "neighbourhood", "Neighbourhood", "Our neighbourhood", "the neighbourhood", 31,
        i=(
            Option("i_neighbour", "I am as polite as to any neighbour", "You are as polite as to any neighbour", "I am as polite as to any neighbour."),
            Option("i_no_neighbour_talk", "I take no part in neighbours’ talk about them", "You take no part in neighbours’ talk about me", "I take no part in neighbours’ talk about you."),
        ),
    ),
    Place(
        "waiting", "Waiting room", "A waiting room", "the waiting room", 15,
        i=(
            Option("i_sit_apart", "I sit apart and mention nothing later", "You sit apart and mention nothing later", "I sit apart and mention nothing later."),
            Option("i_rebook", "I move my appointment where I can", "You move your appointment where you can", "I move my appointment where I can."),
        ),
    ),
    Place(
        "online", "Online space", "A place online", "the place online", 22,
        they=(Option("they_no_messages", "They send me no messages there", "I send you no messages there", "You send me no messages there."),),
        i=(
            Option("i_not_read", "I do not read or answer what they post there", "You do not read or answer what I post there", "I do not read or answer what you post there."),
            Option("i_leave_quietly", "I leave that space quietly", "You leave that space quietly", "I leave that space quietly."),
        ),
    ),
    Place("other", "Another kind of place", "Another kind of place", "that place", 22),
)

OFTEN: Final = (
    Option("now_and_then", "Now and then", "Now and then", "We may meet there now and then."),
    Option("weekly", "About once a week", "About once a week", "We may meet there about once a week."),
    Option("most_days", "Most days", "Most days", "We may meet there most days."),
    Option("events", "At events", "At events", "We may meet there at events."),
)

COMPANY: Final = (
    Option("their_partner", "Their partner", "My partner", "your partner"),
    Option("their_children", "Their children", "My children", "your children"),
    Option("their_family", "Others of their family", "Others of my family", "others of your family"),
    Option("their_friends", "Their friends", "My friends", "your friends"),
    Option("their_colleagues", "Their colleagues", "My colleagues", "your colleagues"),
    Option("my_people", "People who are with me", "People who are with you", "people who are with me"),
)
