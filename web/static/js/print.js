// Print the conversation and nothing else of the host's page.

let sheet;

/** Print one widget: what neither is nor holds it is left out, without touching the host's own styles. */
export function printOnly(widget) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "@media print{body :not(:has(kennispunt-chat[data-printing]),kennispunt-chat[data-printing]){display:none!important}}",
    );
  }
  widget.setAttribute("data-printing", "");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  print();
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  widget.removeAttribute("data-printing");
}
