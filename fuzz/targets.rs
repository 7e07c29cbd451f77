//! What is fuzzed, with the laws that must hold for whatever comes in, and what to begin with.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::sync::LazyLock;

use crossread::builder::{Folder, Part, PartFile, Settings, build, corpus, merged};
use crossread::bundle::{VERSION, decode, encode};
use crossread::engine::Engine;
use crossread::ingest::{self, Reading, Severity};
use crossread::protocol::{OverviewQuestion, Request, Response, SearchQuestion};
use crossread::search::Query;
use crossread::shards::{Need, ROOT_NAME, Shards, write_finely};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Checks the laws for some bytes; panics where one is broken.
pub type Target = fn(&[u8]);

/// Inputs to begin with.
type Seeds = fn() -> Vec<Vec<u8>>;

/// All targets, by their names.
pub const TARGETS: &[(&str, Target, Seeds)] = &[
    ("ingest", any_file, any_file_seeds),
    ("encoding", |it| file("a.txt", it), encoding_seeds),
    ("plain", |it| file("post-ferry.txt", it), plain_seeds),
    ("markdown", |it| file("post-ferry.md", it), markdown_seeds),
    ("html", |it| file("post-ferry.html", it), html_seeds),
    ("table", table, table_seeds),
    ("archive", |it| file("a.zip", it), archive_seeds),
    ("docx", docx, docx_seeds),
    ("pages", pages, plain_seeds),
    ("bundle", bundle, bundle_seeds),
    ("part", part, part_seeds),
    ("root", root, root_seeds),
    ("query", query, query_seeds),
    ("settings", settings, settings_seeds),
];

/// The extensions of files that are read, for a first byte that chooses.
const EXTENSIONS: [&str; 9] = [
    "txt", "md", "html", "csv", "tsv", "jsonl", "json", "zip", "docx",
];

const TEXT: &str = "Ferry sails\n\nTOKYO, February 7, 2022. /XYZ/. “It sailed,” said A. Writer.\n\n\
    Паром вышел.\n\n条約を結ぶ。\n";

fn any_file(bytes: &[u8]) {
    if let Some((first, bytes)) = bytes.split_first() {
        let extension = EXTENSIONS[*first as usize % EXTENSIONS.len()];
        file(&format!("post-ferry.{extension}"), bytes);
    }
}

fn any_file_seeds() -> Vec<Vec<u8>> {
    let bodies = [plain_seeds(), markdown_seeds(), html_seeds()].concat();
    (0..EXTENSIONS.len() as u8)
        .flat_map(|it| {
            bodies
                .iter()
                .map(move |body| [&[it], body.as_slice()].concat())
        })
        .collect()
}

/// What is read of a file holds together.
fn file(name: &str, bytes: &[u8]) {
    check(&ingest::read(name, bytes));
}

fn check(reading: &Reading) {
    let has_error = reading
        .problems
        .iter()
        .any(|it| it.severity == Severity::Error);
    let is_told = !reading.problems.is_empty();
    assert!(
        !reading.documents.is_empty() || has_error || is_told,
        "lost in silence"
    );
    for document in &reading.documents {
        let mut end = 0;
        assert!(!document.key.is_empty());
        for passage in &document.passages {
            assert!(passage.span.start >= end && passage.span.fits(&document.text));
            assert!(!passage.span.is_empty());
            assert!(passage.sentences.iter().all(|it| it.fits(&document.text)));
            end = passage.span.end;
        }
        assert!(end as usize <= document.text.len());
    }
}

fn encoding_seeds() -> Vec<Vec<u8>> {
    let utf_16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        TEXT.as_bytes().to_vec(),
        utf_16.clone(),
        [b"\xff\xfe", utf_16.as_slice()].concat(),
        b"\x83\x74\x83\x46\x83\x8a\x81\x5b\n\n\x82\xcd\x81\x42".to_vec(),
        b"\xcf\xe0\xf0\xee\xec\n\n\xe2\xfb\xf8\xe5\xeb.".to_vec(),
        b"\x1b$B>rLs\x1b(B\n\n\x1b$B7k$V\x1b(B.".to_vec(),
    ]
}

fn plain_seeds() -> Vec<Vec<u8>> {
    let wrapped = TEXT.replace(' ', "\n");
    vec![
        TEXT.into(),
        wrapped.into(),
        format!("{TEXT}\u{c}{TEXT}\n- 2 -\n").into(),
    ]
}

