// Writing a clause: what is typed is kept on the server while one types, and in the browser while
// the server does not answer. Without this script the buttons "Save" and "Save as draft" do it.

const PAUSE_MS = 1500;
const AGAIN_MS = 5000;
const woken = new WeakSet();
const aids = new WeakMap();

wake(document);
document.addEventListener("click", openInPlace);
document.addEventListener("click", helped);
document.addEventListener("htmx:after:swap", () => wake(document));
document.addEventListener("htmx:after:settle", () => wake(document));
document.addEventListener("htmx:after:request", heard);
document.addEventListener("htmx:error", ({ target, detail }) => {
  const form = target.closest?.("form[data-autosave]");
  if (form && detail?.ctx?.request?.method === "POST") say(form, form.dataset.failed);
});

// The form comes into the place of the words; where it cannot, the link leads to its page.
function openInPlace(event) {
  const link = event.target.closest("a[data-edit]");
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || !window.htmx) return;
  event.preventDefault();
  window.htmx.ajax("GET", link.href, { target: link.closest(".tongue"), source: link, swap: "outerHTML" });
}

function wake(place) {
  for (const form of place.querySelectorAll("form[data-autosave]")) {
    if (woken.has(form)) continue;
    woken.add(form);
    keepWhileTyping(form);
    seeAids(form);
    // Forms that came with the page are kept by page.js already.
    if (form.hasAttribute("hx-post")) form.dispatchEvent(new CustomEvent("draft:open", { bubbles: true }));
    if (form.hasAttribute("hx-post")) form.querySelector("textarea").focus({ preventScroll: true });
  }
  for (const form of place.querySelectorAll("form[data-forget]")) {
    if (woken.has(form)) continue;
    woken.add(form);
    form.addEventListener("submit", () => {
      const draft = form.parentElement.closest(".tongue").querySelector("form[data-draft]");
      draft.dispatchEvent(new CustomEvent("draft:done", { bubbles: true }));
    });
  }
}

function keepWhileTyping(form) {
  let waiting;
  let sending = false;
  let sent = words(form);
  const send = async () => {
    clearTimeout(waiting);
    if (sending || !form.isConnected || words(form) === sent) return;
    sending = true;
    const now = words(form);
    const answer = await post(form.dataset.autosave, new FormData(form));
    sending = false;
    if (answer === null) return lost(form, form.dataset.alone);
    if (answer.redirected) return lost(form, form.dataset.signedOut);
    if (!answer.ok) return lost(form, form.dataset.alone);
    sent = now;
    if (!form.isConnected) return;
    renew(form.querySelector("[data-remarks]"), await answer.text());
    say(form, form.dataset.kept);
    aids.get(form)?.();
    if (words(form) !== sent) later(PAUSE_MS);
  };
  const later = (pause) => {
    clearTimeout(waiting);
    waiting = setTimeout(send, pause);
  };
  const lost = (_form, text) => {
    say(form, text);
    if (form.isConnected) later(AGAIN_MS);
  };
  form.addEventListener("input", () => later(PAUSE_MS));
  form.addEventListener("check", () => (words(form) === sent ? aids.get(form)?.() : later(0)));
  form.addEventListener("submit", () => clearTimeout(waiting));
}

// What helps beside the form follows what was kept last. It is not taken away under a person's hands:
// while the keyboard is in it, it waits.
function seeAids(form) {
  const place = form.closest(".tongue")?.querySelector("[data-aids]");
  if (!place) return;
  const said = place.parentElement.querySelector("[data-aids-said]");
  let stop = new AbortController();
  let next = null;
  const show = () => {
    if (next === null) return;
    const open = new Map([...place.querySelectorAll("details")].map((one) => [one.dataset.key, one.open]));
    place.innerHTML = next;
    next = null;
    for (const one of place.querySelectorAll("details")) one.open = open.get(one.dataset.key) ?? one.open;
    const told = place.querySelector("[data-told]")?.dataset.told ?? "";
    if (said.textContent !== told) said.textContent = told;
  };
  let last = "";
  const ask = async () => {
    stop.abort();
    stop = new AbortController();
    try {
      const answer = await fetch(place.dataset.aids, { headers: { "HX-Request": "true" }, signal: stop.signal });
      if (!answer.ok || answer.redirected) return;
      const html = await answer.text();
      if (html === last || !form.isConnected) return;
      last = next = html;
    } catch {
      return; // asked again with the next words, or without an answer from the server
    }
    if (!place.contains(document.activeElement)) show();
  };
  place.addEventListener("focusout", ({ relatedTarget }) => {
    if (!place.contains(relatedTarget)) setTimeout(() => place.contains(document.activeElement) || show());
  });
  aids.set(form, ask);
  if (place.children.length === 0) ask();
}

