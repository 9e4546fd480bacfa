// Shows a lesson that was kept on this device when there is no connection. It keeps nothing by itself:
// only the learner's button does (keep-module.js), and only copies without anything private.
"use strict";

const SHOWN = new Set(["document", "style", "script", "image", "font"]);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const ours = new URL(request.url).origin === self.location.origin;
  if (!ours || request.method !== "GET" || !SHOWN.has(request.destination)) return;
  event.respondWith(
    fetch(request).catch(async (error) => {
      const kept = await caches.match(request.url, { ignoreVary: true });
      if (kept) return kept;
      throw error;
    }),
  );
});
