//! The driver in the page's own words.
//!
//! Every method either does what it says or panics with a sentence: a trial is then a list of
//! what a reader does and sees. Nothing sleeps for a fixed time; what may take a while is waited
//! for, up to [`PATIENCE`].

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use serde_json::{Value, json};
use thirtyfour::common::print::PrintParameters;
use thirtyfour::prelude::*;

use crate::engine::{Engine, Session};
use crate::site::{BASE, Site};

/// How long a condition may take to come true. A healthy page needs well under a second; the rest
/// is for machines with few cores and three engines at once.
const PATIENCE: Duration = Duration::from_secs(30);

/// Time between two looks at a condition.
const GLANCE: Duration = Duration::from_millis(25);

/// The page in one browser.
pub struct Page<'s> {
    session: &'s Session,
    site: &'s Site,
    /// What the harness noted in documents that have been left since.
    noted: RefCell<Vec<String>>,
}

impl<'s> Page<'s> {
    /// The page of `site` in the browser of `session`; nothing is opened yet.
    pub fn new(session: &'s Session, site: &'s Site) -> Page<'s> {
        Page {
            session,
            site,
            noted: RefCell::default(),
        }
    }

    /// Which engine shows the page.
    pub fn engine(&self) -> Engine {
        self.session.engine
    }

    /// The browser behind the page, for what only one engine can do.
    pub fn session(&self) -> &Session {
        self.session
    }

    // --- going places

    /// Forgets what an earlier trial left: stored settings, kept corpora, noted requests, a server that
    /// is off.
    pub fn start_afresh(&self) {
        self.switch_server(true);
        self.hold(None);
        self.leave();
        self.eval(
            "localStorage.clear(); sessionStorage.clear(); indexedDB.deleteDatabase('crossread')",
        );
        self.site.take_requests();
        if self.engine() == Engine::Chromium {
            self.network_log();
        }
    }

    /// Loads the page at an address relative to its folder, as in `#/search?q=kuril`, and from
    /// the start even when it is open already.
    pub fn open(&self, address: &str) {
        self.leave();
        self.go(&self.site.url(address));
    }

    /// Opens a file beside the page from the disk, without a server.
    pub fn open_from_disk(&self, file: &str, hash: &str) {
        self.leave();
        let path = self.site.folder().join(file);
        self.go(&format!("file://{}{hash}", path.display()));
    }

    /// The folder of the page on the disk.
    pub fn folder(&self) -> PathBuf {
        self.site.folder()
    }

    /// The built page, without what the tests add to it.
    pub fn dist(&self) -> PathBuf {
        PathBuf::from(env::var_os("CROSSREAD_DIST").unwrap_or_else(|| "dist".into()))
    }

    /// Switches the server on or off: when it is off, every connection breaks.
    pub fn switch_server(&self, on: bool) {
        self.site.switch(on);
    }

    /// Has the server hold back the files whose names end like this, until another end is held, or none.
    pub fn hold(&self, end: Option<&'static str>) {
        self.site.hold(end);
    }

    /// Loads an address of the present page anew: without a server `goto` would fail in some drivers.
    pub fn reload_at(&self, address: &str) {
        self.note();
        self.eval_with(
            "location.href = arguments[0]",
            json!([self.site.url(address)]),
        );
        if self.engine() == Engine::Firefox {
            // Its driver's own way goes past the service worker.
            self.eval("window.__left = true; location.reload()");
            let is_new = "return !window.__left && document.readyState === 'complete'";
            return self.until("the page is loaded anew", is_new, json!([]));
        }
        self.session
            .wait(self.session.driver().refresh())
            .unwrap_or_else(|error| panic!("{address} could not be loaded anew: {error}"));
    }

    /// Writes a page below the folder of the page, and gives its address.
    ///
    /// Its name ends with that of the engine: the engines run beside each other in one folder, and
    /// none may read what another is still writing.
    pub fn write_beside(&self, stem: &str, html: &str) -> String {
        let file = format!("{stem}-{}.html", self.engine().name());
        let path = self.site.folder().join(&file);
        fs::write(path, html).expect("the target folder can be written to");
        file
    }

    /// Loads the page and waits until the view is complete.
    pub fn open_view(&self, address: &str, view: &str) {
        self.open(address);
        self.wait_ready(view);
    }

    /// Changes the part after `#` by hand, as a reader does in the address bar.
    pub fn edit_address(&self, hash: &str) {
        self.eval_with("location.hash = arguments[0]", json!([hash]));
    }

    /// Steps back in the browser's history.
    pub fn back(&self) {
        self.eval("history.back()");
    }

    /// Steps forward in the browser's history.
    pub fn forward(&self) {
        self.eval("history.forward()");
    }

    /// What stands in the address after the page's folder: `#/search?q=kuril`.
    pub fn address(&self) -> String {
        self.read("return location.search + location.hash")
    }

    fn go(&self, url: &str) {
        self.session
            .wait(self.session.driver().goto(url))
            .unwrap_or_else(|error| panic!("{url} did not open: {error}"));
    }

    fn leave(&self) {
        self.note();
        self.go(&self.site.url("blank.html"));
    }

    // --- waiting

    /// Waits until the page shows this view and all of it is there.
    #[track_caller]
    pub fn wait_ready(&self, view: &str) {
        self.wait_for(&format!("main[data-view=\"{view}\"][data-state=\"ready\"]"));
    }

    /// Waits until something that can be seen matches the selector.
    #[track_caller]
    pub fn wait_for(&self, selector: &str) {
        self.until(
            &format!("{selector} to be seen"),
            "return visible(arguments[0]).length > 0",
            json!([selector]),
        );
    }

    /// Waits until nothing that can be seen matches the selector.
    #[track_caller]
    pub fn wait_gone(&self, selector: &str) {
        self.until(
            &format!("{selector} to be gone"),
            "return visible(arguments[0]).length === 0",
            json!([selector]),
        );
    }

    /// Waits until something that matches the selector shows the words.
    #[track_caller]
    pub fn wait_for_text(&self, selector: &str, words: &str) {
        self.until(
            &format!("{words:?} in {selector}"),
            "return visible(arguments[0]).some((e) => e.innerText.includes(arguments[1]))",
            json!([selector, words]),
        );
    }

    /// Waits until so many that match can be seen.
    #[track_caller]
    pub fn wait_count(&self, selector: &str, n: usize) {
        self.until(
            &format!("{n} of {selector}"),
            "return visible(arguments[0]).length === arguments[1] || visible(arguments[0]).length",
            json!([selector, n]),
        );
    }

    /// Waits until the address is this, letters of other scripts as they are read.
    #[track_caller]
    pub fn wait_address(&self, address: &str) {
        self.until(
            &format!("the address {address}"),
            "const address = location.search + location.hash;
             return address === arguments[0] || address",
            json!([address]),
        );
    }

    /// Waits until the address contains these words.
    #[track_caller]
    pub fn wait_address_with(&self, words: &str) {
        self.until(
            &format!("{words} in the address"),
            "return location.href.includes(arguments[0])",
            json!([words]),
        );
    }

    /// Waits until the script returns something true. A script that throws is asked again, since
    /// what it reads may not be there yet.
    #[track_caller]
    pub fn until(&self, what: &str, script: &str, arguments: Value) {
        let start = Instant::now();
        let mut last = Value::Null;
        while start.elapsed() < PATIENCE {
            match self.try_eval(script, &arguments) {
                Ok(Value::Bool(true)) => return,
                Ok(value) => last = value,
                Err(error) => last = json!(error.to_string()),
            }
            self.session
                .wait(async { tokio::time::sleep(GLANCE).await });
        }
        panic!(
            "waited {} s for {what}; at {} the last look gave {last}, with {}",
            PATIENCE.as_secs(),
            self.address(),
            self.summary()
        );
    }

    // --- reading

    /// The words of everything that can be seen and matches, in the page's order.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.read_with(
            "return visible(arguments[0]).map((e) => e.innerText.trim())",
            json!([selector]),
        )
    }

    /// The words of the first that can be seen and matches.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        self.wait_for(selector);
        self.texts(selector).swap_remove(0)
    }

    /// How many that match can be seen.
    pub fn count(&self, selector: &str) -> usize {
        self.read_with("return visible(arguments[0]).length", json!([selector]))
    }

    /// An attribute of everything that can be seen and matches; those without it are left out.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        self.read_with(
            "return visible(arguments[0]).map((e) => e.getAttribute(arguments[1])).filter((v) => v !== null)",
            json!([selector, name]),
        )
    }

    /// What was asked of the page's host since the last call.
    pub fn take_requests(&self) -> Vec<String> {
        self.site.take_requests()
    }

    /// Whether the element with the keyboard matches.
    pub fn has_focus(&self, selector: &str) -> bool {
        self.read_with(
            "return document.activeElement?.matches(arguments[0]) ?? false",
            json!([selector]),
        )
    }

    // --- acting

    /// Clicks the first that can be seen and matches, as soon as it can be clicked.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        self.click_found(selector, "");
    }

    /// Clicks the first that can be seen, matches and shows the words.
    #[track_caller]
    pub fn click_text(&self, selector: &str, words: &str) {
        self.click_found(selector, words);
    }

    #[track_caller]
    fn click_found(&self, selector: &str, words: &str) {
        let start = Instant::now();
        loop {
            let clicked = self.session.wait(async {
                let script = with_prelude(
                    "return visible(arguments[0]).find((e) => e.innerText.includes(arguments[1]))",
                );
                let arguments = vec![json!(selector), json!(words)];
                let element = self
                    .session
                    .driver()
                    .execute(script, arguments)
                    .await?
                    .element()?;
                element.scroll_into_view().await?;
                element.click().await
            });
            match clicked {
                Ok(()) => return,
                // Redrawn or covered at that moment: look again.
                Err(_) if start.elapsed() < PATIENCE => {
                    self.session
                        .wait(async { tokio::time::sleep(GLANCE).await });
                }
                Err(error) => panic!("{selector} {words:?} cannot be clicked: {error}"),
            }
        }
    }

    /// Puts the keyboard into a field and types, letter by letter, after what stands there.
    #[track_caller]
    pub fn type_into(&self, selector: &str, words: &str) {
        self.click(selector);
        self.press(words);
    }

    /// Presses a key while Control is held down.
    #[track_caller]
    pub fn press_with_control(&self, key: char) {
        let driver = self.session.driver();
        self.session
            .wait(
                driver
                    .action_chain()
                    .key_down(Key::Control)
                    .key_down(key)
                    .key_up(key)
                    .key_up(Key::Control)
                    .perform(),
            )
            .unwrap_or_else(|error| panic!("Control+{key} could not be pressed: {error}"));
    }

    /// Presses keys one after another: letters, words or one of [`Key`].
    #[track_caller]
    pub fn press(&self, keys: impl Into<TypingData>) {
        let keys = keys.into();
        self.session
            .wait(
                self.session
                    .driver()
                    .action_chain()
                    .send_keys(keys)
                    .perform(),
            )
            .unwrap_or_else(|error| panic!("keys could not be pressed: {error}"));
    }

    /// From now on what the page saves is in `window.__saved` and its name in `window.__name`: the
    /// files would end up in the folder of whoever runs this.
    pub fn keep_saved_files(&self) {
        self.eval(
            "window.__saved = window.__name = null;
             const make = URL.createObjectURL;
             URL.createObjectURL = (blob) => {
                 // Kept, so that it is not given up while it is read.
                 window.__blob = blob;
                 const keep = (text) => { window.__saved = String(text); };
                 blob.text().then(keep, keep);
                 return make.call(URL, blob);
             };
             HTMLAnchorElement.prototype.click = function () { window.__name = this.download; };",
        );
    }

    /// The page printed as a PDF; `None` where the driver cannot print.
    pub fn print(&self) -> Option<Vec<u8>> {
        if self.engine() == Engine::WebKit {
            return None;
        }
        let printing = self.session.driver().print_page(PrintParameters::default());
        let pdf = self.session.wait(printing);
        Some(pdf.unwrap_or_else(|error| panic!("the page could not be printed: {error}")))
    }

    /// Lets the system choose the colors, in Chromium.
    pub fn force_colors(&self, on: bool) {
        let features = match on {
            true => json!([{ "name": "forced-colors", "value": "active" }]),
            false => json!([]),
        };
        let media = json!({ "features": features });
        self.session
            .devtools("Emulation.setEmulatedMedia", media)
            .unwrap_or_else(|error| panic!("colors could not be forced: {error}"));
    }

    /// Does `then` inside of a frame of the page.
    pub fn in_frame(&self, selector: &str, then: impl FnOnce()) {
        let enter = async {
            let frame = self.session.driver().find(By::Css(selector)).await?;
            frame.enter_frame().await
        };
        self.session
            .wait(enter)
            .unwrap_or_else(|error| panic!("the frame {selector} cannot be entered: {error}"));
        then();
        self.session
            .wait(self.session.driver().enter_parent_frame())
            .unwrap_or_else(|error| panic!("the frame cannot be left: {error}"));
    }

    /// Runs a script in the page; it may use `visible(selector)`.
    #[track_caller]
    pub fn eval(&self, script: &str) -> Value {
        self.eval_with(script, json!([]))
    }

    /// Runs a script with arguments, which it finds in `arguments`.
    #[track_caller]
    pub fn eval_with(&self, script: &str, arguments: Value) -> Value {
        self.try_eval(script, &arguments)
            .unwrap_or_else(|error| panic!("the script did not run: {error}\n{script}"))
    }

    /// Runs a script that calls the last of its arguments when it is done, and returns what it
    /// calls it with.
    #[track_caller]
    pub fn eval_async(&self, script: &str) -> Value {
        self.session
            .wait(async {
                let answer = self.session.driver().execute_async(script, vec![]).await?;
                Ok::<_, WebDriverError>(answer.json().clone())
            })
            .unwrap_or_else(|error| panic!("the script did not run: {error}"))
    }

    fn try_eval(&self, script: &str, arguments: &Value) -> WebDriverResult<Value> {
        let arguments = arguments.as_array().cloned().unwrap_or_default();
        self.session.wait(async {
            let answer = self
                .session
                .driver()
                .execute(with_prelude(script), arguments)
                .await?;
            Ok(answer.json().clone())
        })
    }

    #[track_caller]
    fn read<T: serde::de::DeserializeOwned>(&self, script: &str) -> T {
        self.read_with(script, json!([]))
    }

    #[track_caller]
    fn read_with<T: serde::de::DeserializeOwned>(&self, script: &str, arguments: Value) -> T {
        let value = self.eval_with(script, arguments);
        serde_json::from_value(value.clone()).unwrap_or_else(|_| {
            panic!("the script gave {value}, which is of another kind\n{script}")
        })
    }

    // --- what went wrong without being seen

    /// Notes what the harness has seen so far, because leaving the document forgets it.
    fn note(&self) {
        let script = "return (window.__harness?.take() ?? []).concat(
            performance.getEntriesByType('resource').map((entry) => entry.name)
                .filter((name) => !name.startsWith(arguments[0]) && !/^(data|blob|file):/.test(name))
                .map((name) => `request: ${name}`))";
        let folder = self.site.url("");
        // Before the first document there is nothing to ask.
        if let Ok(Value::Array(problems)) = self.try_eval(script, &json!([folder])) {
            let problems = problems.iter().filter_map(Value::as_str).map(String::from);
            self.noted.borrow_mut().extend(problems);
        }
    }

    /// Forgets what was noted so far, for a trial that has made trouble on purpose.
    ///
    /// # Panics
    ///
    /// When something was noted that does not contain one of the `expected` words.
    #[track_caller]
    pub fn forgive(&self, expected: &[&str]) {
        self.note();
        let noted = self.noted.take();
        let other: Vec<&String> = noted
            .iter()
            .filter(|it| !expected.iter().any(|words| it.contains(words)))
            .collect();
        assert!(
            other.is_empty(),
            "besides what was to be expected: {other:#?}"
        );
    }

    /// Panics if any script failed, the page's policy was broken, or anything outside the page's
    /// folder was asked for, in this engine since [`start_afresh`](Page::start_afresh).
    pub fn expect_no_trouble(&self) {
        self.note();
        let mut trouble = self.noted.take();
        for path in self.site.take_requests() {
            if !path.starts_with(BASE) {
                trouble.push(format!("request outside the page's folder: {path}"));
            }
        }
        if self.engine() == Engine::Chromium {
            let elsewhere = self
                .network_log()
                .into_iter()
                .filter(|url| !url.starts_with(&self.site.origin))
                .filter(|url| {
                    !url.starts_with(&format!("file://{}", self.site.folder().display()))
                });
            trouble.extend(elsewhere.map(|url| format!("request to another host: {url}")));
        }
        assert!(trouble.is_empty(), "the page made trouble: {trouble:#?}");
    }

    /// Every address Chromium asked a network for since the last call, as its own log has it.
    fn network_log(&self) -> Vec<String> {
        let entries = self
            .session
            .wait(self.session.driver().get_log("performance"))
            .unwrap_or_else(|error| panic!("Chromium's network log cannot be read: {error}"));
        entries
            .iter()
            .filter_map(|entry| serde_json::from_str::<Value>(&entry.message).ok())
            .filter(|entry| entry["message"]["method"] == "Network.requestWillBeSent")
            .filter_map(|entry| {
                Some(
                    entry["message"]["params"]["request"]["url"]
                        .as_str()?
                        .to_string(),
                )
            })
            .filter(|url| {
                !["data:", "blob:", "about:"]
                    .iter()
                    .any(|scheme| url.starts_with(scheme))
            })
            .collect()
    }

    /// A few words on what the page shows, for messages.
    fn summary(&self) -> String {
        let script = "const main = document.querySelector('main');
            return main
                ? `main ${JSON.stringify(main.dataset)} ${JSON.stringify(main.innerText.slice(0, 300))}`
                : `no main: ${JSON.stringify(document.body?.innerText.slice(0, 300))}`";
        self.note();
        let shown = self.try_eval(script, &json!([])).map(|it| it.to_string());
        format!(
            "{} and noted {:?}",
            shown.unwrap_or_default(),
            self.noted.borrow()
        )
    }

    // --- pictures

    /// Writes a picture of what can be seen; false when the browser gives none.
    pub fn try_picture(&self, file: &Path) -> bool {
        self.session
            .wait(self.session.driver().screenshot_as_png())
            .is_ok_and(|png| fs::write(file, png).is_ok())
    }
}

/// The script, with the one word all scripts share: `visible`, what matches a selector and takes
/// up room on the page.
fn with_prelude(script: &str) -> String {
    format!(
        "const visible = (selector) => [...document.querySelectorAll(selector)]
             .filter((e) => e.getClientRects().length > 0);
         {script}"
    )
}
