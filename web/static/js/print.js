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
