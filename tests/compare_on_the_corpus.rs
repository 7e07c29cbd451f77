//! Names and comparison on the five accounts that ship with the page.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crossread::compare::{Alignment, Weights};
use crossread::corpus::{Corpus, Document, DocumentId, Passage, PassageKind, Rights};
use crossread::names::Names;
use crossread::text::Span;

fn document(text: &str, title: &str) -> Document {
    let mut passages = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        let span = Span::new(at..at + paragraph.len()).trimmed(text);
        if !span.is_empty() {
            passages.push(Passage::new(text, span, PassageKind::Body));
        }
        at += paragraph.len() + 2;
    }
    Document {
        key: title.to_owned(),
        file: String::new(),
        title: title.to_owned(),
        outlet: String::new(),
        carried_by: None,
        kind: None,
        date: None,
        date_basis: None,
        place: None,
        language: "en".to_owned(),
        url: None,
        author: None,
        rights: Rights::Full,
        text: text.to_owned(),
        passages,
    }
}

/// The accounts in the order of their files: number 1 is document 0.
fn accounts() -> Corpus {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/corpus");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the accounts ship with the repository")
        .map(|it| it.expect("the folder can be read").path())
        .filter(|it| it.extension().is_some_and(|it| it == "md"))
        .collect();
    files.sort();
    let documents = files.iter().map(|file| {
        let written = fs::read_to_string(file).expect("accounts are UTF-8");
        let (head, text) = written[4..].split_once("\n---\n").expect("front matter");
        let title = head.lines().find_map(|it| it.strip_prefix("title: "));
        document(text, title.unwrap_or_default().trim_matches('"'))
    });
    Corpus {
        documents: documents.collect(),
        ..Corpus::default()
    }
}

#[test]
fn names_of_the_accounts() {
    let names = Names::find(&accounts());
    let all: Vec<&str> = names
        .entries
        .iter()
        .map(|it| it.canonical.as_str())
        .collect();
    let expected = "Abkhazia|Argentina|Beijing|Belt and Road Initiative|China|Crimea|Dmitry Peskov|\
        Fumio Kishida|Group of Seven|Group of Twenty|Habomai|Issuikai|Iturup|Japan|\
        Japanese Communist Party|Joint Declaration of 1956|Katsuyuki Kawai|Kremlin|Kunashir|\
        Kuril Islands|Kyodo|Lesser Kuril Chain|Mikhail Gusman|Mitsuhiro Kimura|Moscow|NATO|\
        Okinawa|Pyatigorsk|RIA Novosti|Russia|Second World War|Sergei Lavrov|Shikotan|\
        Shinzo Abe|Singapore|South Ossetia|Soviet Union|Sputnik|TASS|Tokyo|\
        Treaty of San Francisco|Treaty of Shimoda|Tsarizm|UN Charter|United States|\
        Vladimir Putin|Washington|southern Kurils";
    assert_eq!(all, expected.split('|').collect::<Vec<&str>>());
}

/// A sentence by the number of its account and its own, both from 1, as in the golden file.
type Sentence = (u32, u32);

/// Pairs that report the same thing, the smaller number first, with their topic.
fn golden() -> BTreeMap<(Sentence, Sentence), char> {
    let number = |it: &str| {
        let (account, sentence) = it.split_once('.').expect("account.sentence");
        (
            account.parse().expect("a number"),
            sentence.parse().expect("a number"),
        )
    };
    include_str!("golden/compare.txt")
        .lines()
        .filter(|it| !it.is_empty() && !it.starts_with('#'))
        .map(|line| {
            let mut words = line.split_whitespace();
            let mut next = || words.next().expect("two sentences and a topic");
            let (a, b): (Sentence, Sentence) = (number(next()), number(next()));
            let topic = next().chars().next().expect("a topic");
            ((a.min(b), a.max(b)), topic)
        })
        .collect()
}

