//! The answer to one request of a browser.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use tiny_http::{Header, Method, Response, StatusCode};

use super::path::{Target, target};

/// What is sent back.
pub(super) type Answer = Response<Box<dyn Read + Send>>;

/// Kinds of files by extension; browsers refuse scripts, styles and wasm under another name.
const KINDS: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("json", "application/json"),
    ("map", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("wasm", "application/wasm"),
    ("crossread", "application/octet-stream"),
    ("xml", "application/xml"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("webp", "image/webp"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/plain; charset=utf-8"),
];

/// Answers a request for `url` from the files in `root`, a canonical path. The server itself
/// leaves out the body when only the head is asked for.
pub(super) fn answer(root: &Path, method: &Method, url: &str) -> Answer {
    if !matches!(method, Method::Get | Method::Head) {
        let sentence = "This server only hands out files.";
        return page(405, sentence, &[("Allow", "GET, HEAD")]);
    }
    match target(root, url) {
        Target::File(path) => file(&path).unwrap_or_else(|_| not_found()),
        Target::Folder(address) => page(
            301,
            "This folder’s address ends with a slash.",
            &[("Location", &address)],
        ),
        Target::Nothing => not_found(),
    }
}

fn file(path: &Path) -> std::io::Result<Answer> {
    let file = File::open(path)?;
    let length = usize::try_from(file.metadata()?.len()).ok();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let headers = [
        ("Content-Type", kind(&name)),
        ("Cache-Control", caching(&name)),
    ];
    Ok(response(200, &headers, Box::new(file), length))
}

fn not_found() -> Answer {
    page(404, "There is no such file here.", &[])
}

/// A page of one sentence.
fn page(status: u16, sentence: &str, headers: &[(&str, &str)]) -> Answer {
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Crossread</title>\
         <p>{sentence}</p></html>\n"
    );
    let mut all = vec![
        ("Content-Type", kind("html.html")),
        ("Cache-Control", "no-cache"),
    ];
    all.extend(headers);
    let length = html.len();
    response(status, &all, Box::new(Cursor::new(html)), Some(length))
}

fn response(
    status: u16,
    headers: &[(&str, &str)],
    body: Box<dyn Read + Send>,
    length: Option<usize>,
) -> Answer {
    let headers = headers
        .iter()
        .chain(&[("X-Content-Type-Options", "nosniff")])
        .filter_map(|(name, value)| Header::from_bytes(*name, *value).ok())
        .collect();
    // Browsers show progress only when they know the length, so nothing is sent in chunks.
    Response::new(StatusCode(status), headers, body, length, None)
        .with_chunked_threshold(usize::MAX)
}

fn kind(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |it| it.1);
    KINDS
        .iter()
        .find(|it| it.0.eq_ignore_ascii_case(extension))
        .map_or("application/octet-stream", |it| it.1)
}

/// Files named after their content never change; all others are asked for again each time.
fn caching(name: &str) -> &'static str {
    if has_hash(name) && !name.ends_with(".html") && !name.ends_with(".crossread") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

/// Whether a part of the name is a hash as Trunk writes them: `app-1f0c5a3be2d49786_bg.wasm`.
/// Digits alone may be a time.
fn has_hash(name: &str) -> bool {
    name.split(['-', '_', '.']).any(|part| {
        (12..=64).contains(&part.len())
            && part.bytes().all(|it| it.is_ascii_hexdigit())
            && part.bytes().any(|it| it.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names_are_kept_by_browsers() {
        for name in [
            "app-1f0c5a3be2d49786_bg.wasm",
            "tokens-0123456789abcdef.css",
        ] {
            assert!(caching(name).ends_with("immutable"), "{name}");
        }
        for name in [
            "boot.js",
            "a-1f0c5a3be2d49786.crossread",
            "tass-abe-2018-7f2a9c.json",
        ] {
            assert_eq!(caching(name), "no-cache", "{name}");
        }
    }
}
