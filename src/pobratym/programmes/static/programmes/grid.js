// Items of a programme are moved in the grid: by dragging, or from their handle by keys. Space takes
// an item up; up and down move it by a quarter of an hour, with Shift by five minutes, left and right
// to the next column; space puts it down, Escape leaves it where it was. The page of each item does
// the same by a form, without any of this.

const STEP = 5;
const QUARTER = 15;
const NOWHERE = "00000000-0000-0000-0000-000000000000";
const form = document.getElementById("move");
const said = document.getElementById("grid-said");
let held = null;
let dragged = false;

wake();

function wake() {
  const help = document.getElementById("grid-help");
  if (!help) return;
  help.textContent = help.dataset.help;
  for (const item of document.querySelectorAll("[data-item]")) {
    item.querySelector("a").draggable = false;
    item.append(gripOf(item));
  }
}

function gripOf(item) {
  const grip = document.createElement("button");
  grip.type = "button";
  grip.className = "item__grip";
  grip.setAttribute("aria-label", form.dataset.grip.replace("{title}", titleOf(item)));
  grip.setAttribute("aria-describedby", "grid-help");
  grip.setAttribute("aria-pressed", "false");
  grip.textContent = "⠿";
  return grip;
}

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.(".item__grip");
  if (!grip) return;
  const step = event.shiftKey ? STEP : QUARTER;
  const moves = { ArrowUp: [-step, 0], ArrowDown: [step, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    if (held) letGo();
    else {
      take(grip.closest("[data-item]"));
      tell(form.dataset.taken);
    }
  } else if (held && moves[event.key]) {
    event.preventDefault();
    const [minutes, columns] = moves[event.key];
    put(held.begin + minutes, ...beside(columns));
    held.item.scrollIntoView({ block: "nearest", inline: "nearest" });
    grip.focus(); // which an element loses when it is put elsewhere
    tell(form.dataset.at);
  } else if (held && (event.key === "Escape" || event.key === "Tab")) {
    giveBack();
  }
});

