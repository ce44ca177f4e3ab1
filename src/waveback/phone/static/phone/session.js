/* Whether somebody may read here. Labels and wishes live in this module's memory, only while unlocked; nothing here is stored
   but the kit. A cold start is locked until the server says that the session is open. */
const { store } = self.phone;
const listeners = new Set();
const TIMEOUT = 15_000;
export const AWAY = 60_000; // ms away, then it locks

export const state = { kit: null, session: "unknown", people: [], revoked: false, unpaired: false, keepsNothing: false };

export const onChange = (listener) => listeners.add(listener);
const tell = () => listeners.forEach((listener) => listener(state));

export const isOpen = () => state.session === "open";
export const isLocked = () => !isOpen();

/* JSON from our own server, or what went wrong instead: { ok, status, data }. Never follows a redirect, never reads a page. */
export const ask = async (path, body, token) => {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  try {
    const answer = await fetch(path, {
      ...init,
      headers: { Accept: "application/json", ...(init.body && { "Content-Type": "application/json" }), ...(token && { "X-CSRFToken": token }) },
      redirect: "manual",
      keepalive: Boolean(init.body), // leaving the page does not stop it
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (answer.type !== "basic" || (!isJson && answer.status !== 204)) return { ok: false, status: 0, data: {} };
    return { ok: answer.ok, status: answer.status, data: isJson ? await answer.json() : {} };
  } catch {
    return { ok: false, status: 0, data: {} };
  }
};

/* Before anything else, from the phone itself: enough to write and to show the card. */
export const begin = async () => {
  try {
    const [kit, owesLock] = await store.atStart();
    state.kit = kit || null;
    owed = owesLock === true || Date.now() - owesLock >= AWAY;
    if (owesLock && !owed) isBack();
  } catch {
    state.keepsNothing = true; // a private window, or a disk that fails
  }
  tell();
};

const isKit = (data) => Boolean(data?.practice_key?.public && data.receipt_key?.public && data.device?.id);

/* Keep only what the phone may hold. The session's state belongs to the moment. */
export const takeKit = async (data) => {
  if (!isKit(data)) return false;
  const { practice_key, receipt_key, device, phrases, server_time, pin, demo } = data;
  const offset = Date.parse(server_time) - Date.now();
  state.kit = { practice_key, receipt_key, device, phrases, pin, demo, offset };
  state.revoked = state.unpaired = false;
  state.session = data.mine === false ? "none" : data.session;
  await store.keepKit(state.kit).catch(() => {}); // a full phone: the old kit stands, this one is in memory
  return true;
};

/* Ask the server how things stand. Silence changes nothing, except that what was never told stays locked. */
export const refresh = async () => {
  const before = locks;
  if (owed) await tellOfLock();
  const { ok, status, data } = await ask("/phone/kit/");
  if (ok) await takeKit(data);
  // Locked here meanwhile, or the server was not told: what it says of the session is older than what holds here.
  if ((owed || locks !== before) && isOpen()) state.session = "locked";
  if (status === 401) {
    state.unpaired = true;
    state.session = "none";
  }
  if (status === 410) await revoked();
  if (isOpen()) await readPeople();
  else state.people = [];
  tell();
  return status;
};

/* The desk ended this phone: forget the keys and the phrases. The queue stays, and is still handed in. */
const revoked = async () => {
  state.revoked = true;
  state.session = "none";
  state.kit = null;
  await store.forgetKit();
};

const readPeople = async () => {
  const before = locks;
  const { ok, status, data } = await ask("/phone/unlocked/");
  if (locks !== before) return; // locked while it was on its way: nobody may see it any more
  if (ok) state.people = data.people || [];
  else if (status) state.session = "locked";
};

export const find = async (typed) => {
  if (!isOpen()) return [];
  const { ok, data } = await ask("/phone/find/", { typed });
  return ok ? data.people : state.people;
};

/* At once here; at the server as soon as it can be reached, even if that is by the next start of the app. */
export const lock = () => {
  const told = ["none", "locked"].includes(state.session); // and "unknown" is to be locked, too
  locks += 1;
  state.people = [];
  if (state.session !== "none") state.session = "locked";
  tell();
  if (told) return;
  owed = true;
  store.setOwesLock(true).catch(() => {}); // a full phone: the server's own quarter of an hour still locks
  tellOfLock();
};
let locks = 0;
let owed = false;

/* The system may end a page that was left before its minute is over: a mark says since when nobody looks. */
export const leave = () => isOpen() && store.setOwesLock(Date.now()).catch(() => {});
export const isBack = () => owed || settled();

const tellOfLock = async () => {
  const { status } = await ask("/phone/lock/", {});
  if (status === 204) await settled();
};

const settled = async () => {
  owed = false;
  await store.setOwesLock(false).catch(() => {});
};

export const unlock = async (given) => {
  const { ok, status, data } = await ask("/phone/unlock/", given);
  if (ok) {
    await settled();
    await refresh();
  }
  if (status === 401) {
    state.session = "none";
    tell();
  }
  return { ok, status, data };
};
