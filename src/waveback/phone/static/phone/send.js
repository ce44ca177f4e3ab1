/* Hands in what waits. Shared by the page and the service worker (a classic script, on `self.phone`).
   A row goes only when the server's receipt for that very id, that very version and those very bytes has been verified. */
(() => {
  const { store } = self.phone;
  const INBOX = "/phone/inbox/";
  const TIMEOUT = 20_000;
  const FIRST_WAIT = 5_000;
  const LONGEST_WAIT = 15 * 60_000;
  // After these the others would fare no better: stop, and try again later.
  const STOPS = new Set(["offline", "timeout", "elsewhere", "slow_down", "pair_first"]);

  const bytesOf = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const base64Of = (bytes) => {
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  };
  const hexOf = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const sameKey = (one, other) => Boolean(one && other && one.public === other.public);

  const signedBy = async (key, text, signature) => {
    const how = { name: "ECDSA", namedCurve: "P-256" };
    const imported = await crypto.subtle.importKey("raw", bytesOf(key.public), how, false, ["verify"]);
    return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, imported, signature, new TextEncoder().encode(text));
  };

  /* Whether this answer is the server's signed word that it keeps these very bytes. */
  const isReceipt = async (answer, row) => {
    if (typeof answer?.receipt_text !== "string" || typeof answer.signature !== "string") return false;
    const signature = bytesOf(answer.signature);
    const keys = [row.receipt_key];
    const kit = await store.kit();
    if (kit && !sameKey(kit.receipt_key, row.receipt_key)) keys.push(kit.receipt_key);
    const said = await Promise.all(keys.map((key) => signedBy(key, answer.receipt_text, signature)));
    if (!said.includes(true)) return false;
    const receipt = JSON.parse(answer.receipt_text);
    const digest = hexOf(await crypto.subtle.digest("SHA-256", row.sealed));
    return receipt.id === row.id && receipt.n === row.n && receipt.digest === digest;
  };

  const body = (row) => {
    const { id, n, device, key, sealed } = row;
    return JSON.stringify({ id, n, device, key, sealed: base64Of(sealed), sent_at: new Date().toISOString() });
  };

  const CODES = { 401: "pair_first", 413: "too_large", 415: "not_understood", 422: "cannot_open", 429: "slow_down" };

  /* One try: "" when its receipt is verified, else the code of what stood in the way, and how long to wait (ms). */
  const post = async (row) => {
    let answer;
    try {
      answer = await fetch(INBOX, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: body(row),
        redirect: "manual", // a sign-in page is no receipt
        cache: "no-store",
        signal: AbortSignal.timeout(TIMEOUT),
      });
      if (answer.status >= 500) return ["server", 0];
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      // Not our server's word: a redirect, a page in between (a café's network), a proxy's greeting.
      if (answer.type !== "basic" || !isJson) return ["elsewhere", 0];
      if (!answer.ok) return [CODES[answer.status] || "refused", Number(answer.headers.get("Retry-After")) * 1000 || 0];
      return [(await isReceipt(await answer.json(), row)) ? "" : "receipt", 0];
    } catch (error) {
      if (error.name === "TimeoutError" || error.name === "AbortError") return ["timeout", 0];
      return [answer ? "receipt" : "offline", 0];
    }
  };

  const wait = (tries) => Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(tries, 10));

  const handIn = async (row) => {
    const [code, asked] = await post(row);
    if (!code) {
      await store.received(row.id, row.n);
      return "";
    }
    const tries = row.tries + 1;
    const next_at = Date.now() + Math.max(asked, wait(row.tries));
    // A full disk may refuse even this note; the capture itself stands, and it is only about the waiting.
    await store.tried(row.id, row.n, { tries, last: code, next_at }).catch(() => {});
    return code;
  };

  /* The captures whose form is open somewhere: each holds a lock of its own while it is. */
  const openForms = async () => {
    const { held = [] } = await navigator.locks.query();
    return new Set(held.map((lock) => lock.name).filter((name) => name.startsWith("capture ")));
  };

  const due = (row, open, eager) =>
    !(row.state === "open" && open.has(`capture ${row.id}`)) && (eager || row.next_at <= Date.now());

  /* Hand in what is due, oldest first; one drain at a time, whoever asks. eager: don't heed the waits.
     Resolves to { sent, left, code }: what went, what still waits, and what stood in the way last. */
  const drain = ({ eager = false } = {}) =>
    navigator.locks.request("waveback drain", async () => {
      const open = await openForms();
      let sent = 0;
      let code = "";
      for (const row of await store.rows()) {
        if (!due(row, open, eager)) continue;
        const said = await handIn(row);
        if (said) code = said;
        else sent += 1;
        if (STOPS.has(said)) break;
      }
      return { sent, left: (await store.rows()).length, code };
    });

  self.phone.send = { drain, bytesOf };
})();
