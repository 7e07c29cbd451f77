//! Files that are meant to do harm, or do: each ends in a sentence, soon, and nothing is lost.

use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crossread::ingest::{self, MAX_COLLECTION_BYTES, MAX_FILE_BYTES, Reading, Severity};

/// In a build that is not optimized, on a machine that does other things too.
const SOON: Duration = Duration::from_secs(60);

/// Gives the same byte for so long, and counts what is taken.
struct Endless {
    byte: u8,
    left: u64,
    n_taken: u64,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = buffer
            .len()
            .min(usize::try_from(self.left).unwrap_or(usize::MAX));
        buffer[..n].fill(self.byte);
        self.left -= n as u64;
        self.n_taken += n as u64;
        Ok(n)
    }
}

/// Reads a file and looks that it does not take long, and that nothing is lost without a word.
#[track_caller]
fn read(name: &str, bytes: &[u8]) -> Reading {
    let started = Instant::now();
    let reading = ingest::read(name, bytes);
    assert!(started.elapsed() < SOON, "{name}: {:?}", started.elapsed());
    let has_error = reading
        .problems
        .iter()
        .any(|it| it.severity == Severity::Error);
    assert!(
        has_error || !reading.documents.is_empty(),
        "{name}: {:?}",
        reading.problems
    );
    reading
}

/// The first problem, as it is printed.
#[track_caller]
fn problem(name: &str, bytes: &[u8]) -> String {
    let reading = read(name, bytes);
    reading.problems.first().expect("a problem").to_string()
}

#[test]
fn of_a_file_that_is_too_large_no_more_is_read_than_shows_it() {
    for name in ["a.txt", "a.md", "a.html", "a.docx"] {
        let mut file = Endless {
            byte: b'a',
            left: 500 << 20,
            n_taken: 0,
        };
        let bytes = ingest::bytes_of(name, &mut file).expect("memory can be read");
        assert_eq!(bytes.len(), ingest::max_bytes(name) + 1);
        assert_eq!(file.n_taken, bytes.len() as u64);
        let told = problem(name, &bytes);
        assert!(
            told.contains("the file is larger than") || name == "a.html",
            "{told}"
        );
    }
    assert_eq!(ingest::max_bytes("a.txt"), MAX_FILE_BYTES);
    assert_eq!(ingest::max_bytes("a.zip"), MAX_COLLECTION_BYTES);
    assert_eq!(ingest::max_bytes("a.csv"), MAX_COLLECTION_BYTES);
}

#[test]
fn a_line_of_ten_megabytes_is_too_large_and_one_of_seven_is_read() {
    let line = "The ferry sailed at noon. ".repeat(270_000);
    for name in ["post-a.txt", "post-a.md"] {
        let text = format!("Ferry\n\n{line}\n");
        assert_eq!(read(name, text.as_bytes()).documents.len(), 1);
        let text = format!("Ferry\n\n{}\n", "x".repeat(10 << 20));
        assert!(problem(name, text.as_bytes()).contains("larger than 8 MB"));
    }
    let table = format!(
        "title,text,outlet\nA,{line},O\nB,{},O\nC,c,O\n",
        "x".repeat(10 << 20)
    );
    let reading = read("a.csv", table.as_bytes());
    assert_eq!(reading.documents.len(), 2);
    assert_eq!(
        reading.problems[0].to_string(),
        "a.csv:3: the text of the row is larger than 8 MB; look whether a quotation mark is missing \
         in it or above"
    );
}

#[test]
fn a_file_of_nothing_but_line_ends_or_marks_takes_linear_time() {
    for piece in [
        "\n", "\r\n", " \n", "\"", "\",", ",\n", "{", "[", "<", "&", "\0", "|", "\u{fffd}",
        "\x1b$B",
    ] {
        let bytes = piece.repeat((1 << 20) / piece.len());
        for name in [
            "a.txt", "a.md", "a.csv", "a.tsv", "a.jsonl", "a.json", "a.zip", "a.docx",
        ] {
            read(name, bytes.as_bytes());
            read(name, format!("text,title\n{bytes}").as_bytes());
        }
    }
}

