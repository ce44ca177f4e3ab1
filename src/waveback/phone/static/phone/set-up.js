/* Putting the app on the home screen, pairing it, and asking the phone not to clear it. */
import * as session from "./session.js";
import { all, at, say, show } from "./views.js";

let prompt = null;

export const isInstalled = () =>
  matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;

const draw = async () => {
  const { kit, unpaired } = session.state;
  at("[data-installed]").hidden = !isInstalled();
  at("[data-not-installed]").hidden = isInstalled();
  at("[data-install]").hidden = !prompt;
  const paired = Boolean(kit) && !unpaired;
  at("#pair").hidden = paired;
  at("[data-paired]").hidden = !paired;
  at("[data-paired]").textContent = paired ? `Paired, as “${kit.device.name}”. It can be ended on your desk: Settings, Phones.` : "";
  at("[data-home-screen-first]").hidden = isInstalled() || system() !== "ios";
  await drawStorage();
};

const drawStorage = async () => {
  const safe = await navigator.storage?.persisted?.().catch(() => false);
  at("[data-persist]").hidden = safe || !navigator.storage?.persist;
  at("[data-persisted]").textContent = safe
    ? "The phone has agreed not to clear what waits here."
    : "When a phone runs short of room it may clear what apps keep. Ask it not to: what waits here has not arrived yet.";
};

export const persist = async () => {
  const safe = await navigator.storage?.persist?.().catch(() => false);
  await drawStorage();
  say(safe ? "The phone has agreed." : "The phone did not agree. Installed on the home screen, it usually does.");
};

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  prompt = event;
  at("[data-install]").hidden = false;
});

export const install = async () => {
  const asking = prompt;
  prompt = null;
  await asking?.prompt();
  await draw();
};
addEventListener("appinstalled", draw);

/* A pairing link carries its code behind the #, which no server sees; it is taken out of the address at once. */
export const takeCode = () => {
  const code = /^#pair=([\w-]{4,40})$/.exec(location.hash)?.[1];
  if (location.hash) history.replaceState(null, "", location.pathname);
  if (code) at("#pair-code").value = code;
  return Boolean(code);
};

const NO_CONNECTION = "There is no connection to your server now. Try again in a moment.";

at("#pair").addEventListener("submit", async (event) => {
  event.preventDefault();
  const error = at("#pair-error");
  const { code, name } = event.target.elements;
  error.textContent = "";
  if (!code.value.trim()) {
    error.textContent = "Type the code that your desk shows.";
    return code.focus();
  }
  const { ok, status, data } = await session.ask("/phone/pair/", { code: code.value.trim(), name: name.value.trim() });
  if (!ok) {
    error.textContent = data.say || (status ? "That did not work. Try again." : NO_CONNECTION);
    return code.focus();
  }
  code.value = "";
  await session.takeKit(data);
  await session.refresh();
  await persist(); // a browser lets us ask on a tap
  await draw();
  say("This phone is paired.");
  at("#set-up-h").focus();
});

export const open = async () => {
  await draw();
  for (const guide of all("[data-guide]")) guide.open = guide.dataset.guide === system();
  show("set-up");
};

const system = () => (/iPhone|iPad|iPod/.test(navigator.userAgent) ? "ios" : /Android/.test(navigator.userAgent) ? "android" : "");

session.onChange(() => document.body.dataset.view === "set-up" && draw());
