// Print the conversation and nothing else of the host's page.

let onlyThis;

/** Print one widget: what neither is nor holds it is left out, without touching the host's own styles. */
export function printOnly(widget) {
  if (!onlyThis) {
    onlyThis = new CSSStyleSheet();
    onlyThis.replaceSync(
      "@media print{body :not(:has(kennispunt-chat[data-printing]),kennispunt-chat[data-printing]){display:none!important}}",
    );
  }
  widget.setAttribute("data-printing", "");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, onlyThis];
  print();
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== onlyThis);
  widget.removeAttribute("data-printing");
}

/** On paper nothing is folded away: sources, status and dates stand under every answer. */
export function unfold(panel, signal) {
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...panel.querySelectorAll("details:not([open], .report)")];
    for (const one of folded) one.open = true;
  }, { signal });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  }, { signal });
}
