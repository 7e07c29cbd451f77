//! Names and comparison on the five accounts that ship with the page.

use std::fs;
use std::path::Path;

use crossread::corpus::{Corpus, Document, Passage, PassageKind, Rights};
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
