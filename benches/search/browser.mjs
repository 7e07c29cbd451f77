// Chromium, one engine a page, and what a page costs: processor time and memory.
import { accessSync, constants, readFileSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
  "--js-flags=--max-old-space-size=8192",
];

const BURN_MS = 80;

// $CHROMIUM, or what tools/setup.sh looks for.
export function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = process.env.PATH.split(delimiter);
  const candidates = ["chromium", "google-chrome"].flatMap((it) =>
    folders.map((at) => join(at, it)),
  );
  const found = candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error("Chromium is not on PATH. Install it, or set CHROMIUM to its path.");
  return found;
}

// Chromium for other benchmarks, with nothing set.
export const openChromium = () =>
  chromium.launch({ executablePath: executable(), args: ["--no-sandbox"] });

export async function launch(site) {
  const browser = await chromium.launch({ executablePath: executable(), args: ARGUMENTS });
  const session = await browser.newBrowserCDPSession();
  return new Browser(browser, session, site);
}

class Browser {
  constructor(browser, session, site) {
    Object.assign(this, { browser, session, site });
  }

  get version() {
    return this.browser.version();
  }

  // A page of its own process; without an engine an empty one.
  async open(engine = "") {
    const context = await this.browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(0);
    await page.goto(`${this.site}/page/index.html?engine=${engine}`);
    await page.waitForFunction(() => window.bench, null, { timeout: 30_000 });
    return new EnginePage(this, page);
  }

  // Processes that may be a page's.
  async renderers() {
    const { processInfo } = await this.session.send("SystemInfo.getProcessInfo");
    return processInfo.filter((it) => it.type === "renderer").map((it) => it.id);
  }

  close() {
    return this.browser.close();
  }
}

class EnginePage {
  // The process is known from `identify` on.
  constructor(browser, page) {
    Object.assign(this, { browser, page, process: null });
  }

  // Finds the page's process: the one that is busy when the page is and idle when it is. Does
  // nothing where processor time cannot be read.
  async identify() {
    if (process.platform !== "linux") return;
    for (let [tries, last] = [0, null]; tries < 10; tries++) {
      const ids = await this.browser.renderers();
      const idle = await spentBy(ids, () => this.page.waitForTimeout(BURN_MS));
      const busy = await spentBy(ids, () =>
        this.page.evaluate((ms) => window.bench.burn(ms), BURN_MS),
      );
      const extra = busy.map((ms, at) => ms - idle[at]);
      this.process = ids[extra.indexOf(Math.max(...extra))];
      if (this.process === last) return;
      last = this.process;
    }
    throw new Error("it cannot be told which process the page is: the machine is too busy");
  }

  // What bench[name] gives, and the processor time of it: { result, cpu } in ms. Fails after
  // `seconds`.
  async call(name, parameters, seconds) {
    const before = cpuMs(this.process);
    const work = this.page.evaluate(([it, all]) => window.bench[it](...all), [name, parameters]);
    const result = await within(seconds, work);
    return { result, cpu: this.process && cpuMs(this.process) - before };
  }

  // Bytes held after collecting what is not: objects, buffers and the memory of wasm.
  async memory() {
    const session = await this.page.context().newCDPSession(this.page);
    for (let n = 0; n < 3; n++) await session.send("HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize = 0 } = await session.send("Runtime.getHeapUsage");
    await session.detach();
    const wasm = await this.page.evaluate(() => window.bench.wasmBytes());
    return { objects: usedSize, buffers: backingStorageSize, wasm };
  }

  // A page that hangs is left to the end of the browser.
  close() {
    return within(5, this.page.context().close()).catch(() => {});
  }
}

// Processor time of each process during `work`, in ms.
async function spentBy(ids, work) {
  const before = ids.map(cpuMs);
  await work();
  return ids.map((id, at) => cpuMs(id) - before[at]);
}

// Processor time of a process since it began, all its threads, in ms; null if nobody knows.
function cpuMs(id) {
  if (!id) return null;
  const folder = `/proc/${id}/task`;
  const threads = ended(() => readdirSync(folder), []);
  const times = threads.map((thread) =>
    ended(() => Number(readFileSync(join(folder, thread, "schedstat"), "utf8").split(" ")[0]), 0),
  );
  return times.reduce((sum, nanoseconds) => sum + nanoseconds / 1e6, 0);
}

// `otherwise` when what is read has just ended.
function ended(read, otherwise) {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

function within(seconds, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`more than ${seconds} s`)), seconds * 1_000);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
