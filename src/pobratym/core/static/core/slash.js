// The key "/" leads to the search box, unless somebody is typing or has switched it off.

document.addEventListener("keydown", (event) => {
  const { target } = event;
  const typing = target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  const box = document.querySelector("[data-slash]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || !box) return;
  try {
    if (localStorage.getItem("pobratym:slash") === "off") return;
  } catch {
    // Storage is switched off in the browser: then nobody can have switched off the key.
  }
  event.preventDefault();
  box.focus();
  box.select();
});
