
// Started as a worker, this module awaits its wasm, compiled, from the page that started it; what
// comes then goes to the wasm. Only the page's own wasm has a part that comes later.
if (typeof document === "undefined") {
  addEventListener(
    "message",
    async ({ data }) => {
      if (data.later) setLater(data.later);
      await __wbg_init({ module_or_path: data.module });
      worker();
    },
    { once: true },
  );
}
