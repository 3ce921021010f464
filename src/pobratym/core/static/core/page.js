// What every page does in the browser beyond HTML: wakes the components, keeps drafts of forms.
// All of it is comfort; each page works without.

const DRAFT = "pobratym:draft:";
const SENT = "pobratym:sent";
const DAYS_KEPT = 30;
const PAUSE_MS = 400;
const NEVER_KEPT = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);

for (const box of document.querySelectorAll("input[type=color]")) {
  const code = box.parentElement.querySelector(".govuk-input__suffix");
  box.addEventListener("input", () => (code.textContent = box.value));
}
document.body.classList.add("js-enabled", "govuk-frontend-supported");
wakeComponents();
const reader = document.body.dataset.reader ?? "";
const drafts = openDrafts();
if (drafts) {
  forgetOld();
  forgetDone();
  document.querySelectorAll("form[data-draft]").forEach(keepDraft);
  // A form that came later, into a page that stands, says so itself, and when its deed is done.
  document.addEventListener("draft:open", ({ target }) => keepDraft(target));
  document.addEventListener("draft:done", ({ target }) => forget(target));
  document.querySelectorAll("form[data-sign-out]").forEach((form) => form.addEventListener("submit", forgetAll));
}

async function wakeComponents() {
  if (!document.querySelector("[data-module^='govuk-']")) return;
  const { initAll } = await import(document.querySelector("script[data-components]").dataset.components);
  initAll();
}

// Storage may be switched off in the browser; then there are no drafts, and nothing else changes.
function openDrafts() {
  try {
    localStorage.getItem(DRAFT);
    return localStorage;
  } catch {
    return null;
  }
}

function nameOf(form) {
  return `${DRAFT}${reader}:${form.dataset.draft}`;
}

function keepDraft(form) {
  const atFirst = JSON.stringify(typed(form));
  const kept = read(nameOf(form));
  // What the server has put into the form already is newer than what the browser holds.
  if (kept && "draftHeld" in form.dataset) write(nameOf(form), { at: Date.now(), boxes: typed(form) });
  else if (kept && JSON.stringify(kept.boxes) !== atFirst) offer(form, kept);
  let waiting;
  const save = () => {
    clearTimeout(waiting);
    const boxes = typed(form);
    if (JSON.stringify(boxes) !== atFirst) write(nameOf(form), { at: Date.now(), boxes });
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE_MS);
  });
  form.addEventListener("submit", () => {
    save();
    sessionStorage.setItem(SENT, nameOf(form));
  });
  addEventListener("pagehide", () => waiting && save());
  form.addEventListener("draft:done", () => {
    clearTimeout(waiting);
    waiting = 0;
  });
}

function forget(form) {
  drafts.removeItem(nameOf(form));
}

// [name, value] of every box that a person fills; what is not ticked is not listed.
function typed(form) {
  return [...form.elements]
    .filter((box) => box.name && !NEVER_KEPT.has(box.type))
    .flatMap((box) => {
      if (box.type === "checkbox" || box.type === "radio") return box.checked ? [[box.name, box.value]] : [];
      if (box.type === "select-multiple") return [...box.selectedOptions].map((one) => [box.name, one.value]);
      return [[box.name, box.value]];
    });
}

function offer(form, kept) {
  const words = form.dataset;
  const { lang } = document.documentElement;
  // Europe's order of dates in English, as everywhere else on the pages.
  const moment = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "long", timeStyle: "short" });
  const notice = document.createElement("div");
  notice.className = "draft";
  notice.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = `${words.draftText} ${moment.format(kept.at)}`;
  notice.append(
    text,
    button(words.draftRestore, "govuk-button", () => {
      putBack(form, kept.boxes);
      notice.remove();
    }),
    button(words.draftDiscard, "govuk-button govuk-button--secondary", () => {
      drafts.removeItem(nameOf(form));
      notice.remove();
    }),
  );
  form.before(notice);
}

function button(words, look, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function putBack(form, boxes) {
  const left = new Map();
  boxes.forEach(([name, value]) => left.set(name, [...(left.get(name) ?? []), value]));
  let first;
  for (const box of form.elements) {
    if (!box.name || NEVER_KEPT.has(box.type)) continue;
    const values = left.get(box.name) ?? [];
    if (box.type === "checkbox" || box.type === "radio") box.checked = values.includes(box.value);
    else if (box.type === "select-multiple") for (const one of box.options) one.selected = values.includes(one.value);
    else if (values.length) box.value = values.shift();
    first ??= box;
  }
  first?.focus();
}

// Only the page right after a sent form can say that its deed is done: a sign-in in between, or a
// fault, means that what was typed is still needed.
function forgetDone() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (sent && document.querySelector("[data-done]")) drafts.removeItem(sent);
}

function forgetOld() {
  for (const name of ours()) {
    const kept = read(name);
    if (!kept || Date.now() - kept.at > DAYS_KEPT * 86_400_000) drafts.removeItem(name);
  }
}

function forgetAll() {
  ours().forEach((name) => drafts.removeItem(name));
}

function ours() {
  return Object.keys(drafts).filter((name) => name.startsWith(DRAFT));
}

function read(name) {
  try {
    const kept = JSON.parse(drafts.getItem(name));
    return Array.isArray(kept?.boxes) ? kept : null;
  } catch {
    return null;
  }
}

function write(name, kept) {
  try {
    drafts.setItem(name, JSON.stringify(kept));
  } catch {
    // The browser's store is full: the form itself still holds what was typed.
  }
}

/* A quick answer that did not come is asked for the plain way, so that the browser says what is
   wrong; a question given up for a newer one is not a fault. */
for (const name of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(name, ({ target, detail }) => {
    if (detail?.error?.name !== "AbortError") target.closest?.("form[hx-get]")?.submit();
  });
}
