//! What a site has for its hosts: compressed copies, headers, and an answer for wrong addresses.

use std::fmt::Write as _;
use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::page::PageFile;

/// What keeps a site for reading without a network.
const KEEPER: &str = "sw.js";

/// What a site is called when it is installed.
const MANIFEST: &str = "manifest.json";

/// Compressing smaller files gains nothing that a reader would notice.
const LEAST_BYTES: usize = 512;

/// Larger files are compressed less hard, which would take minutes.
const LARGE_BYTES: usize = 8_000_000;

/// What the names of shards end with.
pub(super) const SHARD: &str = ".shard";

/// Where the pages of sources lie, and further pages of their list.
const SOURCES: [&str; 2] = ["read/", "sources/"];

fn is_of_sources(name: &str) -> bool {
    SOURCES.iter().any(|it| name.starts_with(it))
}

/// Whether the corpus of a site is in shards: there are many sources then, each page of which few read.
fn is_large(files: &[PageFile]) -> bool {
    files.iter().any(|it| it.name.ends_with(SHARD))
}

/// What browsers may keep for good: its name is a hash of it.
pub(super) fn is_hashed(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|file| {
        file.split(['-', '_', '.']).any(|part| {
            part.len() == 16
                && part
                    .bytes()
                    .all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it))
        })
    })
}

/// `.br` and `.gz` copies of the files that become smaller; servers that know them send them as they
/// are, others never see them.
pub(super) fn compressed(files: &[PageFile]) -> Vec<PageFile> {
    let is_packed = |name: &str| name.ends_with(".woff2") || name.ends_with(SHARD);
    let is_large = is_large(files);
    let worth_it = |it: &&PageFile| {
        it.bytes.len() >= LEAST_BYTES
            && !is_packed(&it.name)
            && !(is_large && is_of_sources(&it.name))
    };
    let chosen: Vec<&PageFile> = files.iter().filter(worth_it).collect();
    let copies = chosen.par_iter().flat_map_iter(|file| {
        let copies = [(".br", brotli(&file.bytes)), (".gz", gzip(&file.bytes))];
        let smaller = copies
            .into_iter()
            .filter(|it| it.1.len() * 20 < file.bytes.len() * 19);
        smaller.map(|(ending, bytes)| PageFile::new(&format!("{}{ending}", file.name), bytes))
    });
    copies.collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    let written = out.write_all(bytes).and_then(|()| out.finish());
    written.expect("memory takes what is written")
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: if bytes.len() > LARGE_BYTES { 9 } else { 11 },
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters)
        .expect("memory takes what is written");
    out
}

/// `_headers`, as Netlify and Cloudflare Pages read it from the root of a site. Pages of other origins
/// may read the files, because elements and frames in them do.
pub(super) fn headers(files: &[PageFile]) -> PageFile {
    let mut out = String::from(
        "/*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n  \
         Access-Control-Allow-Origin: *\n",
    );
    let hashed = files.iter().map(|it| it.name.as_str());
    let hashed = hashed.filter(|it| is_hashed(it) && !it.ends_with(SHARD));
    for name in hashed.chain(is_large(files).then_some("shards/*")) {
        let _ = write!(
            out,
            "/{name}\n  Cache-Control: public, max-age=31536000, immutable\n"
        );
    }
    PageFile::new("_headers", out.into_bytes())
}

/// What hosts send for an address where nothing is: `read/KEY` leads to `#/read/KEY`. Nobody knows how
/// deep the site lies, so it is found by its list of files.
pub(super) fn not_found() -> PageFile {
    const SCRIPT: &str = include_str!("not_found.js");
    let hash = BASE64.encode(Sha256::digest(SCRIPT));
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src 'sha256-{hash}'; connect-src 'self'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>Not found</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n</head>\n<body>\n<h1>There is nothing at this address</h1>\n\
         <p><a href=\"/\">To the first page of this server</a></p>\n<script>{SCRIPT}</script>\n\
         </body>\n</html>\n"
    );
    PageFile::new("404.html", html.into_bytes())
}

/// A page with a link to the site's manifest, by which it knows that it may be kept.
pub(super) fn with_manifest(html: &str) -> String {
    let link = format!("</title><link rel=\"manifest\" href=\"{MANIFEST}\">");
    html.replacen("</title>", &link, 1)
}

/// What makes a site readable without a network: a manifest, with which it can be installed, and the
/// service worker that keeps its files.
pub(super) fn offline(files: &[PageFile], title: &str) -> [PageFile; 2] {
    let manifest = serde_json::json!({
        "name": if title.is_empty() { "Crossread" } else { title },
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "icons": [{ "src": "icon.svg", "sizes": "any", "type": "image/svg+xml" }],
    });
    let is_large = is_large(files);
    let worker = files.iter().find(|it| it.name == KEEPER);
    let kept: Vec<&PageFile> = files
        .iter()
        .filter(|it| is_for_everyone(&it.name))
        .filter(|it| !is_large || !is_of_sources(&it.name))
        .collect();
    let mut release = Sha256::new();
    for file in &kept {
        release.update(file.name.as_bytes());
        release.update(Sha256::digest(&file.bytes));
    }
    let release = BASE64.encode(&release.finalize()[..12]);
    let list: Vec<(&str, bool)> = (kept.iter())
        .map(|it| (it.name.as_str(), is_hashed(&it.name)))
        .collect();
    let list = serde_json::json!(list);
    let code = worker.map_or(&[][..], |it| &it.bytes);
    let mut keeper = format!("const release = \"{release}\", files = {list};\n").into_bytes();
    keeper.extend_from_slice(code);
    let manifest = manifest.to_string().into_bytes();
    [
        PageFile::new(MANIFEST, manifest),
        PageFile::new(KEEPER, keeper),
    ]
}

/// What every reader needs, now or in another view; the rest is kept once it was asked for.
fn is_for_everyone(name: &str) -> bool {
    let is_for_few = [
        "importer-",
        "shards/",
        "workshop/",
        "embed.",
        "guest-",
        "frame.js",
        "single.js",
    ]
    .iter()
    .any(|it| name.starts_with(it));
    let is_about_files = [".md", ".txt", ".xml", ".png", KEEPER, "files.json"]
        .iter()
        .any(|it| name.ends_with(it));
    !is_for_few && !is_about_files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_hashes() {
        for (name, expected) in [
            ("page-0123456789abcdef_bg.wasm", true),
            ("workshop/kept-0123456789abcdef.js", true),
            ("styles-0123456789abcdef.css.br", true),
            ("index.html", false),
            ("fonts/source-serif-4-latin-400-normal.woff2", false),
            ("page-0123456789abcdeg.js", false),
        ] {
            assert_eq!(is_hashed(name), expected, "{name}");
        }
    }

    #[test]
    fn copies_of_what_becomes_smaller() {
        let files = [
            PageFile::new("a.js", b"let a = 1;\n".repeat(100)),
            PageFile::new("small.js", b"let a = 1;".to_vec()),
            PageFile::new("f.woff2", b"let a = 1;\n".repeat(100)),
        ];
        let copies = compressed(&files);
        let names: Vec<&str> = copies.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["a.js.br", "a.js.gz"]);
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &copies[0].bytes[..], &mut plain).expect("it is brotli");
        assert_eq!(plain, *files[0].bytes);
        let mut plain = Vec::new();
        let mut gzip = flate2::read::GzDecoder::new(&copies[1].bytes[..]);
        std::io::Read::read_to_end(&mut gzip, &mut plain).expect("it is gzip");
        assert_eq!(plain, *files[0].bytes);
    }
}
