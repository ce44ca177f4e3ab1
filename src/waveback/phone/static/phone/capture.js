/* The form. Every change seals all of it anew under the same id, so that whatever happens next, what was put down is kept.
   What was sealed cannot be read back here: the open form lives in the page alone. */
import * as session from "./session.js";
import { all, at, isoOf, say, show, timeOf, view } from "./views.js";

const { store, send } = self.phone;
const form = at("#capture-form");
const TYPING = 150; // ms
const SEARCHING = 250;
const COPIED = "Copied. Paste it somewhere safe.";
let open = null; // { id, n, kit, begun_at, kept, letGo, working, told }
let typing = 0;

const locked = () => session.isLocked();

/* What the form says: CaptureForm's own names, empty ones left out. */
const fields = () => {
  const told = {};
  for (const [name, value] of new FormData(form)) {
    if (value === "") continue;
    const several = form.elements[name]?.[0]?.type === "checkbox";
    if (several) (told[name] ??= []).push(value);
    else told[name] = value;
  }
  return told;
};

const UNTOUCHED = ["when", "on", "at"];
const isEmpty = () => Object.entries(fields()).every(([name, value]) => UNTOUCHED.includes(name) && value !== "earlier");

const content = (capture) => ({
  v: 1,
  capture: capture.id,
  n: ++capture.n,
  fields: capture.told,
  captured_at: isoOf(capture.begun_at),
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
});

/* Hold a lock while this form is open: a drain (of another tab, of the worker) leaves its row alone until then. */
const holdLock = (id) =>
  new Promise((held) => {
    navigator.locks.request(`capture ${id}`, () => new Promise((letGo) => held(letGo)));
  });

export const begin = async ({ who, like } = {}) => {
  end();
  form.reset();
  const id = crypto.randomUUID();
  open = { id, n: 0, kit: session.state.kit, begun_at: new Date(), kept: null, letGo: null, working: null, told: null };
  at("[data-now]", form).textContent = timeOf(open.begun_at);
  at("[data-kept]").textContent = "";
  full("");
  whoError("");
  offer([...(who ? [who] : []), ...session.state.people.filter(({ id }) => id !== who?.id)], who?.id);
  if (like) repeat(like);
  show("capture");
  if (!open.kit) full("This phone is not set up, so it can keep nothing. Set it up first, or copy what you write.");
  sealer().catch(() => {}); // what is wrong with it shows at the first word
  const letGo = await holdLock(id);
  if (open?.id !== id) return letGo();
  open.letGo = letGo;
  if (who) changed();
};

