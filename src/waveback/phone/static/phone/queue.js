/* What the phone keeps, and nothing else: the kit and the queue of sealed captures (docs/phone.md).
   A classic script, because the page and the service worker share it: everything hangs on `self.phone`. */
self.phone = self.phone || {};
(() => {
  const NAME = "waveback-phone";
  const VERSION = 1;
  const news = "BroadcastChannel" in self ? new BroadcastChannel("waveback-phone") : null;
  const listeners = new Set();
  let opened = null;

  const done = (request) =>
    new Promise((good, bad) => {
      request.onsuccess = () => good(request.result);
      request.onerror = () => bad(request.error);
    });

  const open = () => {
    opened ??= new Promise((good, bad) => {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = () => {
        // Only ever added to: a queue that an older version of the app filled must still be read.
        const have = request.result.objectStoreNames;
        if (!have.contains("kit")) request.result.createObjectStore("kit");
        if (!have.contains("queue")) request.result.createObjectStore("queue", { keyPath: "id" });
      };
      request.onerror = () => bad(request.error);
      request.onsuccess = () => {
        const db = request.result;
        const again = () => (opened = null);
        db.onversionchange = () => (db.close(), again());
        db.onclose = again;
        good(db);
      };
    }).catch((error) => {
      opened = null;
      throw error;
    });
    return opened;
  };

  /* Run `work` on one store in one transaction; resolves only when it is on the disk ("strict"). */
  const inStore = async (name, mode, work) => {
    const db = await open();
    return new Promise((good, bad) => {
      const transaction = db.transaction(name, mode, { durability: "strict" });
      let result;
      transaction.oncomplete = () => good(result);
      transaction.onabort = () => bad(transaction.error || new DOMException("Aborted", "AbortError"));
      work(transaction.objectStore(name)).then(
        (value) => (result = value),
        (error) => {
          bad(error);
          try { transaction.abort(); } catch { /* it has ended already */ }
        },
      );
    });
  };

  const tell = () => {
    news?.postMessage("changed");
    for (const listener of listeners) listener();
  };
  news?.addEventListener("message", () => listeners.forEach((listener) => listener()));

  /* Change one row; `change` gets the row and gives back what shall stand (or nothing: then it stays). */
  const change = async (id, how) => {
    await inStore("queue", "readwrite", async (store) => {
      const row = await done(store.get(id));
      const next = row && how(row);
      if (next) await done(store.put(next));
    });
    tell();
  };

  self.phone.store = {
    kit: () => inStore("kit", "readonly", (store) => done(store.get("kit"))),
    /* What a start needs, in one go: [the kit, whether a lock is owed]. */
    atStart: () => inStore("kit", "readonly", (store) => Promise.all([done(store.get("kit")), done(store.get("owes lock"))])),
    keepKit: (kit) => inStore("kit", "readwrite", (store) => done(store.put(kit, "kit"))),
    forgetKit: () => inStore("kit", "readwrite", (store) => Promise.all([done(store.delete("kit")), done(store.delete("practice"))])),
    /* practise.js: `how` gets the round and gives back what shall stand, or nothing. */
    practice: (how = () => {}) => inStore("kit", "readwrite", async (store) => {
      const had = await done(store.get("practice"));
      const next = how(had);
      if (next) await done(store.put(next, "practice"));
      return next || had;
    }),
    /* Locked here and the server does not know yet (true), or left (since when): the next start begins with telling. */
    setOwesLock: (on) => inStore("kit", "readwrite", (store) => done(on ? store.put(on, "owes lock") : store.delete("owes lock"))),

    /* Every seal replaces the one before it under the same id, never a newer one. */
    async keep(row) {
      await inStore("queue", "readwrite", async (store) => {
        const stands = await done(store.get(row.id));
        if (stands && stands.n >= row.n) return;
        const fresh = { first_kept_at: row.kept_at, tries: 0, last: "", next_at: 0 };
        await done(store.put({ ...fresh, ...(stands && { first_kept_at: stands.first_kept_at }), ...row }));
      });
      tell();
    },
    ready: (id) => change(id, (row) => (row.state === "ready" ? null : { ...row, state: "ready" })),
    tried: (id, n, said) => change(id, (row) => (row.n === n ? { ...row, ...said } : null)),

    /* Its receipt is here: take away just the version that the receipt is for. */
    async received(id, n) {
      await inStore("queue", "readwrite", async (store) => {
        const row = await done(store.get(id));
        if (row && row.n === n) await done(store.delete(id));
      });
      tell();
    },
    /* Its author throws it away before it was sent. */
    async drop(id) {
      await inStore("queue", "readwrite", (store) => done(store.delete(id)));
      tell();
    },
    async rows() {
      const rows = await inStore("queue", "readonly", (store) => done(store.getAll()));
      return rows.sort((a, b) => (a.first_kept_at < b.first_kept_at ? -1 : 1));
    },
    onChange: (listener) => listeners.add(listener),
  };
  open().catch(() => {}); // begun while the rest of the app still loads
})();
