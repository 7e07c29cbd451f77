//! The bundle's file: what was written comes back, and nothing else gets in.

use crossread::builder;
use crossread::bundle::{
    Bundle, BundleError, MAX_EXCERPT_BYTES, Part, Resemblance, VERSION, decode, encode, permitted,
};
use crossread::corpus::{Corpus, Day, Document};
use crossread::engine::index;
use crossread::names::{Name, NameKind};
use crossread::quotes::{Piece, Reason, Relay, Rule, Speaker, Statement, StatementKind};
use crossread::search::Query;
use crossread::text::Span;
use proptest::prelude::*;

const FERRY: &str = "---\ntitle: Ferry sails\noutlet: Post\ndate: 2021-03\nurl: https://a.example\n\
    ---\n“We sail,” the captain said. Then it rained.\n\nNobody came. It was cold.\n";

fn corpus(files: &[(&str, &str)]) -> Corpus {
    let files = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    builder::corpus_of_files(files).0
}

/// A small bundle in which every sort of thing occurs, whatever the analyses find.
fn small() -> Bundle {
    let corpus = corpus(&[("a.md", FERRY)]);
    let mut bundle = builder::bundle(corpus);
    assert!(!bundle.families.is_empty(), "sail and sails");
    let text = &bundle.corpus.documents[0].text;
    let span = |words: &str| {
        let start = text.find(words).expect("the words are in the text");
        Span::new(start..start + words.len())
    };
    bundle.statements = vec![vec![Statement {
        content: span("We sail,"),
        pieces: vec![Piece {
            words: span("We sail,"),
            marked: span("“We sail,”"),
        }],
        passage: 0,
        kind: StatementKind::Direct,
        cue: Some(span("said")),
        source: Some(span("the captain")),
        speaker: Some(Speaker {
            name: "the captain".to_owned(),
            role: None,
        }),
        relays: vec![Relay {
            name: "Wire".to_owned(),
            stated: Some(span("Nobody")),
        }],
        reason: Reason {
            rule: Rule::Named,
            evidence: Some(span("Then")),
        },
    }]];
    bundle.names.entries = vec![Name {
        canonical: "Port".to_owned(),
        kind: NameKind::Place,
        forms: vec!["Port".to_owned(), "the port".to_owned()],
    }];
    assert!(bundle.is_sound());
    bundle
}

#[test]
fn what_was_written_comes_back() {
    for bundle in [Bundle::default(), small()] {
        assert_eq!(decode(&encode(&bundle)), Ok(bundle));
    }
}

/// Whatever opens is sound, so that everything behind the door may index freely.
fn opens_sound_or_not_at_all(bytes: &[u8]) {
    if let Ok(bundle) = decode(bytes) {
        assert!(bundle.is_sound());
        for (document, statements) in bundle.corpus.documents.iter().zip(&bundle.statements) {
            for passage in &document.passages {
                document.passage_text(passage);
            }
            for statement in statements {
                statement.content.of_text(&document.text);
                for piece in &statement.pieces {
                    piece.marked.of_text(&document.text);
                }
            }
        }
    }
}

#[test]
fn every_change_of_a_byte_is_refused() {
    let bytes = encode(&small());
    for at in 0..bytes.len() {
        for change in 1..=u8::MAX {
            let mut changed = bytes.clone();
            changed[at] ^= change;
            assert!(
                decode(&changed).is_err(),
                "byte {at} changed by {change:#x}"
            );
        }
    }
}

#[test]
fn every_cut_is_refused() {
    let bytes = encode(&small());
    for length in 0..bytes.len() {
        assert!(decode(&bytes[..length]).is_err(), "cut to {length}");
    }
}

/// Documents found in a bundle that was written and opened again.
fn found(bundle: &Bundle, typed: &str) -> Vec<u32> {
    let mut bundle = decode(&encode(bundle)).expect("just written");
    let index = index(&mut bundle);
    let found = index.search(&bundle.corpus, &Query::parse(typed), 9);
    let mut documents: Vec<u32> = found.hits.iter().map(|it| it.document.0).collect();
    documents.dedup();
    documents
}