fn markdown_seeds() -> Vec<Vec<u8>> {
    let front =
        "---\ntitle: \"T\"\noutlet: O\ndate: 2020-01~\nrights: link\nurl: https://e.org\n---\n";
    let body = "# T\n\nA *b* **c** [d](e) ![f](g) `h`\n\n- i\n1. j\n\n> k\n\n<p>l</p>\n\n<!-- m -->\n\n\
        n | o\n--|--\np | q[^1]\n\n[^1]: r\n";
    vec![front.into(), body.into(), [front, body].concat().into()]
}

fn html_seeds() -> Vec<Vec<u8>> {
    let page = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>T – O</title>\
        <meta property=\"og:title\" content=\"T\"><script type=\"application/ld+json\">{\"@type\":\
        \"NewsArticle\",\"datePublished\":\"2022-02-07\"}</script></head><body><nav><a href=\"/\">H</a>\
        </nav><article><h1>T</h1><time datetime=\"2022-02-07\">7 Feb</time><p>It sailed. It rained on \
        the harbor.</p><figure><img alt=\"x\"><figcaption>A ship</figcaption></figure></article>\
        <footer>©</footer></body></html>";
    vec![page.into()]
}

/// The first byte says which kind of table.
fn table(bytes: &[u8]) {
    if let Some((first, bytes)) = bytes.split_first() {
        file(
            ["a.csv", "a.tsv", "a.jsonl", "a.json"][*first as usize % 4],
            bytes,
        );
    }
}

fn table_seeds() -> Vec<Vec<u8>> {
    let json = "{\"title\":\"A\",\"text\":[\"a\",\"b\"],\"source\":{\"name\":\"O\"},\"date\":\"2022-02-07\"}";
    vec![
        b"\0title,text,outlet,date,url\nA,\"One, \"\"two\"\"\",O,07.02.2022,https://e.org\n"
            .to_vec(),
        b"\0sep=;\r\ntitle;text;rights\r\nA;\"b\r\nc\";link\r\n".to_vec(),
        b"\x01headline\tbody\tlang\nA\tb\ten\n".to_vec(),
        format!("\x02{json}\n{json}\n").into(),
        format!("\x03[{json},{json}]").into(),
        format!("\x03{{\"data\":{{\"articles\":[{json}]}}}}").into(),
    ]
}

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("a name");
        writer.write_all(bytes).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}

fn archive_seeds() -> Vec<Vec<u8>> {
    let inner = packed(&[("a.txt", TEXT.as_bytes())]);
    vec![
        packed(&[
            ("a.txt", TEXT.as_bytes()),
            ("b/c.md", b"# A\n\nb\n"),
            ("d.jpg", b""),
        ]),
        packed(&[("b.zip", &inner), ("names.csv", b"a")]),
        inner,
    ]
}

/// The bytes are the text of a word processor's file, and what it says of itself.
fn docx(bytes: &[u8]) {
    let parts = [
        ("word/document.xml", bytes),
        ("word/styles.xml", bytes),
        ("docProps/core.xml", bytes),
    ];
    file("post-ferry.docx", &packed(&parts));
}

fn docx_seeds() -> Vec<Vec<u8>> {
    let xml = "<?xml version=\"1.0\"?><w:document><w:style w:styleId=\"A\"><w:name w:val=\"Title\"/>\
        </w:style><dc:title>T</dc:title><dcterms:created>2022-02-07T10:00:00Z</dcterms:created>\
        <w:body><w:p><w:pPr><w:pStyle w:val=\"A\"/><w:outlineLvl w:val=\"1\"/></w:pPr><w:r><w:t>T</w:t>\
        </w:r></w:p><w:p><w:r><w:t>a &amp; &#98;</w:t><w:tab/><w:br/></w:r></w:p><mc:Fallback>\
        <![CDATA[x]]></mc:Fallback></w:body></w:document>";
    vec![xml.into()]
}

/// Pages are parted by form feeds.
fn pages(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    check(&ingest::read_pages("post-ferry.pdf", &pages));
}

