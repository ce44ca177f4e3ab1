"""Whether a scene can be trusted: a move that fits under every policy, and no verdict against a published sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from waveback.rehearsal import acts, rules
from waveback.rehearsal.rules import Judged, Options
from waveback.rehearsal.scene import AGAINST, BETTER, FITS, UNSAFE, Move, Person, Scene, Turn

_ALLOWED: Final = (FITS, BETTER)
_A_WISH: Final = "a wish"
MOST_POLICIES: Final = 2000
"""That one turn or one move is tried under: it keeps the check of any file within seconds. Ours need 243."""


@dataclass(frozen=True)
class Fault:
    """What is unsound: at which turn and move (0 and "" for the scene), and a sentence."""

    turn: int
    move: str
    sentence: str


def faults(scene: Scene) -> Iterator[Fault]:
    """Every fault of a scene, each told once, with the first policy and person that show it."""
    for number, turn in enumerate(scene.turns, 1):
        for move in turn.moves:
            yield from _move_faults(scene, number, move)
        yield from _turn_faults(scene, number, turn)


def _turn_faults(scene: Scene, number: int, turn: Turn) -> Iterator[Fault]:
    seen: set[str] = set()
    weighed = rules.weighed(turn.moves, scene.company)
    if rules.how_many(weighed) > MOST_POLICIES:
        yield Fault(number, "", f"{_too_many(weighed)} Split the turn in two, or weigh fewer clauses in it.")
        return
    never = {(move.key, place) for move in turn.moves for place in range(len(move.verdicts))}
    for person in scene.people:
        for chosen in rules.variants(weighed):
            wanted = rules.wishes(person, scene.company, chosen)
            never -= {(move.key, rules.place_of(move, chosen, wanted)) for move in turn.moves}
            if not rules.fitting(turn, chosen, wanted) and "" not in seen:
                seen.add("")
                yield Fault(number, "", f"No move fits for {person.name} under {rules.told(chosen)}.")
            for move in turn.moves:
                judged = rules.judge(move, chosen, wanted)
                wrong = judged.instead and not rules.judge(turn.move(judged.instead), chosen, wanted).fits
                if wrong and move.key not in seen:
                    seen.add(move.key)
                    sentence = f"instead: {judged.instead} does not fit for {person.name} under {rules.told(chosen)}."
                    yield Fault(number, move.key, sentence)
    for key, place in sorted(never):
        yield Fault(number, key, f"Its verdict no. {place + 1} holds under no policy and for nobody in this scene.")


def _move_faults(scene: Scene, number: int, move: Move) -> Iterator[Fault]:
    seen: set[str] = set()
    named = {*move.clauses, *_with_a_stance(move)}
    clauses = sorted({*rules.weighed([move], scene.company), *named})
    if rules.how_many(clauses) > MOST_POLICIES:
        yield Fault(number, move.key, f"{_too_many(clauses)} Name fewer acts, or weigh fewer clauses.")
        return
    for person in scene.people:
        for chosen in rules.variants(clauses):
            wanted = rules.wishes(person, scene.company, chosen)
            judged = rules.judge(move, chosen, wanted)
            for key, sentence in contradictions(move, judged, chosen, person, scene.company):
                if key not in seen:
                    seen.add(key)
                    under = rules.told({one: option for one, option in chosen.items() if one in named})
                    yield Fault(number, move.key, f"{sentence} (For {person.name}, under {under}.)")


def _too_many(numbers: Sequence[int]) -> str:
    return f"It depends on {len(numbers)} clauses at once, which is too many policies to try."


def _with_a_stance(move: Move) -> set[int]:
    own = set(move.acts)
    return {
        number
        for number, choices in acts.CLAUSES.items()
        if any(own & (stance.says | stance.against) for stance in choices.values())
    }


def contradictions(
    move: Move, judged: Judged, chosen: Options, person: Person, company: str
) -> Iterator[tuple[str, str]]:
    """What in a verdict contradicts the table of acts: (a key for the kind, a sentence)."""
    own = set(move.acts)
    wished = stance_of_wishes(person, chosen, company)
    forbidden = _forbidden(own, chosen, wished, company)
    if judged.verdict in _ALLOWED:
        for act, by in forbidden.items():
            yield f"allowed {act}", f"“{judged.verdict}”, but {by[0]} says that one does not: {acts.ACTS[act]}."
        for act in own & acts.NEVER:
            yield f"never {act}", f"“{judged.verdict}”, but no policy allows it: {acts.ACTS[act]}."
    if judged.verdict == AGAINST:
        yield from _against(judged, forbidden, chosen)
    if judged.verdict in (AGAINST, UNSAFE):
        yield from _blamed(own, judged, chosen, wished, forbidden)


def _forbidden(own: set[str], chosen: Options, wished: acts.Stance, company: str) -> dict[str, list[str]]:
    """Each act that a wish or printed clauses rule out → by what, all of it. Danger goes before every boundary."""
    safety = bool(own & acts.SAFETY)
    found = {} if safety else {act: [_A_WISH] for act in sorted(own & wished.against)}
    for number, stance in _stances(chosen, company):
        if not safety or number in acts.DANGER:
            for act in sorted((own & stance.against) - wished.says):
                found.setdefault(act, []).append(f"clause {number} ({chosen[number]})")
    return found


def _stances(chosen: Options, company: str) -> Iterator[tuple[int, acts.Stance]]:
    for number, key in chosen.items():
        if number == 2 and company in ("alone", "online"):
            continue  # it speaks of company only
        yield number, acts.CLAUSES[number][key]


def stance_of_wishes(person: Person, chosen: Options, company: str) -> acts.Stance:
    """What the client asked for themselves, as it bears on acts; a policy's default is no wish."""
    said: set[str] = set()
    against: set[str] = set()
    wanted = rules.wishes(person, company, chosen)
    for (field, value), stance in acts.WISHES.items():
        if field in person.wishes and value in wanted[field]:
            said |= stance.says
            against |= stance.against
    return acts.Stance(frozenset(said - against), frozenset(against))


def _against(judged: Judged, forbidden: Mapping[str, list[str]], chosen: Options) -> Iterator[tuple[str, str]]:
    ruled_out_by = [one for by in forbidden.values() for one in by]
    if judged.by_wish and _A_WISH in ruled_out_by:
        return
    if judged.clause not in chosen:
        yield "unsaid", f"“against” clause {judged.clause}, which this policy does not print: “better” or “unsafe”."
    elif not any(one.startswith(f"clause {judged.clause} ") for one in ruled_out_by):
        yield "unfounded", f"“against” clause {judged.clause}, whose sentence rules out none of the move’s acts."


def _blamed(
    own: set[str], judged: Judged, chosen: Options, wished: acts.Stance, forbidden: Mapping[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """A move that does what the named clause says, and nothing that anything rules out, is not to be called wrong."""
    key = chosen.get(judged.clause)
    if key is None or forbidden or own & acts.NEVER or judged.by_wish:
        return
    said = own & acts.CLAUSES[judged.clause][key].says
    if said and own == said:
        yield "blamed", f"“{judged.verdict}”, but the move does just what clause {judged.clause} ({key}) says."


def uncovered(scenes: Sequence[Scene]) -> list[int]:
    """The clauses that no scene drills."""
    return sorted(set(acts.CLAUSES) - {number for scene in scenes for number in scene.clauses})
