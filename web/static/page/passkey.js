// Passkeys: the page says what to ask, the browser asks the person, and the answer goes back in the same form. Without this
// script, or in a browser that cannot do it (JSON forms of WebAuthn level 3), the forms stay hidden and other ways remain.
const CAN =
  typeof PublicKeyCredential === "function" &&
  typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function" &&
  typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function";

const SAID = {
  busy: "Volg nu de stappen van uw apparaat.",
  gone: "Het is niet gelukt, of u hebt gestopt. Probeer het nog eens, of meld u anders aan.",
  known: "Dit apparaat heeft al een passkey voor dit account.",
};

const ask = (form) => {
  const options = JSON.parse(form.dataset.options);
  return form.dataset.passkey === "maak"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
};

const prepare = (form) => {
  const said = form.querySelector("[data-said]");
  let busy = false;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    said.textContent = SAID.busy;
    try {
      const credential = await ask(form);
      form.elements.antwoord.value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      said.textContent = error.name === "InvalidStateError" ? SAID.known : SAID.gone;
      busy = false;
    }
  });
};

if (CAN) document.querySelectorAll("form[data-passkey]").forEach(prepare);
