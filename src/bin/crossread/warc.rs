//! Web archives: WARC 1.0 and 1.1 (ISO 28500), plain or gzipped record by record, and WACZ, which
//! is a zip archive of them.
//!
//! Records are read one after another as they come, so that an archive of any size takes little
//! memory. A page is a `response` of status 200 that is HTML or plain text; its address is the
//! archive's. The day on which it was fetched is not taken for the day of publication.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use crossread::corpus::Document;
use crossread::ingest::{self, MAX_FILE_BYTES, Problem, Reading, Severity};
use flate2::read::{DeflateDecoder, GzDecoder, MultiGzDecoder, ZlibDecoder};
use zip::ZipArchive;

/// The longest line of a header, in bytes: addresses can be long.
const MAX_LINE_BYTES: u64 = 1 << 16;

/// The most lines of a header.
const MAX_HEADER_LINES: usize = 500;

/// The most that the header of an answer takes, in bytes; the page comes after it.
const MAX_ANSWER_HEADER_BYTES: usize = 1 << 20;

/// Whether the file is a web archive by its name.
pub(crate) fn is_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".warc", ".warc.gz", ".wacz"]
        .iter()
        .any(|it| name.ends_with(it))
}

/// Reads the pages of a web archive, each as a reading of its own. `name` is its name in messages.
pub(crate) fn documents(name: &str, file: File, each: &mut dyn FnMut(Reading)) {
    if name.to_ascii_lowercase().ends_with(".wacz") {
        wacz(name, file, each);
    } else {
        records(name, file, each);
    }
}

/// Reads every WARC file of a zip archive.
fn wacz(name: &str, file: File, each: &mut dyn FnMut(Reading)) {
    let Ok(mut archive) = ZipArchive::new(BufReader::new(file)) else {
        let message = "this is no sound WACZ file: it may be broken off";
        return each(failure(name, message, "fetch it anew"));
    };
    let mut n_archives = 0;
    for index in 0..archive.len() {
        let Ok(inner) = archive.by_index(index) else {
            continue;
        };
        let Ok(path) = inner.name().map(|it| it.into_owned()) else {
            continue;
        };
        if path.ends_with('/') || !is_name(&path) || path.ends_with(".wacz") {
            continue;
        }
        n_archives += 1;
        // The path only names it; nothing is unpacked to anywhere.
        records(&format!("{name}/{path}"), inner, each);
    }
    if n_archives == 0 {
        each(failure(
            name,
            "there is no WARC file in it",
            "fetch it anew",
        ));
    }
}

/// Reads the records of one WARC file.
fn records(name: &str, file: impl Read, each: &mut dyn FnMut(Reading)) {
    let mut file = BufReader::new(file);
    // By its first bytes, as names are not to be relied on.
    let is_packed = file
        .fill_buf()
        .is_ok_and(|it| it.starts_with(&[0x1f, 0x8b]));
    let mut reader: Box<dyn BufRead> = match is_packed {
        true => Box::new(BufReader::new(MultiGzDecoder::new(file))),
        false => Box::new(file),
    };
    let mut n_others = 0;
    for number in 1.. {
        match record(name, number, &mut reader, each) {
            Ok(Found::Page) => {}
            Ok(Found::Other) => n_others += 1,
            Ok(Found::About) => {}
            Ok(Found::End) if number == 1 => {
                each(failure(name, "the file is empty", "fetch it anew"));
                break;
            }
            Ok(Found::End) => break,
            Err(_) => {
                // What came before was read.
                let message =
                    format!("the web archive is damaged or breaks off at record {number}");
                each(failure(
                    name,
                    &message,
                    "fetch it anew; what comes after was not read",
                ));
                break;
            }
        }
    }
    if n_others > 0 {
        let message = format!("what is no page was passed over, {n_others} answers in all");
        let remedy =
            "look whether articles are among them: PDF files, or pages that were not found";
        let problem = Problem::warning(name, None, message, remedy);
        each(Reading {
            documents: Vec::new(),
            problems: vec![problem],
        });
    }
}

/// What a record was.
enum Found {
    /// A page; it was handed over, or what is wrong with it.
    Page,
    /// An answer that is no page: a picture, a script, an error.
    Other,
    /// A request, or words about the archive.
    About,
    /// There is none.
    End,
}

