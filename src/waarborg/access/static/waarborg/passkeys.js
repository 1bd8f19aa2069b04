// Passkeys: the browser asks its device, and what that answers goes along in the form. Nothing is decided here.
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (one) => one.charCodeAt(0));
  };
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const descriptors = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const ask = async (form) => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("kind", form.dataset.passkey);
    const answer = await fetch(form.dataset.options, { method: "POST", body, headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (!answer.ok) throw new Error([said.detail, said.way_out].filter(Boolean).join(" "));
    return said;
  };

  const add = async (asked) => {
    const made = await navigator.credentials.create({
      publicKey: {
        ...asked,
        challenge: bytes(asked.challenge),
        user: { ...asked.user, id: bytes(asked.user.id) },
        excludeCredentials: descriptors(asked.excludeCredentials),
      },
    });
    return written(made, { attestationObject: text(made.response.attestationObject) });
  };

  const use = async (asked) => {
    const publicKey = { ...asked, challenge: bytes(asked.challenge) };
    if (asked.allowCredentials) publicKey.allowCredentials = descriptors(asked.allowCredentials);
    const found = await navigator.credentials.get({ publicKey });
    const { authenticatorData, signature, userHandle } = found.response;
    const response = { authenticatorData: text(authenticatorData), signature: text(signature) };
    if (userHandle) response.userHandle = text(userHandle);
    return written(found, response);
  };

  const written = (credential, response) => ({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
  });

  const send = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const said = form.querySelector("[data-passkey-said]");
    const button = form.querySelector("button[type=submit]");
    if (button.disabled) return;
    button.disabled = true;
    said.hidden = true;
    try {
      const asked = await ask(form);
      form.elements.answer.value = JSON.stringify(await (form.dataset.passkey === "add" ? add(asked) : use(asked)));
      form.submit();
    } catch (failure) {
      // What a browser says of a device is in its own words and often wrong; what our server says is meant to be read.
      said.textContent = failure instanceof DOMException || !failure.message ? form.dataset.failed : failure.message;
      said.hidden = false;
      button.disabled = false;
    }
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", send);
  }
})();
