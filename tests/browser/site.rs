//! The built page on a host of our own, under a sub-path, with what the tests need beside it.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use crossread::single::{Files, single};

/// Where the page lies on its host. Two levels deep, so that an address that starts at the root
/// or goes one level up is noticed.
pub const BASE: &str = "/a/b/";

/// In folders whose names begin so, pages have addresses without an ending and those with one lead
/// there, as Cloudflare Pages does it.
pub const BARE: &str = "/bare-";

/// What tests/package/build.sh writes: pages that have the element from npm.
pub const PACKAGE: &str = "build/package";

/// The page and its corpus as one file, beside the page.
pub const ONE_FILE: &str = "crossread.html";

/// An empty document; its icon is named because browsers look for one at the root otherwise.
const BLANK: &str = "<!doctype html><title>blank</title><link rel=icon href='data:,'>";

/// A window of 320 pixels, and a page in it that does not say who may frame it.
const NARROW: &str = "<!doctype html><title>narrow</title><link rel=icon href='data:,'><iframe width=320 height=640 frameborder=0></iframe>";

/// Copies the page in `dist` to `root`, and adds what the tests need:
///
/// - `harness.js`, loaded before the page's own script: it keeps hold of workers and notes errors;
/// - `narrow.html`, which shows the page as a phone does;
/// - `blank.html`, to leave the page for without leaving its origin;
/// - `damaged.crossread` and `foreign.crossread`, bundles that cannot be opened;
/// - `hosts/`, pages of other people that show pieces of it;
/// - [`ONE_FILE`], the page and its corpus as one file.
pub fn copy_for_tests(dist: &Path, root: &Path) -> io::Result<()> {
    let page = root.join(BASE.trim_matches('/'));
    copy_folder(dist, &page)?;

    add_harness(&page)?;
    write_one_file(dist, &page.join(ONE_FILE))?;
    let hosts = page.join("hosts");
    copy_folder(Path::new("tests/browser/hosts"), &hosts)?;
    for (built, name) in [("vite/dist", "vite"), ("plain", "plain")] {
        let built = Path::new(PACKAGE).join(built);
        if built.is_dir() {
            copy_folder(&built, &hosts.join(name))?;
        }
    }
    fs::write(page.join("blank.html"), BLANK)?;
    fs::write(page.join("narrow.html"), NARROW)?;

    let mut damaged = fs::read(page.join("corpus.crossread"))?;
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xff;
    fs::write(page.join("damaged.crossread"), damaged)?;
    fs::write(page.join("foreign.crossread"), "A list of groceries.\n")
}

/// Has the index of a page load `harness.js` before everything else.
pub fn add_harness(page: &Path) -> io::Result<()> {
    let index = page.join("index.html");
    let html = fs::read_to_string(&index)?;
    let (before, after) = html
        .split_once("<script")
        .ok_or_else(|| io::Error::other("the page loads no script"))?;
    let harness = "<script src=\"harness.js\"></script>";
    fs::write(index, format!("{before}{harness}\n<script{after}"))?;
    fs::write(page.join("harness.js"), include_str!("harness.js"))
}

/// As `crossread site --single` does.
fn write_one_file(dist: &Path, file: &Path) -> io::Result<()> {
    let mut files = Files::new();
    let list: Vec<String> = serde_json::from_slice(&fs::read(dist.join("files.json"))?)?;
    for name in list {
        let bytes = fs::read(dist.join(&name))?;
        files.insert(name, bytes);
    }
    let bundle = fs::read(dist.join("corpus.crossread"))?;
    fs::write(file, single(&files, &bundle).map_err(io::Error::other)?)
}

/// Copies all files below one folder into another.
pub fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// A running host.
pub struct Site {
    /// As in `http://127.0.0.1:40123`.
    pub origin: String,
    root: PathBuf,
    requests: Arc<Mutex<Vec<String>>>,
    is_off: Arc<AtomicBool>,
    gate: Arc<Gate>,
}

