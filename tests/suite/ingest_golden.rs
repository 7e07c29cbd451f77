//! Made-up pages saved as text, with what is made of them: the label of each line with its reason,
//! and what the words state. `make goldens` writes the results anew; the change is then read in
//! review.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use crossread::corpus::{Document, LabelReason, PassageKind, content_hash};
use crossread::ingest;
use proptest::prelude::*;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/ingest")
}

#[test]
fn labels_have_not_changed_by_accident() {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.extension().is_some_and(|it| it == "txt"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 12, "only {} cases", paths.len());
    let mut changed = String::new();
    for path in paths {
        let shown = shown(&path);
        let golden = path.with_extension("golden");
        if std::env::var_os("CROSSREAD_GOLDENS").is_some() {
            std::fs::write(&golden, &shown).unwrap();
        }
        if std::fs::read_to_string(&golden).unwrap_or_default() != shown {
            writeln!(changed, "{}:\n{shown}", path.display()).unwrap();
        }
    }
    assert!(
        changed.is_empty(),
        "the labels changed; make goldens writes them for review\n{changed}"
    );
}

fn shown(path: &Path) -> String {
    let name = path.file_name().unwrap().to_string_lossy();
    let reading = ingest::read(&name, &std::fs::read(path).unwrap());
    let mut shown = String::new();
    for document in &reading.documents {
        show(document, &mut shown);
    }
    for problem in &reading.problems {
        writeln!(shown, "! {problem}").unwrap();
    }
    shown
}

fn show(document: &Document, shown: &mut String) {
    let stated = [
        ("title", Some(&document.title)),
        ("outlet", Some(&document.outlet)),
        ("carried by", document.carried_by.as_ref()),
        ("date", document.date.as_ref().map(|it| &it.edtf)),
        ("basis", document.date_basis.as_ref()),
        ("place", document.place.as_ref()),
        ("language", Some(&document.language)),
        ("author", document.author.as_ref()),
    ];
    for (name, value) in stated {
        if let Some(value) = value {
            writeln!(shown, "{name}: {value}").unwrap();
        }
    }
    for passage in &document.passages {
        let words = document.passage_text(passage);
        let kind = passage.kind.name();
        writeln!(shown, "{kind:10} {:?}: {words}", passage.why).unwrap();
    }
}

