// The order of clauses by dragging, and by keys: Alt and an arrow moves at once; space grabs, arrows
// move, space puts down, Escape leaves the clause where it was. The buttons Up and Down do without.

const list = document.getElementById("clauses");
const form = document.getElementById("order");
const said = document.getElementById("order-said");
const lost = document.getElementById("order-lost");
let held = null;

document.getElementById("order-help").textContent = form.dataset.help;
for (const handle of list.querySelectorAll(".clause__handle")) handle.hidden = false;

list.addEventListener("keydown", (event) => {
  const handle = event.target.closest(".clause__handle");
  const clause = event.target.closest(".clause");
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (event.altKey && step && clause && !event.target.closest("input, textarea, select")) {
    event.preventDefault();
    const before = clause.nextElementSibling;
    if (shift(clause, step)) put(clause, before, event.target);
    return;
  }
  if (!handle) return;
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    if (held) letGo();
    else grab(clause, handle);
  } else if (held && step) {
    event.preventDefault();
    if (shift(clause, step)) tell(form.dataset.moved, clause);
    handle.focus();
  } else if (held && event.key === "Escape") {
    giveBack();
  } else if (held && event.key === "Tab") {
    giveBack();
  }
});

list.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest(".clause__handle");
  if (!handle || event.button !== 0) return;
  if (held) giveBack();
  const clause = handle.closest(".clause");
  event.preventDefault(); // no text is to be selected on the way
  grab(clause, handle);
  const move = ({ clientY }) => {
    const edge = 60;
    if (clientY < edge) scrollBy(0, -12);
    else if (clientY > innerHeight - edge) scrollBy(0, 12);
    const next = [...list.children].find((one) => {
      if (one === clause) return false;
      const box = one.getBoundingClientRect();
      return clientY < box.top + box.height / 2;
    });
    if (next !== clause && clause.nextElementSibling !== (next ?? null)) list.insertBefore(clause, next ?? null);
  };
  const up = (last) => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", up);
    document.removeEventListener("pointercancel", up);
    if (held) last.type === "pointerup" ? letGo() : giveBack();
  };
  // On the document: an element that is put elsewhere loses the pointer that it had captured.
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", up);
  document.addEventListener("pointercancel", up);
});

function grab(clause, handle) {
  held = { clause, handle, before: clause.nextElementSibling };
  clause.classList.add("clause--held");
  handle.setAttribute("aria-pressed", "true");
  tell(form.dataset.grabbed, clause);
}

function release() {
  const { clause, handle, before } = held;
  clause.classList.remove("clause--held");
  handle.setAttribute("aria-pressed", "false");
  held = null;
  return { clause, handle, before };
}

function letGo() {
  const { clause, handle, before } = release();
  handle.focus();
  if (clause.nextElementSibling === before) tell(form.dataset.left, clause);
  else put(clause, before, handle);
}

function giveBack() {
  const { clause, handle, before } = release();
  list.insertBefore(clause, before);
  handle.focus(); // which an element loses when it is put elsewhere
  tell(form.dataset.left, clause);
}

function shift(clause, step) {
  const other = step < 0 ? clause.previousElementSibling : clause.nextElementSibling;
  if (!other) return false;
  if (step < 0) other.before(clause);
  else other.after(clause);
  clause.scrollIntoView({ block: "nearest" });
  return true;
}

async function put(clause, before, focused) {
  focused.focus();
  lost.hidden = true;
  const data = new FormData(form);
  data.set("quick", "1");
  data.set("clause", clause.dataset.clause);
  const next = clause.nextElementSibling;
  if (next) data.set("before", next.dataset.clause);
  else data.set("last", "1");
  let answer = null;
  try {
    answer = await fetch(form.action, { method: "POST", body: data });
  } catch {
    // The server does not answer: told below.
  }
  const told = answer && !answer.redirected && (answer.ok || answer.status === 409) ? await answer.json() : {};
  if (!told.order) {
    list.insertBefore(clause, before?.isConnected ? before : null);
    lost.textContent = told.refused ?? form.dataset.lost;
    lost.hidden = false;
    said.textContent = lost.textContent;
    return;
  }
  setOrder(told.order);
  focused.focus();
  tell(form.dataset.saved, clause);
}

// The server's order counts: others may have moved clauses, too.
function setOrder(order) {
  let here = list.firstElementChild;
  for (const [id, sign] of order) {
    const clause = document.getElementById(`c-${id}`);
    if (!clause) continue;
    clause.querySelector("[data-label]").textContent = sign;
    if (clause === here) here = here.nextElementSibling;
    else list.insertBefore(clause, here);
  }
}

function tell(words, clause) {
  const place = [...list.children].indexOf(clause) + 1;
  said.textContent = words
    .replace("{name}", clause.querySelector("h2").textContent.trim().replace(/\s+/g, " "))
    .replace("{place}", place)
    .replace("{most}", list.children.length);
}
