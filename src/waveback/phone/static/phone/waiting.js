/* What waits: how many, how old, what stood in the way; and when it is tried again. */
import { JUST_NOW, ageOf, all, at, icon, momentOf, say, show, view } from "./views.js";

const { store, send } = self.phone;
const WHY = {
  "": "Not tried yet.",
  offline: "There was no connection.",
  timeout: "The connection was too slow.",
  elsewhere: "Something else answered in place of your server: a network that asks for a sign-in, perhaps.",
  server: "The server could not take it just then.",
  slow_down: "The server asked to wait a little.",
  pair_first: "This phone has to be paired again. Nothing is lost.",
  too_large: "It is too long for the server. Nothing is lost; tell whoever runs it.",
  not_understood: "The server did not understand it. Nothing is lost; tell whoever runs it.",
  cannot_open: "The server could not open it. Nothing is lost; tell whoever runs it.",
  refused: "The server did not take it. Nothing is lost.",
  receipt: "What came back was not signed by your server. It stays here.",
};
let rows = [];
let unread = "Counting"; // until the queue has been read, nothing is said of it
let timer = 0;

const oldest = () => (rows.length ? new Date(rows[0].first_kept_at) : null);
const summary = () => {
  if (unread) return unread;
  if (!rows.length) return "Nothing waits";
  const age = ageOf(oldest());
  return `${rows.length} ${rows.length === 1 ? "waits" : "wait"}${age === JUST_NOW ? "" : `, ${age}`}`;
};

const drawTags = () => {
  for (const tag of all("[data-waits]")) {
    tag.querySelector("span").textContent = summary();
    tag.querySelector("svg").replaceWith(icon(rows.length || unread ? "cloud-off" : "check"));
    tag.classList.toggle("some", rows.length > 0);
  }
};

const line = (row) => {
  const li = document.createElement("li");
  const head = Object.assign(document.createElement("b"), {
    textContent: `Kept ${momentOf(new Date(row.first_kept_at))}, ${ageOf(new Date(row.first_kept_at))} ago`,
  });
  const tries = row.tries > 1 ? ` Tried ${row.tries} times.` : "";
  const why = row.state === "open" && !row.tries ? "Its form is still open, or was left." : WHY[row.last] || WHY.refused;
  const note = Object.assign(document.createElement("p"), { className: "note", textContent: why + tries });
  li.append(head, note);
  return li;
};

const drawView = () => {
  at("[data-waiting-says]").textContent = unread
    ? "What waits here cannot be read just now. It stays."
    : rows.length ? `${rows.length === 1 ? "One entry waits" : `${rows.length} entries wait`} on this phone, the oldest for ${ageOf(oldest())}.`
    : "Nothing waits on this phone. Everything has arrived.";
  at("[data-waiting-rows]").replaceChildren(...rows.map(line));
  at("[data-do=send-now]").hidden = !rows.length;
};

/* Whether the capture with this id has arrived: the saved view asks. */
export const waits = (id) => unread !== "" || rows.some((row) => row.id === id);

export const draw = async () => {
  rows = await store.rows().then((found) => ((unread = ""), found), () => ((unread = "Cannot be read"), rows));
  drawTags();
  drawView();
  document.dispatchEvent(new CustomEvent("phone:waiting"));
};

/* Hand in what waits, and come back when the next one is due. */
export const handIn = async ({ eager = false } = {}) => {
  clearTimeout(timer);
  const result = await send.drain({ eager }).catch(() => null);
  await draw();
  const next = Math.min(...rows.filter((row) => row.next_at).map((row) => row.next_at));
  if (Number.isFinite(next)) timer = setTimeout(handIn, Math.max(1000, next - Date.now()));
  return result;
};

/* Where the browser can, it sends even when the app is closed. */
export const register = async () => {
  const worker = await navigator.serviceWorker?.ready;
  await worker?.sync?.register("captures").catch(() => {}); // not allowed, or unknown: it goes at the next opening
};

export const open = async () => {
  await draw();
  show("waiting");
};

export const sendNow = async () => {
  const button = at("[data-do=send-now]");
  button.disabled = true;
  const result = await handIn({ eager: true });
  button.disabled = false;
  say(result && !result.left ? "Everything has arrived." : "It still waits.");
};

store.onChange(draw);
setInterval(() => rows.length && (drawTags(), view() === "waiting" && drawView()), 30_000);
