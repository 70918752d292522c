// What a site puts on its page: <script src="https://…/embed.js" defer></script>. Loads the widget's parts from where it came from itself.
(() => {
  const base = new URL(".", document.currentScript.src);
  // VERSION is filled in by the server: it changes with the files, so that browsers may keep them.
  import(new URL("embed/VERSION/element.js", base).href)
    .then((part) => part.install(base, "VERSION"))
    // Without its parts the element stays what it is in the page: a plain link to the same conversation.
    .catch((error) => console.warn("kennispunt-chat:", error));
})();