/// Reads one record to its end.
fn record(
    name: &str,
    number: u32,
    reader: &mut dyn BufRead,
    each: &mut dyn FnMut(Reading),
) -> io::Result<Found> {
    let first = loop {
        match line(reader)? {
            None => return Ok(Found::End),
            Some(it) if it.is_empty() => {}
            Some(it) => break it,
        }
    };
    if !first.starts_with("WARC/1.") {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let header = Header::read(reader)?;
    let length: u64 = (header.get("content-length"))
        .and_then(|it| it.parse().ok())
        .ok_or(io::ErrorKind::InvalidData)?;
    let mut block = reader.take(length);
    let kind = header.get("warc-type").unwrap_or_default();
    let found = match kind {
        "response" => {
            let most = (MAX_ANSWER_HEADER_BYTES + 2 * MAX_FILE_BYTES) as u64;
            let mut bytes = Vec::new();
            (&mut block).take(most).read_to_end(&mut bytes)?;
            let address = header.get("warc-target-uri").unwrap_or_default();
            let address = address.trim_start_matches('<').trim_end_matches('>');
            match answer(&bytes) {
                Some(page) => {
                    each(page.reading(name, number, address, length > most));
                    Found::Page
                }
                None => Found::Other,
            }
        }
        _ => Found::About,
    };
    io::copy(&mut block, &mut io::sink())?;
    match block.limit() {
        0 => Ok(found),
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// A line without its end; `None` at the end of the file.
fn line(reader: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    reader.take(MAX_LINE_BYTES).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.pop() != Some(b'\n') {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(Some(
        String::from_utf8_lossy(bytes.trim_ascii_end()).into_owned(),
    ))
}

/// Lines `name: value`.
struct Header(Vec<(String, String)>);

impl Header {
    /// Reads up to the empty line.
    fn read(reader: &mut dyn BufRead) -> io::Result<Header> {
        let mut header = Header(Vec::new());
        while let Some(line) = line(reader)?.filter(|it| !it.is_empty()) {
            if header.0.len() == MAX_HEADER_LINES {
                return Err(io::ErrorKind::InvalidData.into());
            }
            if let Some((name, value)) = line.split_once(':') {
                header
                    .0
                    .push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Ok(header)
    }

    /// The value of `name`, which is given in small letters.
    fn get(&self, name: &str) -> Option<&str> {
        Some(self.0.iter().find(|it| it.0 == name)?.1.as_str())
    }
}

/// A page as a server sent it.
struct Page {
    /// What the reader of files takes it for.
    extension: &'static str,
    body: Result<Vec<u8>, &'static str>,
}

/// The page in an answer of a server, if it is one.
fn answer(bytes: &[u8]) -> Option<Page> {
    let mut rest = bytes;
    let status = line(&mut rest).ok()??;
    let mut parts = status.split(' ').filter(|it| !it.is_empty());
    let is_http = parts.next()?.starts_with("HTTP/");
    if !is_http || parts.next()? != "200" {
        return None;
    }
    let header = Header::read(&mut rest).ok()?;
    let kind = header.get("content-type")?.to_ascii_lowercase();
    let (kind, parameters) = kind.split_once(';').unwrap_or((&kind, ""));
    let extension = match kind.trim() {
        "text/html" | "application/xhtml+xml" => "html",
        "text/plain" => "txt",
        _ => return None,
    };
    let is_chunked = header
        .get("transfer-encoding")
        .is_some_and(|it| it.contains("chunked"));
    // Some crawlers undo the chunks and leave the header as it was.
    let body = match is_chunked.then(|| without_chunks(rest)).flatten() {
        Some(body) => body,
        None => rest.to_vec(),
    };
    let coding = header
        .get("content-encoding")
        .unwrap_or("identity")
        .to_ascii_lowercase();
    let body = unpacked(body, &coding).map(|it| as_stated(it, parameters));
    Some(Page { extension, body })
}

/// The body, unpacked up to one byte past the most that is read.
fn unpacked(body: Vec<u8>, coding: &str) -> Result<Vec<u8>, &'static str> {
    let most = MAX_FILE_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    let result = match coding {
        // Crawlers undo this too.
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => GzDecoder::new(body.as_slice())
            .take(most)
            .read_to_end(&mut bytes),
        "deflate" => {
            let zlib = ZlibDecoder::new(body.as_slice())
                .take(most)
                .read_to_end(&mut bytes);
            zlib.or_else(|_| {
                bytes.clear();
                DeflateDecoder::new(body.as_slice())
                    .take(most)
                    .read_to_end(&mut bytes)
            })
        }
        "br" | "zstd" => {
            return Err("the page is packed by Brotli or Zstandard, which Crossread does not read");
        }
        _ => return Ok(body),
    };
    result.map_err(|_| "the page is damaged in the web archive")?;
    Ok(bytes)
}

/// The body with its chunks joined; `None` when it is not in chunks.
fn without_chunks(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    loop {
        let end = body.iter().take(100).position(|it| *it == b'\n')?;
        let size = std::str::from_utf8(&body[..end]).ok()?;
        let size = size.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[end + 1..];
        if size == 0 {
            return Some(joined);
        }
        // The last chunk of a page that was cut short is shorter than it says.
        let size = size.min(body.len());
        joined.extend_from_slice(&body[..size]);
        body = &body[size..];
        body = body
            .strip_prefix(b"\r\n")
            .or(body.strip_prefix(b"\n"))
            .unwrap_or(body);
        if body.is_empty() {
            return Some(joined);
        }
    }
}

/// The body as UTF-8 where the server states another encoding: that counts for more than what the
/// page states, as in browsers.
fn as_stated(body: Vec<u8>, parameters: &str) -> Vec<u8> {
    let label = parameters
        .split(';')
        .find_map(|it| it.trim().strip_prefix("charset="));
    let label = label.map(|it| it.trim_matches(['"', '\'', ' ']));
    match label.and_then(|it| encoding_rs::Encoding::for_label(it.as_bytes())) {
        Some(encoding) if encoding != encoding_rs::UTF_8 => match encoding.decode(&body) {
            (text, _, false) => text.into_owned().into_bytes(),
            _ => body,
        },
        _ => body,
    }
}

impl Page {
    /// What the page comes to, under a name that tells archive, record and page apart.
    fn reading(self, name: &str, number: u32, address: &str, is_cut: bool) -> Reading {
        let name = format!("{name}#{number}/{}.{}", stem(address), self.extension);
        let body = match self.body {
            Ok(_) if is_cut => Err("the page is too large"),
            body => body,
        };
        let mut reading = match body {
            Ok(body) => ingest::read(&name, &body),
            Err(message) => failure(&name, message, "save the page from a browser instead"),
        };
        if ingest::is_web_address(address) {
            let set = |document: &mut Document| {
                document.url.get_or_insert_with(|| address.to_owned());
            };
            reading.documents.iter_mut().for_each(set);
        }
        reading
    }
}

/// The last part of an address as the stem of a file’s name: `ferry-sails`.
fn stem(address: &str) -> String {
    const MAX_CHARS: usize = 80;
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let last = address
        .split('/')
        .rfind(|it| !it.is_empty())
        .unwrap_or_default();
    let last = last.rsplit_once('.').map_or(last, |it| it.0);
    let letters = last.chars().take(MAX_CHARS);
    let plain = letters.map(|it| if it.is_alphanumeric() { it } else { '-' });
    match plain.collect::<String>() {
        it if it.is_empty() => "page".to_owned(),
        it => it,
    }
}

/// A reading of nothing but a problem.
fn failure(name: &str, message: &str, remedy: &str) -> Reading {
    let problem = Problem {
        severity: Severity::Error,
        ..Problem::error(name, None, message, remedy)
    };
    Reading {
        documents: Vec::new(),
        problems: vec![problem],
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    const ARTICLE: &str = "Ferry sails\n\nThe ferry sailed at noon.\n";

    fn record(kind: &str, address: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: \
             2022-02-07T10:00:00Z\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn answer(head: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat()
    }

    fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    /// A line for each document, with its last paragraph, or error.
    fn lines(bytes: &[u8]) -> Vec<String> {
        let mut lines = Vec::new();
        records("a.warc", bytes, &mut |reading| {
            lines.extend(reading.documents.iter().map(|it| {
                format!(
                    "{}|{}|{}",
                    it.file,
                    it.url.as_deref().unwrap_or_default(),
                    it.text.rsplit("\n\n").next().unwrap_or_default()
                )
            }));
            let told = reading
                .problems
                .iter()
                .filter(|it| it.message.contains(['w', 'e']));
            let told = told.filter(|it| !it.message.contains("outlet"));
            lines.extend(told.map(Problem::to_string));
        });
        lines
    }

    #[track_caller]
    fn check(bytes: &[u8], expected: &[&str]) {
        let lines = lines(bytes);
        assert_eq!(lines.len(), expected.len(), "{lines:?}");
        for (line, expected) in lines.iter().zip(expected) {
            assert!(line.starts_with(expected), "{line}");
        }
    }

    const TEXT: &str = "200 OK\r\nContent-Type: text/plain; charset=utf-8";
    const FOUND: &str =
        "a.warc#2/ferry.txt|https://example.org/a/ferry.html?b|The ferry sailed at noon.";

    /// The article as a server sends it, after words about the archive.
    fn archive(head: &str, body: &[u8]) -> [Vec<u8>; 2] {
        [
            record("warcinfo", "", b"software: a crawler\r\n"),
            record(
                "response",
                "https://example.org/a/ferry.html?b",
                &answer(head, body),
            ),
        ]
    }

    #[test]
    fn pages_of_plain_and_gzipped_archives() {
        let records = archive(TEXT, ARTICLE.as_bytes());
        check(&records.concat(), &[FOUND]);
        check(&gzipped(&records.concat()), &[FOUND]);
        check(&records.map(|it| gzipped(&it)).concat(), &[FOUND]);
    }

    #[test]
    fn bodies_in_chunks_and_packed() {
        let (first, second) = ARTICLE.split_at(10);
        let chunks = format!(
            "a;x=y\r\n{first}\r\n{:x}\r\n{second}\r\n0\r\n\r\n",
            second.len()
        );
        let chunked = format!("{TEXT}\r\nTransfer-Encoding: chunked");
        check(&archive(&chunked, chunks.as_bytes()).concat(), &[FOUND]);
        check(&archive(&chunked, ARTICLE.as_bytes()).concat(), &[FOUND]);
        let packed = format!("{TEXT}\r\nContent-Encoding: gzip");
        check(
            &archive(&packed, &gzipped(ARTICLE.as_bytes())).concat(),
            &[FOUND],
        );
        check(&archive(&packed, ARTICLE.as_bytes()).concat(), &[FOUND]);
        let brotli = format!("{TEXT}\r\nContent-Encoding: br");
        check(
            &archive(&brotli, b"x").concat(),
            &["a.warc#2/ferry.txt: the page is packed by Brotli or Zstandard"],
        );
    }

    #[test]
    fn the_encoding_that_the_server_states_counts() {
        let body = encoding_rs::WINDOWS_1251
            .encode("Паром\n\nПаром вышел.\n")
            .0;
        let head = "200 OK\r\ncontent-type: text/plain;charset=windows-1251";
        check(
            &archive(head, &body).concat(),
            &["a.warc#2/ferry.txt|https://example.org/a/ferry.html?b|Паром вышел."],
        );
    }

    #[test]
    fn what_is_no_page_is_counted() {
        let records = [
            archive("404 Not Found\r\nContent-Type: text/plain", b"a").concat(),
            archive("200 OK\r\nContent-Type: image/png", b"a").concat(),
            record("request", "https://example.org/", b"GET / HTTP/1.1\r\n\r\n"),
            archive(TEXT, ARTICLE.as_bytes()).concat(),
        ];
        check(
            &records.concat(),
            &[
                "a.warc#7/ferry.txt|",
                "a.warc: what is no page was passed over, 2 answers in all",
            ],
        );
    }

    #[test]
    fn damage_is_told_and_what_came_before_is_read() {
        let records = archive(TEXT, ARTICLE.as_bytes());
        let plain = [records.concat(), records.concat()].concat();
        let packed = records.map(|it| gzipped(&it)).concat();
        for bytes in [&plain, &packed] {
            for end in (0..bytes.len()).step_by(97) {
                let lines = lines(&bytes[..end]);
                assert!(lines.len() <= 3, "{lines:?}");
            }
        }
        check(
            &plain[..plain.len() - 60],
            &[FOUND, "a.warc: the web archive is damaged or breaks off"],
        );
        check(b"", &["a.warc: the file is empty"]);
        check(
            b"PK\x03\x04",
            &["a.warc: the web archive is damaged or breaks off at record 1"],
        );
        check(
            &gzipped(&vec![0; 50 << 20]),
            &["a.warc: the web archive is damaged"],
        );
        let endless = "WARC/1.0\r\nContent-Length: 18446744073709551615\r\n\r\n";
        check(
            endless.as_bytes(),
            &["a.warc: the web archive is damaged or breaks off at record 1"],
        );
    }

    #[test]
    fn a_page_that_is_too_large_is_told() {
        let body = vec![b'a'; 30 << 20];
        check(
            &archive(TEXT, &body).concat(),
            &["a.warc#2/ferry.txt: the page is too large"],
        );
        let packed = format!("{TEXT}\r\nContent-Encoding: gzip");
        check(
            &archive(&packed, &gzipped(&body)).concat(),
            &["a.warc#2/ferry.txt: the file is larger than 8 MB"],
        );
    }
}
