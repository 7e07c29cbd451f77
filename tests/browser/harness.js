// Only in the copy that the browser tests use, loaded before the page's own script.
//
// Keeps hold of the page's workers, so that a test can end one, and notes whatever goes wrong
// without anyone seeing it. Notes outlive the document, because the page may load itself anew.
"use strict";

window.__harness = {
  workers: [],

  /** How many of them were ended. */
  ended: 0,

  /** What went wrong since the last call. */
  take() {
    const problems = JSON.parse(sessionStorage.getItem("harness") ?? "[]");
    sessionStorage.removeItem("harness");
    return problems;
  },
};

{
  const note = (problem) => {
    const problems = JSON.parse(sessionStorage.getItem("harness") ?? "[]");
    sessionStorage.setItem("harness", JSON.stringify([...problems, problem]));
  };

  window.Worker = class extends Worker {
    constructor(url, options) {
      super(url, options);
      window.__harness.workers.push(this);
    }

    terminate() {
      window.__harness.ended += 1;
      super.terminate();
    }
  };

  // Capturing, because a file that does not load reports to its own element only.
  addEventListener(
    "error",
    ({ message, target, error }) => note(`error: ${error?.stack ?? message ?? target?.src ?? target?.href}`),
    true,
  );
  addEventListener("unhandledrejection", ({ reason }) => note(`rejection: ${reason}`));
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    note(`policy: ${violatedDirective} forbids ${blockedURI}`),
  );

  const { error } = console;
  console.error = (...parts) => {
    note(`console: ${parts.join(" ")}`);
    error.apply(console, parts);
  };
}