/// Sections of a bundle, each after its kind (1 byte) and length (4 bytes), with sums that are
/// right. What opens can be searched, and is written as it was read.
fn bundle(bytes: &[u8]) {
    let mut sections = Vec::new();
    let mut rest = bytes;
    while let Some((head, after)) = rest.split_at_checked(5) {
        let length = u32::from_le_bytes([head[1], head[2], head[3], head[4]]) as usize;
        let (payload, after) = after.split_at(length.min(after.len()));
        sections.push((u32::from(head[0]), payload));
        rest = after;
    }
    let file = container(&sections);
    let Ok(bundle) = decode(&file) else {
        return;
    };
    assert!(bundle.is_sound());
    let again = decode(&encode(&bundle));
    assert!(again.is_ok_and(|it| it == bundle));
    let mut engine = Engine::default();
    let opened = engine.answer(Request::Open(file));
    assert!(matches!(opened, Response::Opened(_)), "{opened:?}");
    let queries = [
        "sailed",
        "\"it sailed\"",
        "source:post OR treaty",
        "sial~",
        "条約",
    ]
    .map(str::to_owned);
    for query in queries.clone() {
        let question = SearchQuestion {
            query,
            limit: 20,
            ..SearchQuestion::default()
        };
        let answer = engine.answer(Request::Search(question));
        assert!(matches!(answer, Response::Search(_)), "{answer:?}");
    }
    for topics in [Vec::new(), queries.into()] {
        let answer = engine.answer(Request::Overview(OverviewQuestion { topics }));
        assert!(matches!(answer, Response::Overview(_)), "{answer:?}");
    }
}

/// The file of these sections, as `bundle` describes it.
fn container(sections: &[(u32, &[u8])]) -> Vec<u8> {
    let mut table = Vec::new();
    let mut offset = 20 + 24 * sections.len();
    for (kind, payload) in sections {
        table.extend(kind.to_le_bytes());
        table.extend(crc_32(payload).to_le_bytes());
        table.extend((offset as u64).to_le_bytes());
        table.extend((payload.len() as u64).to_le_bytes());
        offset += payload.len();
    }
    let mut file = b"CROSSREAD\0".to_vec();
    file.extend(VERSION.to_le_bytes());
    file.extend((sections.len() as u32).to_le_bytes());
    file.extend(crc_32(&table).to_le_bytes());
    file.extend(table);
    sections.iter().for_each(|it| file.extend(it.1));
    file
}

