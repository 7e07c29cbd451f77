// The engine off the main thread: the page's own wasm, entered by another door. The first message
// brings it, compiled; the wasm takes every later one.

addEventListener(
  "message",
  async ({ data }) => {
    const glue = await import(data.glue);
    await glue.default({ module_or_path: data.module });
    glue.worker();
  },
  { once: true },
);
