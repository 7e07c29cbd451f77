//! PDF files: their text, page by page, taken out in a process of its own.
//!
//! The library that does it may panic, run out of stack on a file that refers to itself, or never
//! end. A thread could not be stopped, and a stack that overflows ends its whole process; so the
//! program calls itself with the file on its standard input, and stops that process when it takes
//! too long.

use std::env;
use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crossread::ingest::{self, Problem, Reading};

/// The largest PDF that is read, in bytes.
const MAX_BYTES: usize = 64 << 20;

/// The most text that is taken out of one, in bytes.
const MAX_TEXT_BYTES: u64 = ingest::MAX_FILE_BYTES as u64;

/// How long one may take. A report of a hundred pages takes a second.
const MAX_TIME: Duration = Duration::from_secs(20);

/// The command by which the program calls itself; nobody else needs it.
const COMMAND: &str = "pages-of-pdf";

/// What parts pages in the answer: the form feed of printers.
const PAGE_END: char = '\u{c}';

/// How much stack the reading of nested objects may take, in bytes.
const STACK_BYTES: usize = 256 << 20;

/// Whether the file is a PDF by its name.
pub(crate) fn is_name(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|it| it.1.eq_ignore_ascii_case("pdf"))
}

/// The document in a PDF file. `name` is its name in messages.
pub(crate) fn documents(name: &str, file: impl Read) -> Reading {
    let problem = |message: String, remedy: &str| Reading {
        documents: Vec::new(),
        problems: vec![Problem::error(name, None, message, remedy)],
    };
    let mut bytes = Vec::new();
    if let Err(error) = file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes) {
        return problem(
            format!("the file cannot be read: {error}"),
            "look at its permissions",
        );
    }
    if bytes.len() > MAX_BYTES {
        let message = format!("the file is larger than {} MB", MAX_BYTES >> 20);
        return problem(message, "split it, or save its text as .txt");
    }
    if !bytes.starts_with(b"%PDF-") {
        return problem(
            "the file is no PDF, whatever its name says".to_owned(),
            "open it, and save it anew",
        );
    }
    match pages(bytes) {
        Ok(pages) => ingest::read_pages(name, &pages),
        Err(failure) => problem(failure, "open it, and save its text as .txt"),
    }
}

/// Answers in the place of the program when that has called itself; the first thing it must ask.
pub(crate) fn answer() -> Option<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    if arguments.next()? != COMMAND || arguments.next().is_some() {
        return None;
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).ok()?;
    // The panics of the library are no news to anybody: the exit code tells.
    std::panic::set_hook(Box::new(|_| {}));
    let reader = thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || pdf_extract::extract_text_from_mem_by_pages(&bytes).ok());
    let pages = reader.ok().and_then(|it| it.join().ok()).flatten();
    let Some(pages) = pages else {
        return Some(ExitCode::FAILURE);
    };
    let mut out = io::stdout().lock();
    for page in pages {
        let page = page.replace(PAGE_END, "\n");
        // Whoever asked may have had enough.
        if write!(out, "{page}{PAGE_END}").is_err() {
            return Some(ExitCode::FAILURE);
        }
    }
    Some(ExitCode::SUCCESS)
}

/// The text of each page, or a clause why there is none.
fn pages(bytes: Vec<u8>) -> Result<Vec<String>, String> {
    let failed = |error: io::Error| format!("the reader of PDF files does not start: {error}");
    let mut child = Command::new(env::current_exe().map_err(failed)?)
        .arg(COMMAND)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    // Both ends at once: either may be full before the other is done.
    let writer = thread::spawn(move || stdin.map(|mut it| it.write_all(&bytes)));
    let reader = thread::spawn(move || {
        let mut text = Vec::new();
        let ended = stdout.map(|it| it.take(MAX_TEXT_BYTES + 1).read_to_end(&mut text));
        ended.transpose().map(|_| text)
    });
    let in_time = wait(&mut child);
    // A broken pipe says no more than the exit code does.
    let _ = writer.join();
    let text = reader.join().ok().and_then(Result::ok).unwrap_or_default();
    if text.len() as u64 > MAX_TEXT_BYTES {
        return Err(format!(
            "the text in it is larger than {} MB",
            MAX_TEXT_BYTES >> 20
        ));
    }
    match in_time {
        None => Err(format!(
            "its text was not found in {} seconds",
            MAX_TIME.as_secs()
        )),
        Some(false) => {
            Err("its text cannot be taken out of it; it may be damaged or locked".to_owned())
        }
        Some(true) => {
            let text = String::from_utf8_lossy(&text);
            Ok(text.split_terminator(PAGE_END).map(str::to_owned).collect())
        }
    }
}

/// Whether the process ends well; `None` when it had to be stopped.
fn wait(child: &mut Child) -> Option<bool> {
    let started = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) if started.elapsed() < MAX_TIME => thread::sleep(pause),
            _ => {
                // It may have ended by itself in the meantime.
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}
