// What of the host's page sticks to the top or the bottom of the view hides nothing of the widget: its height is measured, and
// whatever is scrolled to, by us or by the browser when it gets the focus, keeps that far from the edge.

const STUCK = new Set(["fixed", "sticky"]);

/**
 * Measure now and whenever the page has been scrolled or has another size. Returns {sheet, reveal}: the sheet with what was
 * found, and what brings an element to the `start` of the view or the `nearest` edge.
 */
export function keepClear(widget, signal) {
  const sheet = new CSSStyleSheet();
  let most = [0, 0];
  // The most that was seen counts: a header may stick only once the page has been scrolled.
  const measure = () => {
    most = [Math.max(most[0], covered(widget, 1)), Math.max(most[1], covered(widget, innerHeight - 1))];
    sheet.replaceSync(`:host{--_above:${most[0]}px;--_below:${most[1]}px}`);
  };
  document.addEventListener("scrollend", measure, { signal, passive: true });
  // For a field the browser brings only the caret into view, and keeps no distance.
  widget.shadowRoot.addEventListener("focusin", ({ target: field }) => {
    if (field.localName !== "textarea" || !Math.max(...most)) return;
    requestAnimationFrame(() => field.scrollIntoView({ block: "nearest", behavior: "instant" }));
  }, { signal });
  addEventListener("resize", () => {
    most = [0, 0];
    measure();
  }, { signal });
  measure();
  const reveal = (element, block) => {
    const options = { block, behavior: "instant" };
    element.scrollIntoView(options);
    measure(); // What sticks may have come to the edge only now.
    element.scrollIntoView(options);
  };
  return { sheet, reveal };
}

/** How many pixels at this height of the view are covered by what sticks there; never more than a third of the view. */
function covered(widget, y) {
  const { left, width } = widget.getBoundingClientRect();
  const found = document.elementsFromPoint(left + width / 2, y)
    .filter((one) => STUCK.has(getComputedStyle(one).position) && !one.contains(widget))
    .map((one) => one.getBoundingClientRect())
    .map(({ top, bottom }) => (y === 1 ? bottom : innerHeight - top));
  return Math.round(Math.min(Math.max(0, ...found), innerHeight / 3));
}
