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
  window.addEventListener("beforeunload", (e) => { if (document.querySelector("form[data-dirty]")) e.preventDefault(); });
})();
