// The server's markup, let through by a list: elements and attributes that an answer may hold, and nothing else.

const ELEMENTS = new Set(
  ("a abbr address b bdi blockquote br caption cite code dd details div dl dt em h2 h3 h4 h5 h6 hr i li ol p q s small span strong sub " +
    "summary sup table tbody td tfoot th thead time tr u ul").split(" "),
);
const ATTRIBUTES = new Set("class lang dir title scope colspan rowspan start datetime reversed".split(" "));
const ADDRESS = /^(https?:|mailto:|tel:)/;

let policy;

/** Read markup into a document that runs nothing. A host that demands trusted types must allow the policy `kennispunt`. */
function parse(html) {
  policy ??= globalThis.trustedTypes?.createPolicy("kennispunt", { createHTML: (text) => text }) ?? { createHTML: (text) => text };
  return new DOMParser().parseFromString(policy.createHTML(html), "text/html").body;
}

function copy(node, base, into) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) into.append(child.data);
    else if (child.nodeType === Node.ELEMENT_NODE && ELEMENTS.has(child.localName)) {
      const element = document.createElement(child.localName);
      for (const { name, value } of child.attributes) {
        if (ATTRIBUTES.has(name)) element.setAttribute(name, value);
      }
      if (child.localName === "a") {
        const { href } = new URL(child.getAttribute("href") || "", base);
        if (ADDRESS.test(href)) element.href = href;
      }
      copy(child, base, element);
      into.append(element);
    }
  }
}

/** A fragment of safe elements; of plain paragraphs when the host forbids our policy or the markup cannot be read. */
export function safe(html, text, base) {
  const fragment = document.createDocumentFragment();
  try {
    copy(parse(html), base, fragment);
  } catch {
    fragment.replaceChildren();
    for (const part of text.split("\n\n")) {
      const paragraph = document.createElement("p");
      paragraph.textContent = part;
      fragment.append(paragraph);
    }
  }
  return fragment;
}