#[test]
fn forms_are_those_of_the_language_of_each_document() {
    let article = |language: &str, text: &str| {
        format!("---\ntitle: –\noutlet: Post\nlanguage: {language}\n---\n{text}\n")
    };
    let (french, german) = ("fr", "de-AT");
    let articles = [
        article(german, "Der Vertrag liegt seit gestern vor."),
        article(german, "Alle Verträge sind gekündigt."),
        article(french, "Les négociateurs sont partis."),
        article(french, "Une négociation est en vue."),
    ];
    let names = ["a.md", "b.md", "c.md", "d.md"];
    let files: Vec<(&str, &str)> = (names.into_iter())
        .zip(articles.iter().map(String::as_str))
        .collect();
    let bundle = builder::bundle(corpus(&files));
    let plain = Bundle {
        families: Vec::new(),
        ..bundle.clone()
    };
    for (typed, expected) in [
        ("vertrag ", [0, 1]),
        ("Verträge ", [1, 0]),
        ("vertrage ", [1, 0]),
        ("negociation ", [3, 2]),
        ("négociateurs ", [2, 3]),
    ] {
        assert_eq!(found(&bundle, typed), expected, "{typed}");
    }
    assert_eq!(found(&plain, "negociation "), [3]);
    // What is no list of families, or that of another corpus, is passed over.
    for families in [vec![0xff; 9], vec![3, 1, 0, 1, 1], vec![0x80]] {
        let damaged = Bundle {
            families,
            ..bundle.clone()
        };
        assert_eq!(found(&damaged, "negociation "), [3]);
    }
}

#[test]
fn order_of_files_makes_no_difference() {
    let other = FERRY.replace("sail", "row");
    let there = encode(&builder::bundle(corpus(&[
        ("a.md", FERRY),
        ("b.md", &other),
    ])));
    let back = encode(&builder::bundle(corpus(&[
        ("b.md", &other),
        ("a.md", FERRY),
    ])));
    assert_eq!(there, back);
}

/// Whether a bundle changed so is refused, though every checksum is right.
#[track_caller]
fn check_refused(change: impl FnOnce(&mut Bundle)) {
    let mut bundle = small();
    change(&mut bundle);
    assert!(!bundle.is_sound());
    assert_eq!(
        decode(&encode(&bundle)),
        Err(BundleError::Damaged { part: Part::Whole })
    );
}

#[test]
fn what_points_nowhere_is_refused() {
    fn first(bundle: &mut Bundle) -> &mut Document {
        &mut bundle.corpus.documents[0]
    }
    let outside = Span {
        start: 0,
        end: 10_000,
    };
    let backward = Span { start: 5, end: 4 };
    let inside_a_character = Span { start: 1, end: 5 };
    for span in [outside, backward, inside_a_character] {
        check_refused(|it| first(it).passages[0].span = span);
        check_refused(|it| first(it).passages[0].sentences[0] = span);
        check_refused(|it| it.statements[0][0].content = span);
        check_refused(|it| it.statements[0][0].pieces[0].words = span);
        check_refused(|it| it.statements[0][0].pieces[0].marked = span);
        check_refused(|it| it.statements[0][0].cue = Some(span));
        check_refused(|it| it.statements[0][0].source = Some(span));
        check_refused(|it| it.statements[0][0].relays[0].stated = Some(span));
        check_refused(|it| it.statements[0][0].reason.evidence = Some(span));
    }
    // Pieces lie in the content, in order and apart.
    check_refused(|it| it.statements[0][0].content.end -= 1);
    check_refused(|it| {
        let piece = it.statements[0][0].pieces[0];
        it.statements[0][0].pieces.push(piece);
    });
    check_refused(|it| it.statements[0][0].passage = 1);
    check_refused(|it| it.statements[0][0].passage = 2);
    check_refused(|it| it.statements.clear());
    check_refused(|it| it.statements.push(Vec::new()));
    check_refused(|it| first(it).passages.swap(0, 1));
    check_refused(|it| first(it).passages[0].sentences.swap(0, 1));
    check_refused(|it| {
        first(it).passages.remove(1);
    });
    check_refused(|it| first(it).text.clear());
    check_refused(|it| first(it).key.clear());
    check_refused(|it| first(it).url = Some("javascript:alert(1)".to_owned()));
    check_refused(|it| {
        let date = first(it).date.as_mut().expect("the ferry has a date");
        date.last = Day {
            year: 2021,
            month: 13,
            day: 1,
        };
    });
    check_refused(|it| {
        let copy = it.corpus.documents[0].clone();
        it.corpus.documents.push(copy);
        it.statements.push(Vec::new());
    });
    check_refused(|it| it.names.entries[0].forms.clear());
    check_refused(|it| it.names.entries[0].forms.push(String::new()));
}

