/* Waveback on the phone: it starts here. Locked until the server says otherwise; blank whenever nobody looks. */
import * as capture from "./capture.js";
import * as card from "./card.js";
import { isThere, unlockByPasskey } from "./passkey.js";
import * as practise from "./practise.js";
import * as session from "./session.js";
import * as setUp from "./set-up.js";
import { all, at, isCovered, say, show, timeOf, view } from "./views.js";
import * as waiting from "./waiting.js";

const IDLE = 5 * 60_000; // ms without a touch, then it locks
const HOLD = 700; // ms: a press that is meant
const THREE = 900; // ms for three taps, or three times Shift

const drawHome = () => {
  const { session: how, kit, unpaired } = session.state;
  const locked = session.isLocked();
  for (const part of all(".if-locked")) part.hidden = !locked;
  at("#unlock").hidden = how !== "locked";
  at("#unlock .pin").hidden = !kit?.pin;
  at("[data-do=passkey]").hidden = !isThere();
  at(".if-signed-out").hidden = how !== "none" || !kit || unpaired;
  at(".if-open").hidden = locked;
  at("[data-demo]").hidden = !kit?.demo;
  at(".if-no-kit").hidden = Boolean(kit) && !unpaired;
  told(trouble(session.state));
};

const trouble = ({ kit, keepsNothing, revoked, unpaired }) => {
  if (keepsNothing) return "This browser keeps nothing here, so an entry would be lost. Use another one.";
  if (capture.hasHomeless()) return "This phone is full, and one entry is not kept yet. Make room, and leave this open.";
  if (revoked) return "This phone was ended on your desk. It has forgotten its keys; what waits here is still handed in.";
  if (unpaired && kit) return "Your server does not know this phone any more. You can go on writing; pair it again to send.";
  return "";
};

const told = (sentence) => {
  const notice = at("[data-told]");
  notice.hidden = !sentence;
  notice.textContent = sentence;
};

const goHome = () => {
  capture.end();
  show("home");
};

/* Locking and unlocking */

const lockNow = () => {
  at("#close-it").close();
  capture.end();
  session.lock();
  clearTyped();
  if (view() !== "home" && view() !== "waiting") show("home");
};

/* What the browser may keep of a page that it puts aside (session restore, the page cache) holds nothing typed. */
const clearTyped = () => {
  for (const form of document.forms) form.reset();
  at("#pin-error").textContent = "";
};

const whyNot = (status, { say: said, left }) => {
  if (status === 0) return "There is no connection. Writing and the card work without.";
  if (left) return `That is not it. ${left} ${left === 1 ? "try is" : "tries are"} left.`;
  return said || "Sign in again.";
};

const passed = async ({ ok, status, data }) => {
  at("#pin").value = "";
  if (ok) {
    say("Unlocked");
    at("#pin-error").textContent = "";
    at("[data-do=capture]").focus();
  } else {
    at("#pin-error").textContent = whyNot(status, data);
    at("#pin").focus();
  }
};

at("#unlock").addEventListener("submit", (event) => event.preventDefault());
at("#pin").addEventListener("input", async () => {
  const pin = at("#pin").value;
  if (/^\d{6}$/.test(pin)) passed(await session.unlock({ pin }));
});

/* Nobody looks: show the mark alone, at once. */

let left = 0;
const blank = (on) => document.documentElement.classList.toggle("away", on);

const leave = () => {
  left ||= Date.now();
  blank(true);
  if (!gone) session.leave(); // to another of our pages is not away
  capture.flush();
};
const comeBack = () => {
  if (left && Date.now() - left >= session.AWAY) lockNow();
  else session.isBack();
  left = 0;
  blank(false);
  wake();
  capture.tryAgain();
  session.refresh();
  waiting.handIn({ eager: true });
};
document.addEventListener("visibilitychange", () => (document.hidden ? leave() : comeBack()));
addEventListener("blur", () => setUp.isInstalled() && blank(true));
addEventListener("focus", () => !document.hidden && blank(false));
let gone = false;
addEventListener("pagehide", () => {
  gone = true;
  capture.end();
  clearTyped();
  blank(true);
});
addEventListener("pageshow", (event) => event.persisted && location.reload());

let seen = Date.now();
const wake = () => (seen = Date.now());
for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, wake, { passive: true, capture: true });
setInterval(() => {
  const now = Date.now();
  capture.tryAgain();
  if (left && now - left >= session.AWAY && session.isOpen()) lockNow();
  else if (now - seen >= IDLE && (session.isOpen() || view() === "capture")) lockNow();
}, 5000);

/* The cover: a list like any other. */

const coverUp = () => {
  lockNow();
  at("#cover").hidden = false;
  document.body.classList.add("covered");
  at("#cover-h").focus();
};
const uncover = () => {
  if (!isCovered()) return;
  at("#cover").hidden = true;
  document.body.classList.remove("covered");
  show("home");
};

