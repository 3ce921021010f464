// Below the box: the arrow keys walk through the suggestions, Escape closes them; and the key "/"
// can be switched off. Without this script the list is a list of links, and the box a plain form.

const box = document.querySelector("#q");
const SLASH = "pobratym:slash";

document.addEventListener("keydown", (event) => {
  const list = [...document.querySelectorAll("#suggestions a")];
  const at = list.indexOf(document.activeElement);
  if (!list.length || (at < 0 && document.activeElement !== box)) return;
  if (event.key === "Escape") close();
  else if (event.key === "ArrowDown") list[Math.min(at + 1, list.length - 1)].focus();
  else if (event.key === "ArrowUp") (list[at - 1] ?? box).focus();
  else return;
  event.preventDefault();
});
document.querySelector("#asking").addEventListener("submit", close);
document.addEventListener("focusin", ({ target }) => target.closest("#asking") || close());

function close() {
  if (document.querySelector("#suggestions").contains(document.activeElement)) box.focus();
  document.querySelector("#suggestions").replaceChildren();
}

for (const said of document.querySelectorAll("[data-slash-said]")) {
  const button = said.querySelector("[data-slash-switch]");
  const show = () => (button.textContent = isOff() ? button.dataset.on : button.dataset.off);
  button.addEventListener("click", () => {
    if (isOff()) localStorage.removeItem(SLASH);
    else localStorage.setItem(SLASH, "off");
    show();
  });
  try {
    show();
    said.hidden = false;
  } catch {
    // Storage is switched off in the browser: there is nothing to remember the choice in.
  }
}

function isOff() {
  return localStorage.getItem(SLASH) === "off";
}