/// The table and its checksum, with one section more than this release knows.
fn with_a_later_section(bytes: &[u8]) -> Vec<u8> {
    const HEADER: usize = 20;
    const ENTRY: usize = 24;
    let n = u32::from_le_bytes(bytes[12..16].try_into().expect("four bytes"));
    let table_end = HEADER + n as usize * ENTRY;
    let mut table = bytes[HEADER..table_end].to_vec();
    for entry in table.chunks_mut(ENTRY) {
        let offset = u64::from_le_bytes(entry[8..16].try_into().expect("eight bytes"));
        entry[8..16].copy_from_slice(&(offset + ENTRY as u64).to_le_bytes());
    }
    table.extend(77_u32.to_le_bytes());
    table.extend(crc32(b"later").to_le_bytes());
    table.extend((bytes.len() as u64 + ENTRY as u64).to_le_bytes());
    table.extend(5_u64.to_le_bytes());
    let mut out = bytes[..12].to_vec();
    out.extend((n + 1).to_le_bytes());
    out.extend(crc32(&table).to_le_bytes());
    out.extend(table);
    out.extend(&bytes[table_end..]);
    out.extend(b"later");
    out
}

/// Bit by bit, as a second opinion on the table in the library.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 * (crc & 1))
        })
    })
}

#[test]
fn sections_of_later_releases_are_skipped() {
    let bytes = with_a_later_section(&encode(&small()));
    assert_eq!(decode(&bytes), Ok(small()));
}

#[test]
fn each_failure_is_a_sentence_of_its_own() {
    let bytes = encode(&small());
    let told = |bytes: &[u8]| decode(bytes).expect_err("this is no bundle").to_string();
    let mut newer = bytes.clone();
    newer[10..12].copy_from_slice(&(VERSION + 1).to_le_bytes());
    let mut damaged = bytes.clone();
    *damaged.last_mut().expect("a bundle has bytes") ^= 1;
    let told = [
        told(b""),
        told(b"\n<!DOCTYPE html><title>404</title>"),
        told(b"\x1f\x8b\x08\0"),
        told(b"PK\x03\x04"),
        told(&newer),
        told(&damaged),
        told(&bytes[..30]),
    ];
    assert_eq!(
        told,
        [
            "this file is not a Crossread bundle: it is empty; download it or build it again",
            "this file is not a Crossread bundle but a web page, as servers send it when a file is \
             missing; check the address of the .crossread file",
            "this file is not a Crossread bundle but a gzip archive; unpack it, or have the server \
             send it with the header Content-Encoding: gzip",
            "this file is not a Crossread bundle; choose a .crossread file made by crossread build",
            "this bundle has format 5, and this release of Crossread reads format 4; build it \
             again with the crossread program of this release",
            "this bundle is damaged (its forms of words cannot be read); download it or build it again",
            "this bundle is damaged (its table of contents cannot be read); download it or build \
             it again",
        ]
    );
    assert_eq!(
        decode(b""),
        Err(BundleError::NotABundle(Resemblance::Empty))
    );
}

fn contains(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|it| it == words.as_bytes())
}

#[test]
fn no_more_is_carried_than_rights_permit() {
    let with = |rights: &str| {
        let text = FERRY.replace("outlet: Post", &format!("outlet: Post\nrights: {rights}"));
        let bundle = builder::bundle(corpus(&[("a.md", &text)]));
        assert!(bundle.is_sound());
        encode(&bundle)
    };
    for (rights, kept, dropped) in [
        (
            "full",
            &["the captain said", "Then it rained", "It was cold"][..],
            &[][..],
        ),
        (
            "excerpts",
            &["the captain said", "Nobody came"],
            &["Then it rained", "It was cold"],
        ),
        (
            "link",
            &["Ferry sails", "https://a.example"],
            &["captain", "rained", "Nobody", "cold"],
        ),
    ] {
        let bytes = with(rights);
        for words in kept {
            assert!(contains(&bytes, words), "{rights} keeps {words}");
        }
        for words in dropped {
            assert!(!contains(&bytes, words), "{rights} drops {words}");
        }
    }
}

