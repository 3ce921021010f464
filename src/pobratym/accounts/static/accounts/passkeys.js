// Forms that a passkey fills in. `data-passkey` says what for: add, show (as second factor), enter
// (instead of a password); `data-options` holds what the server asks. Needs webauthn-json.js.
"use strict";

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.webauthnJSON?.supported() || "none" in form.dataset) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    form.querySelector("[data-said]")?.remove();
    try {
      form.elements.credential.value = JSON.stringify(await asked(form));
      form.submit();
    } catch {
      const said = document.createElement("p");
      said.className = "govuk-error-message";
      said.dataset.said = "";
      said.setAttribute("role", "alert");
      said.textContent = form.dataset.failed;
      form.append(said);
    }
  });
}

async function asked(form) {
  const wanted = form.dataset.passkey;
  if (wanted === "enter") {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return window.webauthnJSON.get((await answer.json()).request_options);
  }
  const options = JSON.parse(form.dataset.options);
  if (wanted === "show") return window.webauthnJSON.get(options);
  options.publicKey.authenticatorSelection.residentKey = "preferred";
  return window.webauthnJSON.create(options);
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
