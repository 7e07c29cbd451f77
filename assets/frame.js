// For a page with Crossread in frames (<iframe src="…/?embed=1#/…">): each takes the height of what it
// shows. A page of another origin is believed nothing but the height of its own frame.
addEventListener("message", ({ source, origin, data }) => {
  if (data?.type !== "crossread-height" || !Number.isFinite(data.height)) return;
  for (const frame of document.querySelectorAll("iframe[src]")) {
    if (frame.contentWindow !== source) continue;
    const own = new URL(frame.src, document.baseURI).origin;
    const isSandboxed = frame.sandbox.length > 0 && !frame.sandbox.contains("allow-same-origin");
    if (origin !== (isSandboxed ? "null" : own)) return;
    frame.style.height = `${Math.min(Math.max(Math.ceil(data.height), 60), 20000)}px`;
  }
});
