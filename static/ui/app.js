// One classic deferred file, no imports, no inline handlers, no eval: works with script-src 'self'.
(() => {
  // 1. IME: swallow input events during conversion so htmx never searches half-typed kana; fire once on commit.
  const live = new WeakSet();
  const held = (el) => el instanceof Element && el.matches("[hx-get],[hx-post],[data-ime-hold]");
  const on = (t, f, o) => document.addEventListener(t, f, o);
  on("compositionstart", (e) => live.add(e.target), true);
  on("input", (e) => { if ((e.isComposing || live.has(e.target)) && held(e.target)) e.stopImmediatePropagation(); }, true);
  on("compositionend", (e) => {
    live.delete(e.target);
    if (held(e.target)) queueMicrotask(() => e.target.dispatchEvent(new Event("input", { bubbles: true })));
  }, true);
  const composing = (e) => e.isComposing || e.keyCode === 229 || live.has(e.target);

  // 2. Focus: after a full load or a swap, move to [data-focus] (error summary, opened panel heading) if there is one.
  const focusIn = (root) => { const el = root.querySelector?.("[data-focus]"); if (el) { el.setAttribute("tabindex", "-1"); el.focus(); } };
  on("DOMContentLoaded", () => focusIn(document));
  on("htmx:afterSettle", (e) => focusIn(e.detail.elt));

  // 3. Announce: server puts text in HX-Trigger {"say": "保存しました"}; one polite region lives in base.html.
  on("say", (e) => { const r = document.getElementById("live"); if (r) { r.textContent = ""; setTimeout(() => { r.textContent = e.detail.value ?? ""; }, 50); } });

  // 4. Confirm: hx-confirm uses a native <dialog id="ask">; without JS the same URL shows a full confirmation page.
  on("htmx:confirm", (e) => {
    if (!e.detail.question) return;
    const d = document.getElementById("ask"); if (!d) return;
    e.preventDefault();
    d.querySelector("[data-ask]").textContent = e.detail.question;
    d.returnValue = "";
    d.addEventListener("close", () => { if (d.returnValue === "yes") e.detail.issueRequest(true); }, { once: true });
    d.showModal();
  });

  // 5. Keys: off unless the user turned them on (WCAG 2.1.4); never in fields, never during conversion.
  on("keydown", (e) => {
    if (document.documentElement.dataset.keys !== "on" || composing(e) || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.target.closest?.("input,textarea,select,[contenteditable]") || document.querySelector("dialog[open]")) return;
    const el = document.querySelector(`[data-key="${CSS.escape(e.key)}"]`);
    if (el) { e.preventDefault(); el.matches("input,textarea") ? el.focus() : el.click(); }
  });

  // 6. Unsaved work: ask before leaving a dirty form.
  on("input", (e) => { const f = e.target.form; if (f?.hasAttribute("data-guard")) f.dataset.dirty = "1"; });
  on("submit", (e) => { delete e.target.dataset.dirty; });
  on("htmx:afterRequest", (e) => { if (e.detail.successful) delete e.detail.elt.dataset.dirty; });
  window.addEventListener("beforeunload", (e) => { if (document.querySelector("form[data-dirty]")) e.preventDefault(); });

  // 7. The session's clock: asks the server how long it has, warns two minutes before, empties the page at the end.
  const clock = document.getElementById("clock");
  if (clock) {
    const form = clock.querySelector("form"), count = clock.querySelector("[data-count]"), WARN = 120;
    let end = 0, final = false, timer = 0, seen = false;
    const show = (name, yes) => clock.querySelectorAll(`[data-${name}]`).forEach((el) => { el.hidden = !yes; });
    const shut = () => {
      document.body.replaceChildren();
      location.replace(`${clock.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`);
    };
    const tick = () => {
      clearTimeout(timer);
      const left = Math.round((end - Date.now()) / 1000);
      if (left <= -5) return shut();
      if (left <= 0) return ask();
      if (left > WARN) { seen = false; if (clock.open) clock.close(); timer = setTimeout(ask, (left - WARN) * 1000); return; }
      show("idle", !final); show("final", final);
      if (!clock.open && !seen) clock.showModal();
      count.hidden = left > 60; count.textContent = count.dataset.count.replace("{n}", left);
      timer = setTimeout(tick, 1000);
    };
    const ask = (body) => fetch(form.action, { method: body ? "POST" : "GET", body, headers: { Accept: "application/json" } })
      .then((answer) => answer.json()).then((told) => { if (told.left <= 0) return shut(); end = Date.now() + told.left * 1000; final = told.final; tick(); })
      .catch(() => { timer = setTimeout(tick, 5000); });
    const stay = (e) => { e.preventDefault(); if (final) { seen = true; clock.close(); } else ask(new FormData(form)); };
    form.addEventListener("submit", stay);
    clock.addEventListener("cancel", stay);
    on("visibilitychange", () => { if (!document.hidden) ask(); });
    end = Date.now() + clock.dataset.left * 1000;
    tick();
  }

  // 8. Passkeys: what the sign-in package cannot do is said in the page, not in the console.
  on("allauth.error", (e) => {
    e.preventDefault();
    const note = document.querySelector("[data-passkey-failed]");
    if (note) { note.hidden = false; note.focus(); }
  });

  // 9. Buttons that need a script appear only where there is one: show a password, print.
  on("DOMContentLoaded", () => document.querySelectorAll("[data-reveal],[data-print]").forEach((el) => { el.hidden = false; }));
  on("click", (e) => {
    const el = e.target.closest?.("[data-reveal],[data-print]"); if (!el) return;
    if (el.hasAttribute("data-print")) { window.print(); return; }
    const box = document.getElementById(el.dataset.reveal), plain = box.type === "password";
    box.type = plain ? "text" : "password"; el.setAttribute("aria-pressed", String(plain));
  });
})();
