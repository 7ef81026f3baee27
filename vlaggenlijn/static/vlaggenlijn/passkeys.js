// Fills in the forms that a passkey answers, and lets the page on the way back go on by itself.
"use strict";
(() => {
  const options = async (form) => {
    if (form.dataset.passkey !== "sign-in") {
      return JSON.parse(document.getElementById("passkey-options").textContent);
    }
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  };

  const fill = async (form) => {
    const asked = await options(form);
    const credential = form.dataset.passkey === "create"
      ? await window.webauthnJSON.create(asked.creation_options)
      : await window.webauthnJSON.get(asked.request_options);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const button = form.querySelector("[data-passkey-button]");
    const problem = form.querySelector("[data-problem]");
    if (!window.PublicKeyCredential) {
      form.querySelector("[data-no-passkey]").hidden = false;
      return;
    }
    button.hidden = false;
    const go = async (event) => {
      event.preventDefault();
      problem.hidden = true;
      try {
        await fill(form);
      } catch {
        problem.hidden = false;
      }
    };
    button.addEventListener("click", go);
    form.addEventListener("submit", go);
  });

  document.querySelectorAll("form[data-goes-on]").forEach((form) => form.submit());
})();
