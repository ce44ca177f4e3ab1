/* The next sixty seconds: five lines, one phrase at a time, this one's wish where somebody may read. */
import * as session from "./session.js";
import { all, at, show, view, whenLeaving } from "./views.js";

const DIMS_AFTER = 20_000; // ms
const SWIPE = 40; // px
const card = at("#card");
let phrase = 0;
let chosen; // { id, label, wish }
let found = [];
const finder = at("#whom");
let dimming = 0;

const phrases = () => session.state.kit?.phrases || [];

const draw = () => {
  drawPhrase();
  drawWishes();
};

const item = (kind, text) => Object.assign(document.createElement(kind), { textContent: text });

const drawPhrase = () => {
  const have = phrases();
  at("[data-phrases]").hidden = have.length === 0;
  if (!have.length) return;
  phrase = (phrase + have.length) % have.length;
  at("[data-phrase]").textContent = have[phrase].words;
  at("[data-dots]").replaceChildren(...have.map((_, index) => mark(index === phrase)));
};

const mark = (on) => Object.assign(document.createElement("i"), { className: on ? "on" : "" });

const drawWishes = () => {
  at("[data-wishes]").hidden = !session.isOpen();
  if (!session.isOpen()) forget();
  const people = [...new Map([...found, ...session.state.people].map((one) => [one.id, one])).values()];
  chosen = people.find(({ id }) => id === chosen?.id);
  at("[data-wish-people]").replaceChildren(...people.slice(0, 3).map(person));
  at("[data-wish]").textContent = chosen ? chosen.wish || "No wish is at hand: the five lines hold." : "";
};

const forget = () => {
  found = [];
  chosen = undefined;
  finder.value = "";
};

finder.addEventListener("input", async () => {
  const typed = finder.value.trim();
  const people = typed ? await session.find(typed) : [];
  if (typed !== finder.value.trim()) return;
  found = people;
  chosen = undefined;
  drawWishes();
});

const person = (one) => {
  const button = item("button", one.label);
  button.type = "button";
  button.className = "btn quiet";
  button.setAttribute("aria-pressed", String(one === chosen));
  button.addEventListener("click", async () => {
    one.wish ||= (await session.ask("/phone/wish/", { client: one.id })).data.wish; // a search tells none
    chosen = chosen === one ? undefined : one;
    drawWishes();
    at(`[data-wish-people] button[aria-pressed=true]`)?.focus();
  });
  return button;
};

export const next = (by = 1) => {
  phrase += by;
  drawPhrase();
};

export const whom = () => chosen;

/* It dims by itself and comes back with any touch or key; the text stays where it is. */
const setDim = (on) => {
  document.body.classList.toggle("dim", on);
  at("[data-do=dim]").setAttribute("aria-pressed", String(on));
};
export const dim = () => setDim(!document.body.classList.contains("dim"));

const wake = (event) => {
  if (view() !== "card") return;
  clearTimeout(dimming);
  dimming = setTimeout(() => setDim(true), DIMS_AFTER);
  if (event?.target.closest?.("[data-do=dim]")) return; // the button itself decides
  setDim(false);
};

export const open = () => {
  phrase = 0;
  draw();
  show("card");
  wake();
};

whenLeaving("card", () => {
  forget();
  clearTimeout(dimming);
  setDim(false);
});

for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, wake);

document.addEventListener("keydown", (event) => {
  if (view() !== "card" || event.target === finder) return;
  if (event.key === "ArrowRight" || event.key === "ArrowDown") next();
  else if (event.key === "ArrowLeft" || event.key === "ArrowUp") next(-1);
  else return;
  event.preventDefault();
});

let from = null;
card.addEventListener("pointerdown", (event) => (from = { x: event.clientX, y: event.clientY }));
card.addEventListener("pointerup", (event) => {
  if (!from) return;
  const across = event.clientX - from.x;
  const along = event.clientY - from.y;
  from = null;
  if (Math.abs(across) < SWIPE || Math.abs(across) < 2 * Math.abs(along)) return;
  next(across < 0 ? 1 : -1);
  swiped = performance.now();
});
let swiped = -Infinity;
/* The click that ends a swipe on the phrase is no tap. */
export const wasSwipe = () => performance.now() - swiped < 350;

session.onChange(draw); // whatever view shows: no label stays behind in this one
all("[data-phrases]").forEach((one) => (one.hidden = true));
