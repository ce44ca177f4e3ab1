/* A round to practise, judged beforehand (docs/phone.md). Beside the kit lies { device, drills, at: the scene to ask, rows:
   [{ id, key, rating, at }] that wait to be handed in }. What was chosen is kept nowhere. */
import * as session from "./session.js";
import { at, say, show, view, whenLeaving } from "./views.js";

const { store } = self.phone;
const RATINGS = ["fits", "better", "against", "unsafe"];
const box = at("[data-scene]");
const onward = at("[data-do=practise-on]");
let kept = null;
let turn = 0;
let worst = 0; // of a scene's turns: it is what counts
let busy = false;
let fresh = false; // fetched since it was unlocked

const device = () => session.state.kit?.device.id;
const mine = (had) => Boolean(had && had.device === device());
const drill = () => mine(kept) && kept.drills[kept.at];
const drawDoor = () => (at("[data-do=practise]").hidden = !drill());

const change = async (how) => {
  kept = (await store.practice(how).catch(() => null)) || kept;
  drawDoor();
};

const el = (kind, textContent, more) => Object.assign(document.createElement(kind), { textContent }, more);
const words = ({ says, does }) => [says && `“${says}”`, does].filter(Boolean).join(" ");

const draw = (title, parts, next = "") => {
  const heading = el("h2", title, { tabIndex: -1 });
  box.replaceChildren(heading, ...parts.filter(Boolean));
  onward.hidden = !next;
  onward.textContent = next;
  scrollTo(0, 0);
  heading.focus({ preventScroll: true });
};

const ask = () => {
  const { person, setting, asked, turns } = drill();
  const { happens, moves } = turns[turn];
  const list = el("ul", "", { className: "bullets" });
  list.append(...asked.map((one) => el("li", one)));
  const choices = moves.map((move) =>
    el("button", words(move), { type: "button", className: "btn quiet l wide move", onclick: () => answer(move, moves) }),
  );
  const begins = turn ? [] : [el("p", setting), asked[0] && list];
  draw(`${person}, scene ${kept.at + 1} of ${kept.drills.length}`, [...begins, el("p", happens), ...choices]);
};

const answer = (move, moves) => {
  const { turns } = drill();
  const [heading, text] = move.passage;
  const instead = moves[move.instead];
  worst = Math.max(worst, RATINGS.indexOf(move.verdict));
  turn += 1;
  const goesOn = turn < turns.length;
  if (!goesOn) finish();
  draw(
    move.title,
    [
      el("p", `You chose: ${words(move)}`),
      el("p", move.why),
      text && el("blockquote", text),
      el("p", heading, { className: "note" }),
      instead && el("p", `Instead: ${words(instead)}`),
    ],
    goesOn ? "It goes on" : drill() ? "Next scene" : "End of the round",
  );
  say(move.why);
};

/* How well the scene went, and when by the server's clock: nothing else is kept of it. */
const finish = () => {
  const { id, key } = drill();
  const row = { id, key, rating: RATINGS[worst], at: Date.now() + Math.round(session.state.kit.offset) };
  turn = worst = 0;
  const answered = (had) => ({
    ...had,
    at: had.at + (had.drills[had.at]?.id === id),
    rows: [...had.rows.filter((one) => one.id !== id), row],
  });
  kept = answered(kept); // on a full disk it counts while the app is open
  change((had) => mine(had) && answered(had)).then(sync);
};

export const goOn = () => {
  if (drill()) ask();
  else draw("That was the round", [el("p", "It counts, and the next one comes, once this is unlocked with a connection.")]);
};

export const open = async () => {
  await change();
  turn = worst = 0;
  if (!drill()) return;
  show("practise");
  ask();
};

/* Hand in and fetch the next round, while unlocked. A round that shows stays until it is left. */
const sync = async () => {
  if (busy || !session.isOpen()) return;
  busy = true;
  await change();
  const ours = device();
  const sent = mine(kept) ? kept.rows : [];
  let { ok, data } = await session.ask("/rehearse/due.json");
  if (ok && sent.length) ({ ok, data } = await session.ask("/rehearse/answers/", { answers: sent }, data.token));
  fresh = ok && data.format === 1;
  if (fresh && ours === device()) await change((had) => next(had, ours, sent, data.drills));
  busy = false;
  if (fresh && kept?.rows.length) sync(); // answered meanwhile
};

const next = (had, ours, sent, drills) => {
  const same = mine(had);
  const rows = same ? had.rows.filter(({ id }) => !sent.some((one) => one.id === id)) : [];
  if (same && view() === "practise") return { ...had, rows };
  return { device: ours, at: 0, rows, drills: drills.map((one) => ({ ...one, id: crypto.randomUUID() })) };
};

whenLeaving("practise", () => {
  box.replaceChildren();
  sync();
});

session.onChange(() => {
  if (!session.state.kit) kept = null; // ended, and forgotten with the kit
  else if (!kept) change();
  drawDoor();
  if (!session.isOpen()) fresh = false;
  else if (!fresh) sync();
});