#[test]
fn a_large_corpus_carries_its_index() {
    let words = |n: u32| -> String {
        let number = |it: u32| it.wrapping_mul(2_654_435_761) % 7_919;
        (n..n + 400).map(|it| format!("w{} ", number(it))).collect()
    };
    let texts: Vec<String> = (0..300)
        .map(|it| format!("---\ntitle: T{it}\noutlet: O\n---\n{}\n", words(it * 400)))
        .collect();
    let names: Vec<String> = (0..300).map(|it| format!("{it:03}.md")).collect();
    let files: Vec<(&str, &str)> = (names.iter().zip(&texts))
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let bundle = builder::bundle(corpus(&files));
    let bytes = encode(&bundle);
    let mut opened = decode(&bytes).expect("a sound bundle");
    assert!(!opened.index.is_empty());
    let mut without = Bundle {
        index: Vec::new(),
        ..opened.clone()
    };
    let mut garbled = Bundle {
        index: vec![7; opened.index.len()],
        ..opened.clone()
    };
    let query = Query::parse("w1 w77 w4001 ");
    let found: Vec<_> = [&mut opened, &mut without, &mut garbled]
        .map(|it| index(it).search(&it.corpus, &query, 50))
        .into();
    assert!(found[0].n_hits > 0);
    assert_eq!(found[1], found[0]);
    assert_eq!(found[2], found[0], "an index that is none is made anew");
}

#[test]
fn a_bundle_that_carries_too_much_is_refused() {
    let text = FERRY.replace("outlet: Post", "outlet: Post\nrights: link");
    let corpus = corpus(&[("a.md", &text)]);
    let bundle = Bundle {
        corpus,
        statements: vec![Vec::new()],
        ..Bundle::default()
    };
    assert!(!bundle.is_sound());
}

proptest! {
    #[test]
    fn any_bytes_are_refused_or_sound(bytes: Vec<u8>) {
        opens_sound_or_not_at_all(&bytes);
    }

    /// As a forger would: the checksums are right, the contents are anything.
    #[test]
    fn any_contents_are_refused_or_sound(
        changes in prop::collection::vec((0_usize..400, any::<u8>()), 1..4),
    ) {
        let mut bytes = encode(&small());
        let table = 20..20 + 3 * 24;
        for (at, byte) in changes {
            let at = table.end + at % (bytes.len() - table.end);
            bytes[at] = byte;
        }
        let mut start = table.end;
        for entry in table.clone().step_by(24) {
            let length: [u8; 8] = bytes[entry + 16..entry + 24].try_into().expect("eight bytes");
            let end = start + u64::from_le_bytes(length) as usize;
            let crc = crc32(&bytes[start..end]);
            bytes[entry + 4..entry + 8].copy_from_slice(&crc.to_le_bytes());
            start = end;
        }
        let crc = crc32(&bytes[table]);
        bytes[16..20].copy_from_slice(&crc.to_le_bytes());
        opens_sound_or_not_at_all(&bytes);
    }

    #[test]
    fn excerpts_stay_excerpts(body in "([A-Z][a-z. ]{0,400}[.!?…\n\"” ]{1,3}){1,20}") {
        let text = format!("---\ntitle: T\noutlet: O\nrights: excerpts\n---\n{body}");
        for document in corpus(&[("a.md", &text)]).documents {
            let once = permitted(document);
            let n_bytes: u32 = once.passages.iter().map(|it| it.span.len()).sum();
            prop_assert!(n_bytes <= MAX_EXCERPT_BYTES);
            prop_assert!(once.passages.iter().all(|it| it.sentences == [it.span]));
            prop_assert_eq!(permitted(once.clone()), once);
        }
    }
}