/* The same meeting, somebody else: when and where stay, nothing else does. */
const repeat = (like) => {
  for (const [name, value] of Object.entries(like)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
};

const KEPT_FOR_ANOTHER = ["when", "on", "at", "place"];
export const another = () => {
  const told = fields();
  const like = Object.fromEntries(KEPT_FOR_ANOTHER.filter((name) => name in told).map((name) => [name, told[name]]));
  return begin({ like: last ?? like });
};
let last = null;

/* Seal what the form says now, and put it in the place of what was there. One at a time; the newest words win.
   What the form says is taken down at once: it may be emptied a moment later. Resolves to whether it is on the disk. */
const keep = () => {
  if (!open) return Promise.resolve(true);
  const capture = open;
  capture.told = fields();
  capture.working ??= sealAndPut(capture).finally(() => (capture.working = null));
  return capture.working;
};

const sealAndPut = async (capture) => {
  let kept = false;
  while (capture.kit && capture.told) {
    const what = content(capture);
    capture.told = null;
    kept = await put(capture, what).then(
      () => true,
      (error) => (notKept(error), false),
    );
  }
  if (kept) {
    capture.kept = new Date();
    if (capture === open) {
      full("");
      at("[data-kept]").textContent = `Kept ${timeOf(capture.kept)}`;
    }
  }
  return kept;
};

/* Fetched when the form is shown, not before: the form itself shall be there at once. */
const sealer = () => import("./seal.js");

const put = async (capture, what) =>
  keepRow({
    id: capture.id,
    n: what.n,
    sealed: await (await sealer()).seal(capture.kit, what),
    key: capture.kit.practice_key.id,
    receipt_key: capture.kit.receipt_key,
    device: capture.kit.device.id,
    kept_at: new Date().toISOString(),
    state: "open",
  });

/* Sealed, and not on the disk yet: it stays in memory when its form is gone, and is tried again until there is room. */
const homeless = new Map();
const keepRow = async (row) => {
  homeless.set(row.id, row);
  await store.keep(row);
  if (homeless.get(row.id) === row) homeless.delete(row.id);
};
export const hasHomeless = () => homeless.size > 0;
export const tryAgain = () => {
  for (const row of homeless.values()) {
    if (row.id === open?.id) keep();
    else keepRow(row).then(wasLeft, () => {});
  }
};
const wasLeft = () => form.dispatchEvent(new CustomEvent("phone:left", { bubbles: true }));

const notKept = (error) => {
  at("[data-kept]").textContent = "Not kept";
  full(
    error?.name === "QuotaExceededError"
      ? "This phone is full. What you wrote is on this screen only. Make room, or copy it; every change tries again."
      : "This phone cannot keep it now. What you wrote is on this screen only. Copy it; every change tries again.",
  );
};

const full = (sentence) => {
  const notice = at("[data-full]");
  notice.hidden = !sentence;
  if (at("[data-full-says]").textContent !== sentence) at("[data-full-says]").textContent = sentence;
};

/* Typing waits a moment, a tap does not. */
const changed = (delay = 0) => {
  clearTimeout(typing);
  typing = setTimeout(keep, delay);
};

export const flush = () => {
  clearTimeout(typing);
  if (open && (open.n || !isEmpty())) return keep();
  return Promise.resolve(true);
};

form.addEventListener("input", (event) => {
  if (event.target.id === "id_who") search(event.target.value);
  // Found and chosen: what was typed to find them, a name perhaps, has done its work.
  if (event.target.matches("#people input")) form.elements.who.value = "";
  if (["client", "who"].includes(event.target.name)) whoError("");
  changed(event.target.matches("input[type=text], textarea") ? TYPING : 0);
});

/* Who */

const whoError = (sentence) => {
  at("#who-error").textContent = sentence;
  if (sentence) form.elements.who.setAttribute("aria-invalid", "true");
  else form.elements.who.removeAttribute("aria-invalid");
};

const chip = (one, chosen) => {
  const label = document.createElement("label");
  const input = Object.assign(document.createElement("input"), { type: "radio", name: "client", value: one.id });
  const span = document.createElement("span");
  label.className = "chip";
  input.checked = one.id === chosen;
  span.append(one.label);
  label.append(input, span);
  return label;
};

/* Whoever was chosen stays chosen, whatever list comes: by their label, or without it once it is locked. */
const offer = (people, chosen = form.elements.client?.value) => {
  const had = at("#people :checked");
  const stays = had && !people.some(({ id }) => id === had.value);
  const label = locked() ? "Chosen" : had?.nextSibling.textContent;
  at("#people").replaceChildren(...[...(stays ? [{ id: had.value, label }] : []), ...people].map((one) => chip(one, chosen)));
  form.elements.who.placeholder = locked() ? "A word to know them by" : "Someone else: type a label";
};

let asked = 0;
let searching = 0;
const search = (typed) => {
  clearTimeout(searching);
  if (locked()) return;
  const mine = ++asked;
  searching = setTimeout(async () => {
    const found = typed.trim() ? await session.find(typed) : session.state.people;
    if (mine === asked && open && !locked()) offer(found);
  }, SEARCHING);
};

form.addEventListener("click", (event) => {
  const ago = event.target.closest("[data-ago]")?.dataset.ago;
  if (!ago) return;
  const minutes = ago === "day" ? 24 * 60 : Number(ago);
  const [date, time] = isoOf(new Date(Date.now() - minutes * 60_000)).split("T");
  form.elements.on.value = date;
  form.elements.at.value = ago === "day" ? "" : time.slice(0, 5);
  form.elements.approximately.checked = true;
  changed();
});

/* Saving, closing */

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!open) return;
  const told = fields();
  if (!told.client && !told.who) {
    whoError(locked() ? "Write a word by which you will know who it was, or choose “Say later”." : "Say who it was, or choose “Say later”.");
    form.elements.who.focus();
    return;
  }
  await save();
});

