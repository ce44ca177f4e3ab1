/* One page, several views: which one shows, what is said aloud, and how times read. Nothing of it enters an address or a title. */
const main = document.getElementById("main");
const cover = document.getElementById("cover");
const leavers = new Map();
let shown = "home";

export const at = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const view = () => shown;

/* `how` runs whenever the view `name` is left, by whatever way. */
export const whenLeaving = (name, how) => leavers.set(name, how);

/* The heading takes the focus, except at the start: there the first key leads to Hide. */
export const show = (name, { focus = true } = {}) => {
  if (shown !== name) leavers.get(shown)?.();
  for (const section of all(".view[id]", main)) section.hidden = section.id !== name;
  document.body.dataset.view = shown = name;
  scrollTo(0, 0);
  if (focus) at(`#${name} [tabindex="-1"]`)?.focus({ preventScroll: true });
};

export const isCovered = () => !cover.hidden;

/* Said to a screen reader; what is seen stands in the view itself. */
export const say = (sentence) => {
  at("#said").textContent = "";
  requestAnimationFrame(() => (at("#said").textContent = sentence));
};

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
export const timeOf = (date) => clock.format(date);
export const momentOf = (date) =>
  date.toDateString() === new Date().toDateString() ? `today ${timeOf(date)}` : `${day.format(date)}, ${timeOf(date)}`;

export const JUST_NOW = "a moment";
/* "a moment", "5 min", "3 h", "2 days": how long ago that was. A clock that was set back makes no negative age. */
export const ageOf = (date, now = Date.now()) => {
  const minutes = Math.max(0, Math.floor((now - date) / 60_000));
  if (minutes < 1) return JUST_NOW;
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / 1440)} days`;
};

/* 2026-11-28T17:05:09+01:00: the device's own clock with its offset. */
export const isoOf = (date) => {
  const offset = -date.getTimezoneOffset();
  const two = (number) => String(Math.trunc(Math.abs(number))).padStart(2, "0");
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
};

export const icon = (name) => at(`[data-icons] [data-icon="${name}"] svg`).cloneNode(true);
