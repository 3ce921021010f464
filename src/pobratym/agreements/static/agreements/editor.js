// Writing a clause: what is typed is kept on the server while one types, and in the browser while
// the server does not answer. Without this script the buttons "Save" and "Save as draft" do it.

const PAUSE_MS = 1500;
const AGAIN_MS = 5000;
const woken = new WeakSet();

wake(document);
document.addEventListener("click", openInPlace);
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
    form.querySelector("[data-remarks]").innerHTML = await answer.text();
    say(form, form.dataset.kept);
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
  form.addEventListener("submit", () => clearTimeout(waiting));
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