function renew(place, html) {
  if (place.innerHTML.trim() !== html.trim()) place.innerHTML = html;
}

// The buttons of the aids, at once and where the cursor stands; without this script they send the form.
function helped(event) {
  const button = event.target.closest?.("[data-insert], [data-mend], [data-check]");
  const form = button?.form;
  if (!form?.dataset.autosave) return;
  event.preventDefault();
  if (button.dataset.insert) insert(form.elements.body, button.value, button.dataset.insert);
  else if (button.hasAttribute("data-mend")) mend(form, button.value, button.dataset.meant);
  form.dispatchEvent(new CustomEvent("check"));
}

function insert(box, text, how) {
  const before = box.value.slice(0, box.selectionStart);
  const after = box.value.slice(box.selectionEnd);
  if (how === "paragraph") {
    if (before.trim()) text = (before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n") + text;
    if (after.trim() && !after.startsWith("\n")) text += "\n\n";
  } else {
    if (/[\p{L}\p{N},;.:]$/u.test(before)) text = ` ${text}`;
    if (/^[\p{L}\p{N}]/u.test(after)) text += " ";
  }
  write(box, box.selectionStart, box.selectionEnd, text);
}

// As if typed: the browser's own undo takes it back.
function write(box, start, end, text) {
  box.focus();
  box.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) {
    box.setRangeText(text, start, end, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// A letter that is a word is replaced only before a word of the other alphabet: elsewhere it may be
// a label. A sign that is no letter is meant inside of words.
function mend(form, odd, meant) {
  const plain = odd.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const next = /[a-z]/i.test(odd) ? "(?=\\s+\\p{Script=Cyrillic})" : "(?=\\s+\\p{Script=Latin})";
  const around = /\p{L}/u.test(odd)
    ? `(?<![\\p{L}’'])${plain}(?![\\p{L}’'])${[...odd].length === 1 ? next : ""}`
    : `(?<=\\p{L})${plain}(?=\\p{L})`;
  for (const box of [form.elements.heading, form.elements.body]) {
    for (const found of [...box.value.matchAll(new RegExp(around, "gu"))].reverse()) {
      write(box, found.index, found.index + odd.length, meant);
    }
  }
}

function words(form) {
  return JSON.stringify(["heading", "body", "number"].map((name) => form.elements[name].value));
}

async function post(address, data) {
  try {
    return await fetch(address, { method: "POST", body: data, headers: { "HX-Request": "true" } });
  } catch {
    return null;
  }
}

function say(form, text) {
  const place = form.querySelector("[data-said]");
  if (place && place.textContent !== text) place.textContent = text;
}

// Whoever was signed out meanwhile keeps the form; a saved one needs no draft any more.
function heard(event) {
  const { ctx } = event.detail;
  const form = ctx.sourceElement.closest("form[data-autosave]");
  if (!form) return;
  if (ctx.response.raw.redirected && new URL(ctx.response.raw.url).pathname.includes("/sign-in")) {
    event.preventDefault();
    say(form, form.dataset.signedOut);
  } else if (ctx.response.status >= 500) {
    say(form, form.dataset.failed);
  } else if (ctx.sourceElement === form && ctx.text.includes("data-done")) {
    form.dispatchEvent(new CustomEvent("draft:done", { bubbles: true }));
  }
}