fn crc_32(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn bundle_seeds() -> Vec<Vec<u8>> {
    let documents = [
        ("post-a.txt", TEXT),
        ("wire-b.txt", &TEXT.replace("sailed", "left")),
    ];
    let documents = documents
        .iter()
        .flat_map(|it| ingest::read(it.0, it.1.as_bytes()).documents)
        .collect();
    let bytes = encode(&build(documents, &Settings::default()).bundle);
    let number =
        |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let mut seed = Vec::new();
    for entry in (0..number(12) as usize).map(|it| 20 + 24 * it) {
        let (offset, length) = (number(entry + 8) as usize, number(entry + 16) as usize);
        seed.push(bytes[entry]);
        seed.extend((length as u32).to_le_bytes());
        seed.extend(&bytes[offset..offset + length]);
    }
    vec![seed]
}

/// Articles, as every seed of parts and roots has them.
fn articles() -> Vec<PartFile> {
    let files = [("post-a.txt", TEXT), ("wire-b.txt", TEXT)];
    let read = files.iter().enumerate().map(|(at, (name, text))| {
        let reading = ingest::read(name, text.as_bytes());
        PartFile::new(at, text.len() as u64, reading)
    });
    read.collect()
}

/// A part, written.
fn whole_part() -> Vec<u8> {
    let share = "1/1".parse().expect("a share");
    let folder = Folder {
        n_files: 2,
        ..Folder::default()
    };
    Part::new(share, folder, &Settings::default(), articles(), &|_| ()).to_bytes()
}

/// Where its head ends, which is magic, release, format and the sum of what follows.
fn head_of_part(part: &[u8]) -> usize {
    let mut at = 10 + 1 + part[10] as usize;
    for _ in 0..2 {
        at += part[at..].iter().take_while(|it| **it >= 0x80).count() + 1;
    }
    at
}

/// What follows the head of a part, with a sum that is right: what opens is merged, to a bundle that is
/// sound or to a sentence.
fn part(bytes: &[u8]) {
    let whole = whole_part();
    let mut file = whole[..11 + whole[10] as usize].to_vec();
    let format = &whole[file.len()..];
    let n_format = format.iter().take_while(|it| **it >= 0x80).count() + 1;
    file.extend(&format[..n_format]);
    let mut sum = crc_32(bytes);
    while sum >= 0x80 {
        file.push(sum as u8 | 0x80);
        sum >>= 7;
    }
    file.push(sum as u8);
    file.extend(bytes);
    let Ok(part) = Part::of_bytes(&file) else {
        return;
    };
    let Ok(merged) = merged(vec![("a".to_owned(), part)]) else {
        return;
    };
    let (corpus, _) = corpus(merged.documents, &merged.settings);
    if let Ok(built) = merged.found.analyze(corpus, &merged.settings, &|_| ()) {
        assert!(built.bundle.is_sound());
    }
}

fn part_seeds() -> Vec<Vec<u8>> {
    let whole = whole_part();
    vec![whole[head_of_part(&whole)..].to_vec()]
}

/// A corpus in shards, cut finely: its root and its files.
fn whole_shards() -> BTreeMap<String, Vec<u8>> {
    let documents = articles().into_iter().flat_map(|it| it.reading.documents);
    let bundle = build(documents.collect(), &Settings::default()).bundle;
    let mut files = BTreeMap::new();
    let put = &mut |name: &str, bytes: &[u8]| {
        files.insert(name.to_owned(), bytes.to_vec());
        Ok(())
    };
    write_finely(bundle, 4_000, put).expect("memory takes it");
    files
}

/// What follows the head of a root, with a sum that is right, beside files that another root names.
fn root(bytes: &[u8]) {
    static FILES: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(whole_shards);
    let mut root = FILES[ROOT_NAME][..12].to_vec();
    root.extend(crc_32(bytes).to_le_bytes());
    root.extend(bytes);
    let Ok(mut shards) = Shards::open(&root) else {
        return;
    };
    for query in ["sailed ", "\"it sailed\"", "source:post tokyo", "sial"] {
        let request = Request::Search(SearchQuestion {
            query: query.to_owned(),
            limit: 5,
            ..SearchQuestion::default()
        });
        while let Err(needs) = shards.answer(&request) {
            let is_brought = |need: &Need| {
                let file = FILES.get(&need.name).cloned();
                file.is_some_and(|it| shards.bring(&need.name, it).is_ok())
            };
            if !needs.iter().all(is_brought) {
                return;
            }
        }
    }
}

fn root_seeds() -> Vec<Vec<u8>> {
    vec![whole_shards()[ROOT_NAME][16..].to_vec()]
}

/// A query is read, and written out it reads the same.
fn query(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    let query = Query::parse(&typed);
    let written = query.to_string();
    assert_eq!(Query::parse(&written).to_string(), written);
}

fn query_seeds() -> Vec<Vec<u8>> {
    let queries = [
        "treaty -sanctions \"joint declaration\" OR (source:tass speaker:\"Shinzo Abe\")",
        "kur* near~ a NEAR/8 b date:2018-11..2019 -lang:ja",
        "北方領土 “Курилы” NOT (a b)",
    ];
    queries.iter().map(|it| it.as_bytes().to_vec()).collect()
}

/// What a publisher says beside the articles; the first byte says in which file.
fn settings(bytes: &[u8]) {
    let files = [
        "names.csv",
        "crossread.toml",
        "_corpus.md",
        "links.csv",
        "labels.csv",
    ];
    if let Some((first, bytes)) = bytes.split_first() {
        let mut settings = Settings::default();
        let _ = settings.read(files[*first as usize % files.len()], bytes);
        let documents = ingest::read("post-ferry.txt", TEXT.as_bytes()).documents;
        assert!(build(documents, &settings).bundle.is_sound());
    }
}

fn settings_seeds() -> Vec<Vec<u8>> {
    vec![
        b"\0name,form,source,words\nA. Writer,Writer,post,\n".to_vec(),
        b"\x01title = \"T\"\nlicense = \"CC\"\n[topics]\nFerry = \"ferry\"\n[columns]\na = \"text\"\n\
          [sources.post]\nrights = \"link\"\n"
            .to_vec(),
        b"\x02---\ntitle: T\ntopics: A = a; B = b\n---\nAbout.\n".to_vec(),
    ]
}