#[test]
fn what_is_no_text_is_refused_under_any_name() {
    for (bytes, expected) in [
        (
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10"[..],
            "is a PNG picture",
        ),
        (b"\x7fELF\x02\x01\x01\0", "is a program"),
        (b"", "is empty"),
        (b"\n \n", "is empty"),
    ] {
        for name in ["a.txt", "a.md", "a.csv", "a.json"] {
            let told = problem(name, bytes);
            assert!(told.contains(expected), "{told}");
        }
    }
    assert!(problem("a.zip", b"").contains("is empty"));
    assert!(problem("a.docx", b"").contains("is empty"));
}

/// What the program says of a folder with this file in it.
fn checked(folder: &str, name: &str, bytes: &[u8]) -> String {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("cargo's folder for tests can be written");
    std::fs::write(folder.join(name), bytes).expect("a file can be written");
    let output = Command::new(env!("CARGO_BIN_EXE_crossread"))
        .arg("check")
        .arg(&folder)
        .output()
        .expect("the program runs");
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

/// A PDF with a page for each text, its lines parted by `\n`.
fn pdf(pages: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len())
        .map(|it| format!("{} 0 R", 4 + 2 * it))
        .collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!(
            "<</Type/Pages/Kids[{}]/Count {}>>",
            kids.join(" "),
            pages.len()
        ),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for (n, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents {} 0 R/Resources<</Font<</F1 3 0 R>>>>>>",
            5 + 2 * n
        ));
        let lines: String = page
            .lines()
            .map(|it| format!("({it}) Tj 0 -14 Td\n"))
            .collect();
        let stream = format!("BT /F1 12 Tf 50 550 Td\n{lines}ET");
        objects.push(format!(
            "<</Length {}>>stream\n{stream}\nendstream",
            stream.len()
        ));
    }
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", n + 1).expect("memory takes it");
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).expect("memory takes it");
    for offset in offsets {
        writeln!(file, "{offset:010} 00000 n ").expect("memory takes it");
    }
    let n = objects.len() + 1;
    write!(
        file,
        "trailer<</Size {n}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    )
    .expect("memory takes it");
    file
}

#[test]
fn the_program_reads_pdf_files() {
    let file = pdf(&[
        "Harbor Post 1\nFerry sails\nThe ferry sailed at noon, and the cap-\ntain waved to all who",
        "Harbor Post 2\nstood on the quay. It rained.",
    ]);
    let told = checked("pdf", "post-ferry.pdf", &file);
    assert!(told.contains("1 document, "), "{told}");
    assert!(told.contains("the outlet “POST” is taken from"), "{told}");
}

#[test]
fn a_pdf_that_breaks_its_reader_breaks_nothing_else() {
    let sound = pdf(&["Ferry sails\n\nThe ferry sailed."]);
    let text = String::from_utf8(sound.clone()).expect("it is plain");
    // A tree of pages that is its own parent runs through any stack.
    let circle = text
        .replace("/MediaBox[0 0 400 600]", "                     ")
        .replace("<</Type/Pages/Kids", "<</Parent 2 0 R/Type/Pages/Kids");
    for (name, bytes) in [
        ("circle.pdf", circle.as_bytes()),
        ("empty.pdf", b""),
        ("cut.pdf", &sound[..sound.len() / 2]),
        ("text.pdf", b"Ferry sails"),
        (
            "noise.pdf",
            &[b"%PDF-1.7\n".as_slice(), &sound[40..200]].concat(),
        ),
    ] {
        let told = checked("pdf-broken", name, bytes);
        assert!(told.contains(&format!("error: {name}: ")), "{told}");
        assert!(told.contains("no documents"), "{told}");
    }
}

#[test]
fn only_the_program_itself_asks_for_pages() {
    let status = Command::new(env!("CARGO_BIN_EXE_crossread"))
        .args(["pages-of-pdf", "x"])
        .stderr(Stdio::null())
        .status()
        .expect("the program runs");
    assert!(!status.success());
}

#[test]
fn the_program_reads_web_archives() {
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nFerry sails\n\nIt sailed.\n";
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/ferry\r\n\
         Content-Length: {}\r\n\r\n{page}\r\n\r\n",
        page.len()
    );
    let told = checked("warc", "a.warc", format!("{record}{record}").as_bytes());
    assert!(told.contains("2 documents, "), "{told}");
    assert!(
        told.contains("the text is the same as that of a.warc#1/ferry.txt"),
        "{told}"
    );
}
