{# needs: files (url, integrity; the page first), version #}{% load static %}{% get_static_prefix as at %}// The shell, and nothing else, is kept: exactly these files, each checked against its hash, so that versions never mix.
const SHELL = "waveback-shell-{{ version }}";
const FILES = [{% for file in files %}
  { url: "{{ file.url }}", integrity: "{{ file.integrity }}" },{% endfor %}
];
const PATHS = new Set(FILES.map((file) => file.url));
importScripts("{{ at }}phone/queue.js", "{{ at }}phone/send.js");

addEventListener("install", (event) => {
  const wanted = FILES.map(({ url, integrity }) => new Request(url, { integrity, cache: "reload" }));
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(wanted)));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("waveback-shell-") && name !== SHELL;
  const tidy = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(tidy.then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin || !PATHS.has(pathname)) return;
  const kept = caches.open(SHELL).then((cache) => cache.match(pathname, { ignoreVary: true }));
  event.respondWith(kept.then((answer) => answer || fetch(event.request)));
});

// A newer version takes over when it is asked to, and when no form is open in any window.
addEventListener("message", (event) => {
  if (event.data !== "take over") return;
  const free = navigator.locks.query().then(({ held }) => !held.some((lock) => lock.name.startsWith("capture ")));
  event.waitUntil(free.then((yes) => yes && skipWaiting()));
});

// Background Sync, where it exists: the browser calls when there is a connection, though the app be closed.
addEventListener("sync", (event) => {
  if (event.tag !== "captures") return;
  event.waitUntil(
    self.phone.send.drain({ eager: true }).then(({ left }) => {
      if (left) throw new Error("Some still wait"); // the browser calls again, less and less often
    }),
  );
});