let held = 0;
at("#cover").addEventListener("pointerdown", () => (held = setTimeout(uncover, HOLD)));
for (const kind of ["pointerup", "pointercancel", "pointerleave"]) at("#cover").addEventListener(kind, () => clearTimeout(held));
at("#cover").addEventListener("contextmenu", (event) => event.preventDefault());

/* Three of a kind within a moment, with nothing else in between. */
const three = (what) => {
  let times = [];
  return (same = true) => {
    if (!same) return (times = []);
    const now = performance.now();
    times = [...times.filter((time) => now - time < THREE), now];
    if (times.length < 3) return;
    times = [];
    what();
  };
};
const taps = three(coverUp);
const shifts = three(() => (isCovered() ? uncover() : coverUp()));
document.addEventListener("pointerdown", (event) => event.target.closest("[data-title]") && taps());
document.addEventListener("keydown", (event) => event.repeat || shifts(event.key === "Shift"));

/* What the buttons do */

const acts = {
  cover: coverUp,
  home: goHome,
  capture: () => begun.then(() => capture.begin()), // tapped before all is read: it waits, and is not lost
  "capture-from-card": () => capture.begin({ who: card.whom() }),
  another: () => capture.another(),
  add: () => capture.addTo(),
  close: () => capture.close(),
  copy: () => capture.copy(),
  card: () => card.open(),
  dim: () => card.dim(),
  practise: () => practise.open(),
  "practise-on": () => practise.goOn(),
  "next-phrase": () => card.wasSwipe() || card.next(),
  waiting: async () => {
    if (view() === "capture") await capture.flush();
    capture.end();
    waiting.open();
  },
  "send-now": () => waiting.sendNow(),
  "set-up": () => setUp.open(),
  install: () => setUp.install(),
  persist: () => setUp.persist(),
  passkey: async () => {
    const said = await unlockByPasskey();
    if (said) passed(said);
    else at("#pin-error").textContent = "That did not work here. Unlock in another way.";
  },
};
document.addEventListener("click", (event) => {
  const act = event.target.closest("[data-do]")?.dataset.do;
  if (act) acts[act]?.();
});

/* Back leads home first. The entry that it takes back is this same address, which tells nothing. */
let deep = false;
const noteDepth = () => {
  if (view() !== "home" && !deep) history.pushState(null, "");
  deep = view() !== "home" || deep;
};
new MutationObserver(noteDepth).observe(document.body, { attributeFilter: ["data-view"] });
addEventListener("popstate", () => {
  deep = false;
  if (view() === "capture") capture.close();
  else goHome();
});

/* After saving */

let saved = "";
document.addEventListener("phone:saved", (event) => {
  saved = event.detail;
  waiting.register(); // not awaited: where no worker comes up, it is sent all the same
  waiting.handIn({ eager: true });
});
document.addEventListener("phone:left", () => {
  drawHome();
  waiting.handIn({ eager: true });
});
document.addEventListener("phone:waiting", () => {
  if (!saved) return;
  const arrived = !waiting.waits(saved);
  at("[data-sent]").classList.toggle("good", arrived);
  at("[data-sent] svg").replaceWith(at(`[data-icon=${arrived ? "check" : "cloud-off"}] svg`).cloneNode(true));
  at("[data-sent] span").textContent = arrived ? timeOf(new Date()) : "Waiting";
});

/* A new version waits beside this one until no form is open anywhere. */

const followUpdates = async () => {
  if (!navigator.serviceWorker) return;
  const had = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => had && view() === "home" && location.reload());
  const worker = await navigator.serviceWorker.register("/phone/sw.js", { scope: "/phone/", updateViaCache: "none" });
  const offer = () => view() === "home" && worker.waiting?.postMessage("take over");
  worker.addEventListener("updatefound", () =>
    worker.installing?.addEventListener("statechange", offer),
  );
  new MutationObserver(offer).observe(document.body, { attributeFilter: ["data-view"] });
  offer();
};

session.onChange(drawHome);
addEventListener("hashchange", () => setUp.takeCode() && setUp.open()); // a pairing link
addEventListener("online", () => {
  session.refresh();
  waiting.handIn({ eager: true });
});

const begun = session.begin();

const begin = async () => {
  const pairing = setUp.takeCode();
  const wanted = new URLSearchParams(location.search);
  if (location.search) history.replaceState(null, "", location.pathname);
  await begun;
  if (pairing) setUp.open();
  else if (wanted.has("new") && session.state.kit) capture.begin();
  else if (wanted.has("card")) card.open();
  else if (view() === "home") drawHome();
  document.documentElement.dataset.ready = "true";
  performance.mark("ready");
  await waiting.draw();
  followUpdates().catch(() => {}); // without a worker it still works while there is a connection
  await session.refresh();
  waiting.handIn({ eager: true });
};
begin();