/// Holds back what is asked for.
#[derive(Default)]
struct Gate {
    /// How the paths end that have to wait.
    held: Mutex<Option<&'static str>>,
    opened: Condvar,
}

impl Gate {
    /// Waits as long as this path is held.
    fn pass(&self, path: &str) {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = |it: &mut Option<&str>| it.is_some_and(|end| path.ends_with(end));
        drop(self.opened.wait_while(held, waits));
    }
}

impl Site {
    /// Serves the files below `root` until the program ends.
    pub fn serve(root: &Path) -> io::Result<Site> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let origin = format!("http://{}", listener.local_addr()?);
        let requests = Arc::default();
        let is_off = Arc::new(AtomicBool::new(false));
        let switch = Arc::clone(&is_off);
        let log = Arc::clone(&requests);
        let gate = Arc::new(Gate::default());
        let passed = Arc::clone(&gate);
        let served = root.to_path_buf();
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                if switch.load(Ordering::Relaxed) {
                    continue;
                }
                let (root, log) = (served.clone(), Arc::clone(&log));
                let gate = Arc::clone(&passed);
                // A browser may hang up in the middle of an answer; that is no concern of ours.
                thread::spawn(move || drop(answer(&connection, &root, &log, &gate)));
            }
        });
        let root = root.canonicalize()?;
        Ok(Site {
            origin,
            root,
            requests,
            is_off,
            gate,
        })
    }

    /// Switches it on or off: when it is off, it hangs up on everyone.
    pub fn switch(&self, on: bool) {
        self.is_off.store(!on, Ordering::Relaxed);
    }

    /// Answers no request whose path ends like this until another end is held, or none.
    pub fn hold(&self, end: Option<&'static str>) {
        *self
            .gate
            .held
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = end;
        self.gate.opened.notify_all();
    }

    /// The page's folder on the disk.
    pub fn folder(&self) -> PathBuf {
        self.root.join(BASE.trim_matches('/'))
    }

    /// The address of the page, or of a file beside it.
    pub fn url(&self, relative: &str) -> String {
        format!("{}{BASE}{relative}", self.origin)
    }

    /// The paths that were asked for since the last call, in order.
    pub fn take_requests(&self) -> Vec<String> {
        std::mem::take(&mut self.requests.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Answers one request and hangs up.
fn answer(
    connection: &TcpStream,
    root: &Path,
    log: &Mutex<Vec<String>>,
    gate: &Gate,
) -> io::Result<()> {
    let mut lines = BufReader::new(connection).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // The rest of the head is read so that hanging up does not look like an error.
    while lines
        .next()
        .transpose()?
        .is_some_and(|line| !line.is_empty())
    {}

    let Some(target) = request.split(' ').nth(1) else {
        return Ok(());
    };
    let path = target.split(['?', '#']).next().unwrap_or_default();
    log.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(path.to_string());
    gate.pass(path);

    let without_ending = path.strip_suffix(".html").filter(|_| path.contains(BARE));
    let (status, kind, body) = match without_ending {
        Some(to) => {
            let to = to.strip_suffix("index").unwrap_or(to);
            (
                format!("308 Permanent Redirect\r\nLocation: {to}"),
                "text/plain",
                Vec::new(),
            )
        }
        None => match file_for(root, path).and_then(|file| Some((fs::read(&file).ok()?, file))) {
            Some((body, file)) => ("200 OK".to_owned(), content_type(&file), body),
            None => (
                "404 Not Found".to_owned(),
                "text/plain",
                b"not here\n".to_vec(),
            ),
        },
    };
    let mut out = connection;
    write!(
        out,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
         Access-Control-Allow-Origin: *\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    out.write_all(&body)
}

fn file_for(root: &Path, path: &str) -> Option<PathBuf> {
    let inside = path.strip_prefix('/')?;
    if inside.split('/').any(|part| part == "..") {
        return None;
    }
    let file = root.join(inside);
    Some(if path.ends_with('/') {
        file.join("index.html")
    } else if path.contains(BARE) && !file.exists() {
        root.join(format!("{inside}.html"))
    } else {
        file
    })
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|it| it.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