/// Of each file: how many lines are headline, standfirst, heading and running text, and the
/// fingerprint of their words.
type Expected = (&'static str, [(usize, u64); 4]);

/// The files of CROSSREAD_ARTICLES, labelled by hand.
const ARTICLES: [Expected; 5] = [
    (
        "ria-kawai.txt",
        [
            (1, 0x9272_99db_8eb8_099e),
            (0, 0),
            (1, 0x63a9_8af5_46c0_fdc0),
            (6, 0x7b15_1acc_1724_079f),
        ],
    ),
    (
        "sputnik-kimura.txt",
        [
            (1, 0xcb2b_475d_1361_0cbe),
            (0, 0),
            (0, 0),
            (8, 0xdaee_acda_bdfe_0166),
        ],
    ),
    (
        "tass-abe.txt",
        [
            (1, 0xc7c9_696c_21ed_dbbd),
            (0, 0),
            (0, 0),
            (8, 0xd56f_791d_25fd_6401),
        ],
    ),
    (
        "tass-kishida.txt",
        [
            (1, 0x804c_cc36_0e1b_d088),
            (1, 0x13d4_0cb5_ffd8_d858),
            (0, 0),
            (5, 0x3fd6_09a9_fc14_2de9),
        ],
    ),
    (
        "tsarizm-lavrov.txt",
        [
            (2, 0x608c_d4c6_c4f0_dcb3),
            (0, 0),
            (0, 0),
            (11, 0xe2e9_fd33_7c6a_5844),
        ],
    ),
];

#[test]
fn real_articles_come_out_exactly() {
    let Some(folder) = std::env::var_os("CROSSREAD_ARTICLES") else {
        println!("did not run: CROSSREAD_ARTICLES names no folder of articles");
        return;
    };
    let kinds = [
        PassageKind::Title,
        PassageKind::Standfirst,
        PassageKind::Heading,
        PassageKind::Body,
    ];
    for (name, expected) in ARTICLES {
        let bytes = std::fs::read(Path::new(&folder).join(name)).unwrap();
        let reading = ingest::read(name, &bytes);
        let document = &reading.documents[0];
        for (kind, (n, hash)) in kinds.into_iter().zip(expected) {
            let words: Vec<&str> = (document.passages.iter())
                .filter(|it| it.kind == kind)
                .map(|it| document.passage_text(it))
                .collect();
            assert_eq!(words.len(), n, "{name}: {} lines", kind.name());
            let found = if n == 0 {
                0
            } else {
                content_hash(&words.join("\n"))
            };
            assert_eq!(found, hash, "{name}: words of {}", kind.name());
        }
        let (date, outlet) = match name {
            "tass-kishida.txt" => (Some("2022-02-07"), "TASS"),
            "tass-abe.txt" => (None, "TASS"),
            "ria-kawai.txt" => (None, "RIA Novosti"),
            "sputnik-kimura.txt" => (None, "Sputnik"),
            _ => (None, "Tsarizm"),
        };
        assert_eq!(
            document.date.as_ref().map(|it| it.edtf.as_str()),
            date,
            "{name}"
        );
        assert_eq!(document.outlet, outlet, "{name}");
    }
}

/// Lines of pages, as the lists have them and as other rules find them.
fn furniture() -> Vec<String> {
    let lists = include_str!("../../src/ingest/label/data/furniture.txt");
    let rows = lists.lines().filter(|it| !it.starts_with('#'));
    let words = rows.flat_map(|it| it.rsplit('\t').next().unwrap_or_default().split(" | "));
    let mut lines: Vec<String> = words.map(str::to_owned).collect();
    let others = [
        "1/3",
        "3/11",
        "© 2021 Port Post",
        "© PostA ferry",
        "A ferry - Sputnik International",
        "Home » News",
        "World | Asia | Ports | Ferries",
        "Photo: A. Writer",
        "By Anna Writer",
        "3 March 2021",
        "***",
        "0",
        "Bo says:",
        "2 Comments",
        "Harbor Post Staff",
        "Related articles",
    ];
    lines.extend(others.map(str::to_owned));
    lines
}

const OPENINGS: [&str; 6] = [
    "The ferry sailed",
    "“We have waited,” she said, and the boat left",
    "In 2018 the owner of the port met the crews",
    "We use the harbor",
    "По словам капитана, паром вышел",
    "連絡船は正午に港を出て島へ向かい、",
];

/// A paragraph that reads like running text, different for each number.
fn paragraph((opening, n): (usize, u32)) -> String {
    match opening {
        4 => format!(
            "{} на острова с грузом хлеба и писем, сообщил владелец порта номер {n}.",
            OPENINGS[4]
        ),
        5 => format!(
            "{}第{n}便は予定より早く到着したと港湾当局が明らかにした。",
            OPENINGS[5]
        ),
        _ => format!(
            "{} for the islands with bread, letters and fuel, the owner of port number {n} said.",
            OPENINGS[opening]
        ),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_paragraph_is_lost_among_furniture(
        paragraphs in prop::collection::vec((0..OPENINGS.len(), 0_u32..1000), 1..6),
        above in prop::collection::vec(prop::sample::select(furniture()), 0..6),
        below in prop::collection::vec(prop::sample::select(furniture()), 0..8),
        has_title in any::<bool>(),
        gap in prop::sample::select(vec!["\n", "\n\n"]),
    ) {
        let paragraphs: Vec<String> = paragraphs.into_iter().map(paragraph).collect();
        let title = has_title.then(|| "Ferry leaves the harbor at last".to_owned());
        let lines: Vec<String> = (above.into_iter().chain(title))
            .chain(paragraphs.iter().cloned())
            .chain(below)
            .collect();
        let text = lines.join(gap);
        let reading = ingest::read("post-ferry.txt", text.as_bytes());
        let document = &reading.documents[0];
        let kept: Vec<&str> = (document.passages.iter())
            .filter(|it| it.kind == PassageKind::Body)
            .map(|it| document.passage_text(it))
            .filter(|it| paragraphs.iter().any(|paragraph| paragraph == it))
            .collect();
        prop_assert_eq!(kept, paragraphs, "{}", text);
    }
}

#[test]
fn a_huge_line_and_many_short_ones_are_read_in_time() {
    let long = format!(
        "Ferry sails\n\n{}",
        "The ferry sailed at noon. ".repeat(7 << 20 >> 5)
    );
    let short = "Ferry sails at noon\n".repeat(100_000);
    let uneven: String = (0..100_000)
        .map(|n| match n % 4 {
            0 => "Home » News\n".to_owned(),
            1 => format!("Ferry {n} sails\n"),
            2 => "1/3\n".to_owned(),
            _ => format!("By Anna Writer\nPORT, {n} (\n"),
        })
        .collect();
    let dashes = "- ".repeat(2 << 20);
    let brackets = format!("Ferry\n{}", "（【(".repeat(1 << 18));
    for text in [long, short, uneven, dashes, brackets] {
        let start = std::time::Instant::now();
        let reading = ingest::read("post-ferry.txt", text.as_bytes());
        assert!(reading.documents.len() <= 1);
        // A hundred times what it takes, and a thousandth of what a square would.
        assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    }
}

#[test]
fn every_reason_is_a_sentence() {
    for why in [
        LabelReason::Words,
        LabelReason::Comments,
        LabelReason::Introduces,
    ] {
        assert!(why.sentence().ends_with('.'));
    }
}