document.addEventListener("pointerdown", (event) => {
  const item = event.target.closest?.("[data-item]");
  const onGrip = event.target.closest?.(".item__grip");
  if (!item || event.button !== 0 || (event.pointerType !== "mouse" && !onGrip) || !isGrid()) return;
  if (held) giveBack();
  const start = { x: event.clientX, y: event.clientY };
  const inside = event.clientY - item.getBoundingClientRect().top;
  dragged = false;
  if (onGrip) event.preventDefault();
  const move = (now) => {
    if (!dragged && Math.hypot(now.clientX - start.x, now.clientY - start.y) < 5) return;
    if (!dragged) {
      dragged = true;
      getSelection().removeAllRanges();
      take(item);
    }
    now.preventDefault();
    scrollNear(now);
    const [list, column] = under(now.clientX);
    const top = list.getBoundingClientRect().top;
    put(first() * 60 + (now.clientY - inside - top) / line(list), list, column);
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

// Who has dragged an item by its link does not mean to follow the link.
document.addEventListener("click", (event) => {
  if (dragged && event.target.closest?.("[data-item]")) event.preventDefault();
  dragged = false;
}, true);

addEventListener("keydown", (event) => {
  if (held && dragged && event.key === "Escape") giveBack();
});

function take(item) {
  const list = item.parentElement;
  held = {
    item,
    list,
    before: { list, next: item.nextElementSibling, begin: Number(item.dataset.begin), column: columnOf(item) },
    hours: item.querySelector(".item__hours").textContent,
    begin: Number(item.dataset.begin),
    length: Number(item.dataset.length),
    column: columnOf(item),
  };
  item.classList.add("item--held");
  item.querySelector(".item__grip").setAttribute("aria-pressed", "true");
  for (const echo of document.querySelectorAll(`[data-echo="${item.id.slice(5)}"]`)) echo.hidden = true;
}

// Puts the held item down at a time and place; the grid shows it there at once.
function put(begin, list, column) {
  const { item, length } = held;
  const most = Math.min(24 * 60 - STEP, last() * 60 - Math.min(length, 60));
  held.begin = Math.max(first() * 60, Math.min(most, Math.round(begin / STEP) * STEP));
  if (list !== item.parentElement) list.append(item);
  held.list = list;
  if (held.column !== null) {
    held.column = column;
    item.style.gridColumnStart = column + 1;
  }
  item.style.gridRowStart = (held.begin - first() * 60) / STEP + 1;
  item.style.inlineSize = "auto";
  item.style.marginInlineStart = "2px";
  item.querySelector(".item__hours").textContent = hoursOf(held.begin, length);
  item.classList.toggle("item--clash", clashes().length > 0);
}

function letGo() {
  const { item, before, begin, list, column } = held;
  const grip = item.querySelector(".item__grip");
  if (begin === before.begin && list === before.list && column === before.column) {
    giveBack();
    return;
  }
  tell(form.dataset.sent);
  const move = held;
  release();
  grip.focus({ preventScroll: true });
  send(move);
}

function giveBack() {
  const { item, before } = held;
  put(before.begin, before.list, before.column);
  item.querySelector(".item__hours").textContent = held.hours;
  before.list.insertBefore(item, before.next?.isConnected ? before.next : null);
  for (const name of ["gridColumnStart", "gridRowStart", "inlineSize", "marginInlineStart"]) item.style[name] = "";
  for (const echo of document.querySelectorAll(`[data-echo="${item.id.slice(5)}"]`)) echo.hidden = false;
  tell(form.dataset.left);
  release();
  item.querySelector(".item__grip").focus({ preventScroll: true });
}

function release() {
  held.item.classList.remove("item--held", "item--clash");
  held.item.querySelector(".item__grip").setAttribute("aria-pressed", "false");
  held = null;
}

async function send(move) {
  const { item, list, begin, column } = move;
  const address = form.dataset.address.replace(NOWHERE, item.dataset.item);
  const data = new FormData(form);
  data.set("version", item.dataset.version);
  data.set("day", list.closest("[data-day]").dataset.day);
  data.set("starts", clock(begin));
  data.set("fold", begin === move.before.begin ? item.dataset.fold : "0");
  for (const group of groupsOf(item, column)) data.append("subgroups", group);
  const grid = document.getElementById("grid");
  grid.classList.add("grid--busy");
  let answer = null;
  try {
    answer = await fetch(address, { method: "POST", body: data, headers: { "HX-Request": "true" } });
  } catch {
    // The server does not answer: told below.
  }
  if (answer?.redirected && answer.ok) {
    renew(await answer.text(), item.id);
  } else if (answer && (answer.status === 409 || answer.status === 422)) {
    showWholePage(address, data); // with both texts, or with what to correct
  } else {
    held = move;
    giveBack();
    grid.classList.remove("grid--busy");
    said.textContent = form.dataset.lost;
    alert(form.dataset.lost);
  }
}

function renew(text, id) {
  const board = new DOMParser().parseFromString(text, "text/html").getElementById("board");
  if (!board) {
    location.reload();
    return;
  }
  const { scrollLeft, scrollTop } = document.getElementById("grid");
  document.getElementById("board").replaceWith(board);
  wake();
  document.getElementById("grid").scrollTo(scrollLeft, scrollTop);
  document.querySelector(`#${id} .item__grip`)?.focus({ preventScroll: true });
}

function showWholePage(address, data) {
  const whole = document.createElement("form");
  whole.method = "post";
  whole.action = address;
  for (const [name, value] of data) {
    const box = document.createElement("input");
    box.type = "hidden";
    box.name = name;
    box.value = value;
    whole.append(box);
  }
  document.body.append(whole);
  whole.submit();
}

// Where things are --------------------------------------------------------------------------------

function isGrid() {
  return getComputedStyle(document.getElementById("grid")).display === "flex";
}

function first() {
  return Number(document.getElementById("grid").dataset.first);
}

function last() {
  return first() + document.querySelectorAll(".grid__axis li").length;
}

function columns() {
  return Number(document.getElementById("grid").dataset.columns);
}

function lists() {
  return [...document.querySelectorAll("[data-items]")];
}

// Pixels of one minute.
function line(list) {
  return list.getBoundingClientRect().height / ((last() - first()) * 60);
}

// The day's list and the column under a place on the screen, or the nearest.
function under(x) {
  const all = lists();
  const list = all.find((one) => x < one.getBoundingClientRect().right) ?? all.at(-1);
  const box = list.getBoundingClientRect();
  const column = Math.floor(((x - box.left) / box.width) * columns());
  return [list, Math.max(0, Math.min(columns() - 1, column))];
}

// The next day or column to either side; what is for one sub-group goes by columns.
function beside(step) {
  const all = lists();
  const day = all.indexOf(held.list);
  if (!step) return [held.list, held.column];
  const column = held.column === null ? null : held.column + step;
  if (column !== null && column >= 0 && column < columns()) return [held.list, column];
  const next = all[day + step];
  if (!next) return [held.list, held.column];
  return [next, column === null ? null : step < 0 ? columns() - 1 : 0];
}

function groupIds() {
  return [...(document.querySelector(".grid__groups")?.children ?? [])].map((one) => one.dataset.group);
}

// The column of what is for one sub-group alone; null for what is for several or for everybody.
function columnOf(item) {
  const groups = item.dataset.groups.split(" ").filter(Boolean);
  return groups.length === 1 && columns() > 1 ? groupIds().indexOf(groups[0]) : null;
}

function groupsOf(item, column) {
  return column === null ? item.dataset.groups.split(" ").filter(Boolean) : [groupIds()[column]];
}

function clashes() {
  const { item, begin, length, list, column } = held;
  const mine = new Set(column === null ? groupsOf(item, null) : [groupIds()[column]]);
  return [...list.querySelectorAll("[data-item]")].filter((other) => {
    if (other === item) return false;
    const theirs = other.dataset.groups.split(" ").filter(Boolean);
    const meets = !mine.size || !theirs.length || theirs.some((group) => mine.has(group));
    const from = Number(other.dataset.begin);
    return meets && from < begin + length && begin < from + Number(other.dataset.length);
  });
}

function scrollNear({ clientX, clientY }) {
  const grid = document.getElementById("grid");
  const box = grid.getBoundingClientRect();
  const edge = 48;
  if (clientX < box.left + edge) grid.scrollLeft -= 12;
  else if (clientX > box.right - edge) grid.scrollLeft += 12;
  if (clientY < Math.max(box.top, 0) + edge) grid.scrollTop -= 10;
  else if (clientY > Math.min(box.bottom, innerHeight) - edge) grid.scrollTop += 10;
}

// Words -------------------------------------------------------------------------------------------

function clock(minutes) {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

function hoursOf(begin, length) {
  return `${clock(begin)}–${clock(begin + length)}`;
}

function titleOf(item) {
  return item.querySelector(".item__title").textContent.trim();
}

function tell(words) {
  const { item, begin, length, list, column } = held;
  const group = column === null ? "" : document.querySelectorAll(".grid__groups li")[column]?.textContent ?? "";
  const told = words
    .replace("{title}", titleOf(item))
    .replace("{day}", list.closest("[data-day]").dataset.name)
    .replace("{hours}", hoursOf(begin, length))
    .replace("{group}", group && `, ${group}`);
  const others = clashes().map(titleOf);
  const clash = others.length ? ` ${form.dataset.clash.replace("{titles}", others.join(", "))}` : "";
  said.textContent = told + clash;
}