fn number_of(corpus: &Corpus, document: DocumentId, sentence: Span) -> Sentence {
    let known = corpus.document(document).expect("an aligned document");
    let sentences = known.body().flat_map(|(_, it)| &it.sentences);
    let at = sentences.take_while(|it| it.start < sentence.start).count();
    (document.0 + 1, at as u32 + 1)
}

/// The sentences of each row, left to right.
fn numbered(corpus: &Corpus, alignment: &Alignment) -> Vec<Vec<Sentence>> {
    let columns = || alignment.documents.iter().copied();
    let row = |cells: &Vec<Vec<crossread::compare::Cell>>| {
        let cells = columns().zip(cells);
        cells
            .flat_map(|(id, cells)| cells.iter().map(move |it| (id, it.sentence)))
            .map(|(id, it)| number_of(corpus, id, it))
            .collect()
    };
    alignment.rows.iter().map(|it| row(&it.cells)).collect()
}

/// Pairs of sentences of different accounts that share a row.
fn together(rows: &[Vec<Sentence>]) -> BTreeSet<(Sentence, Sentence)> {
    let mut pairs = BTreeSet::new();
    for row in rows {
        for &a in row {
            for &b in row.iter().filter(|it| it.0 != a.0) {
                pairs.insert((a.min(b), a.max(b)));
            }
        }
    }
    pairs
}

fn ids(accounts: &[u32]) -> Vec<DocumentId> {
    accounts.iter().map(|it| DocumentId(it - 1)).collect()
}

/// Every pair of accounts.
fn pairs_of_accounts() -> Vec<[u32; 2]> {
    (1..=5)
        .flat_map(|a| (a + 1..=5).map(move |b| [a, b]))
        .collect()
}

struct Figures {
    right: usize,
    wrong: usize,
    golden: usize,
}

impl Figures {
    fn of(
        found: &BTreeSet<(Sentence, Sentence)>,
        golden: &BTreeMap<(Sentence, Sentence), char>,
    ) -> Figures {
        let right = found.iter().filter(|it| golden.contains_key(it)).count();
        let figures = Figures {
            right,
            wrong: found.len() - right,
            golden: golden.len(),
        };
        let precision = right as f32 / found.len().max(1) as f32;
        let recall = right as f32 / golden.len().max(1) as f32;
        let f1 = 2.0 * precision * recall / (precision + recall).max(f32::EPSILON);
        println!("precision {precision:.2}, recall {recall:.2}, F1 {f1:.2}");
        figures
    }
}

#[test]
fn explore() {
    let corpus = accounts();
    let names = Names::find(&corpus);
    let weights = Weights::new(&corpus, &names);
    let golden = golden();
    let stated: BTreeMap<_, _> = golden
        .iter()
        .filter(|it| *it.1 != 'n')
        .map(|(a, b)| (*a, *b))
        .collect();
    let show = |accounts: &[u32]| {
        let alignment = weights.align(&corpus, &ids(accounts));
        let rows = numbered(&corpus, &alignment);
        println!("== {accounts:?}");
        for (row, it) in rows.iter().zip(&alignment.rows) {
            if it.band.is_some() {
                let names: Vec<_> = it
                    .reasons
                    .names
                    .iter()
                    .map(|it| &names.entries[it.0 as usize].canonical)
                    .collect();
                let wrong: Vec<_> = together(&[row.clone()])
                    .into_iter()
                    .filter(|it| !golden.contains_key(it))
                    .collect();
                println!(
                    "{row:?} {:?} {names:?} {:?} {:?} wrong {wrong:?}",
                    it.band.unwrap(),
                    it.reasons.numbers,
                    it.reasons.words
                );
            }
        }
        together(&rows)
    };
    let mut all = BTreeSet::new();
    for it in pairs_of_accounts() {
        all.extend(show(&it));
    }
    Figures::of(&all, &golden);
    Figures::of(&all, &stated);
    show(&[1, 2, 5]);
    let five = show(&[1, 2, 3, 4, 5]);
    Figures::of(&five, &golden);
    Figures::of(&five, &stated);
}
