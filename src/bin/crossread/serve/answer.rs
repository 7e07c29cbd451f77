//! The answer to one request of a browser.

use std::fs;
use std::path::Path;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{HeaderName, HeaderValue};
use hyper::{Method, Response, StatusCode};

use super::path::{Target, target};

/// What is sent back.
pub(super) type Answer = Response<Full<Bytes>>;

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
    if !matches!(*method, Method::GET | Method::HEAD) {
        let sentence = "This server only hands out files.";
        return page(
            StatusCode::METHOD_NOT_ALLOWED,
            sentence,
            &[("Allow", "GET, HEAD")],
        );
    }
    match target(root, url) {
        Target::File(path) => file(&path).unwrap_or_else(|_| not_found()),
        Target::Folder(address) => page(
            StatusCode::MOVED_PERMANENTLY,
            "This folder’s address ends with a slash.",
            &[("Location", &address)],
        ),
        Target::Nothing => not_found(),
    }
}

fn file(path: &Path) -> std::io::Result<Answer> {
    let bytes = fs::read(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let headers = [
        ("Content-Type", kind(&name)),
        ("Cache-Control", caching(&name)),
    ];
    Ok(response(StatusCode::OK, &headers, bytes))
}

fn not_found() -> Answer {
    page(StatusCode::NOT_FOUND, "There is no such file here.", &[])
}

/// A page of one sentence.
fn page(status: StatusCode, sentence: &str, headers: &[(&str, &str)]) -> Answer {
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Crossread</title>\
         <p>{sentence}</p></html>\n"
    );
    let mut all = vec![
        ("Content-Type", kind("html.html")),
        ("Cache-Control", "no-cache"),
    ];
    all.extend(headers);
    response(status, &all, html.into_bytes())
}

fn response(status: StatusCode, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
    let mut answer = Response::new(Full::from(body));
    *answer.status_mut() = status;
    for (name, value) in headers
        .iter()
        .chain(&[("X-Content-Type-Options", "nosniff")])
    {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(*name), HeaderValue::try_from(*value))
        {
            answer.headers_mut().insert(name, value);
        }
    }
    answer
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