/* The newest words are on the disk, or the page says that they are not and stays. */
const save = async () => {
  clearTimeout(typing);
  const capture = open;
  if (!(await keep())) {
    at("[data-full]").scrollIntoView({ block: "center" });
    return false;
  }
  await finish(capture);
  at("[data-saved-at]").textContent = timeOf(capture.kept);
  at("[data-add]").hidden = locked();
  show("saved");
  say("Saved on this phone");
  return true;
};

const finish = async (capture) => {
  const told = fields();
  last = Object.fromEntries(KEPT_FOR_ANOTHER.filter((name) => name in told).map((name) => [name, told[name]]));
  await store.ready(capture.id).catch(() => {});
  capture.letGo?.();
  capture.letGo = null;
  if (locked()) wipe(); // written, never read
  form.dispatchEvent(new CustomEvent("phone:saved", { bubbles: true, detail: capture.id }));
};

/* Back to the same form, while it is still in memory: the same id, sealed anew. */
export const addTo = async () => {
  if (!open || locked()) return begin();
  const capture = open;
  show("capture");
  const letGo = await holdLock(capture.id);
  if (open !== capture) return letGo();
  capture.letGo = letGo;
};

const wipe = () => {
  open = null;
  form.reset();
  at("#people").replaceChildren();
};

/* The form goes; what it said is sealed and waits. */
export const end = () => {
  if (!open) return;
  clearTimeout(typing);
  clearTimeout(searching);
  const capture = open;
  const unkept = capture.letGo && !isEmpty() ? keep() : Promise.resolve();
  wipe();
  unkept.finally(async () => {
    if (!capture.letGo) return;
    if (capture.n) await store.ready(capture.id).catch(() => {});
    capture.letGo();
    wasLeft();
  });
};

/* The cross: nothing put down, nothing asked. */
export const close = async () => {
  if (!open || (isEmpty() && !open.n)) return leave();
  const dialog = at("#close-it");
  dialog.returnValue = "";
  dialog.showModal();
};

const leave = () => {
  end();
  show("home");
};

at("#close-it").addEventListener("close", async () => {
  const said = at("#close-it").returnValue;
  if (!open || !said) return;
  const capture = open;
  if (said === "keep" && !(await keep())) return; // full: stay, and say so
  if (said === "throw") {
    clearTimeout(typing);
    await capture.working;
    homeless.delete(capture.id);
    await store.drop(capture.id);
    capture.letGo?.();
    wipe();
  } else {
    await finish(capture);
    wipe();
  }
  show("home");
});

export const copy = async () => {
  const lines = all("fieldset, .field", form).map(inWords).filter(Boolean);
  await navigator.clipboard.writeText(lines.join("\n")).then(() => say(COPIED), () => {});
  at("[data-do=copy]").lastChild.textContent = "Copied";
};

/* "Where? Street" */
const inWords = (part) => {
  const asked = at("legend, label", part)?.textContent.trim() || "";
  const chosen = all("input:checked", part).map((input) => input.nextElementSibling?.textContent.trim());
  const typed = all("textarea, input[type=text], input[type=date], input[type=time]", part).map((box) => box.value.trim());
  const said = [...new Set([...chosen, ...typed].filter(Boolean))];
  return said.length ? `${asked} ${said.join(", ")}` : "";
};

session.onChange(() => {
  if (open && view() === "capture") {
    open.kit ??= session.state.kit;
    offer(session.state.people);
  }
});
