// Runs before anything is shown. An address that names a view, or another corpus, is not answered by
// what stands here for readers without scripts, so that is not shown meanwhile. What goes wrong before
// the page has started brings it back.
{
  const root = document.documentElement;
  const asksForMore = /^#\/./.test(location.hash) || /[?&](corpus|kept|embed)\b/.test(location.search);
  if (asksForMore && "noModule" in HTMLScriptElement.prototype) {
    root.dataset.elsewhere = "";
    addEventListener("error", () => delete root.dataset.elsewhere, true);
  }
}
