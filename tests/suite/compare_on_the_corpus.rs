//! Names and comparison on the five accounts that ship with the page.

use std::collections::{BTreeMap, BTreeSet};

use crossread::builder;
use crossread::compare::{Alignment, Cell, Comparer, Mark};
use crossread::corpus::{Corpus, Document, DocumentId};
use crossread::names::Names;
use crossread::text::Span;

use super::default_corpus;

/// The accounts in the order of their files: number 1 is document 0.
fn accounts() -> Corpus {
    default_corpus::bundle().corpus
}

/// As the page has it.
fn compared(corpus: &Corpus) -> Comparer {
    let bundle = builder::bundle(corpus.clone());
    Comparer::new(bundle.links, &bundle.names)
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
    include_str!("../golden/compare/accounts.txt")
        .lines()
        .filter(|it| !it.is_empty() && !it.starts_with('#'))
        .map(|line| {
            let mut words = line.split_whitespace();
            let mut next = || words.next().expect("two sentences and a topic");
            let (a, b): (Sentence, Sentence) = (number(next()), number(next()));
            let topic = next().chars().next().expect("a topic");
            ((a.min(b), a.max(b)), topic)
        })
        .filter(|(_, topic)| *topic != 'x')
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
    let row = |cells: &Vec<Vec<Cell>>| {
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

/// Right and wrong pairs, and how many there are to find.
#[derive(Debug, PartialEq)]
struct Figures {
    right: usize,
    wrong: usize,
    golden: usize,
}

fn figures(
    found: &BTreeSet<(Sentence, Sentence)>,
    golden: &BTreeMap<(Sentence, Sentence), char>,
) -> Figures {
    let right = found.iter().filter(|it| golden.contains_key(it)).count();
    let precision = right as f32 / found.len().max(1) as f32;
    let recall = right as f32 / golden.len().max(1) as f32;
    let f1 = 2.0 * precision * recall / (precision + recall).max(f32::EPSILON);
    println!("precision {precision:.2}, recall {recall:.2}, F1 {f1:.2}");
    Figures {
        right,
        wrong: found.len() - right,
        golden: golden.len(),
    }
}

/// Every choice of two accounts or more.
fn choices() -> impl Iterator<Item = Vec<u32>> {
    let choice = |bits: u32| (1..=5).filter(|it| bits & (1 << it) != 0).collect();
    let all = (0..64_u32).step_by(2).map(choice);
    all.filter(|it: &Vec<u32>| it.len() > 1)
}

fn rows_of(corpus: &Corpus, comparer: &Comparer, accounts: &[u32]) -> Vec<Vec<Sentence>> {
    numbered(corpus, &comparer.align(corpus, &ids(accounts), &[]))
}

#[test]
fn the_five_topics_stand_together_in_every_choice_of_accounts() {
    let corpus = accounts();
    let comparer = compared(&corpus);
    // The sentences of the golden file, one of each account. Account 2 tells of the declaration
    // and of handing over the islands in one sentence, which stands in both rows.
    let topics: [&[Sentence]; 6] = [
        &[(1, 12), (5, 11)],
        &[(1, 12), (2, 9)],
        &[(1, 14), (2, 9), (5, 12)],
        &[(1, 11), (2, 8), (5, 14)],
        &[(1, 8), (2, 14), (5, 10)],
        &[(2, 13), (5, 15)],
    ];
    let mut strangers: BTreeSet<Sentence> = BTreeSet::new();
    for choice in choices() {
        let rows = rows_of(&corpus, &comparer, &choice);
        for topic in topics {
            let shown = topic.iter().filter(|it| choice.contains(&it.0));
            let shown: Vec<Sentence> = shown.copied().collect();
            let Some(first) = shown.first() else { continue };
            let with_first = rows.iter().filter(|it| it.contains(first));
            let row = (with_first.clone()).find(|row| shown.iter().all(|it| row.contains(it)));
            let Some(row) = row else {
                panic!("{choice:?}: {shown:?} in {:?}", Vec::from_iter(with_first));
            };
            if shown.len() > 1 {
                strangers.extend(row.iter().filter(|it| !shown.contains(it)));
            }
        }
    }
    // The islands that became Soviet, beside Moscow's view of its sovereignty; what else Putin and
    // Abe agreed upon; and both of what is said of the declaration.
    assert_eq!(
        Vec::from_iter(strangers),
        [(1, 10), (2, 9), (3, 15), (5, 11)]
    );
}

#[test]
fn account_four_stands_alone() {
    let corpus = accounts();
    let comparer = compared(&corpus);
    let rows = rows_of(&corpus, &comparer, &[1, 2, 3, 4, 5]);
    let alone = rows.iter().filter(|row| row.iter().all(|it| it.0 == 4));
    assert_eq!(
        alone.map(Vec::len).sum::<usize>(),
        16,
        "it shares the G7 with account 3"
    );
}

#[test]
fn figures_on_the_golden_pairs() {
    let corpus = accounts();
    let comparer = compared(&corpus);
    let golden = golden();
    let five = together(&rows_of(&corpus, &comparer, &[1, 2, 3, 4, 5]));
    let by_two: BTreeSet<(Sentence, Sentence)> = choices()
        .filter(|it| it.len() == 2)
        .flat_map(|it| together(&rows_of(&corpus, &comparer, &it)))
        .collect();
    let expected = |right, wrong, golden| Figures {
        right,
        wrong,
        golden,
    };
    assert_eq!(figures(&five, &golden), expected(33, 7, 35));
    assert_eq!(figures(&by_two, &golden), expected(31, 4, 35));
}

#[test]
fn what_stands_together_does_not_hang_on_the_lead() {
    let corpus = accounts();
    let comparer = compared(&corpus);
    let straight = together(&rows_of(&corpus, &comparer, &[1, 2, 3, 4, 5]));
    for order in [[5, 4, 3, 2, 1], [3, 1, 5, 2, 4]] {
        assert_eq!(together(&rows_of(&corpus, &comparer, &order)), straight);
    }
}

#[test]
fn what_stands_together_does_not_hang_on_the_order_of_paragraphs() {
    let corpus = accounts();
    let mut shuffled = corpus.clone();
    for it in &mut shuffled.documents {
        let mut paragraphs: Vec<&str> = it.text.trim().split("\n\n").collect();
        paragraphs.reverse();
        paragraphs.rotate_left(2);
        *it = Document::of_text(&paragraphs.join("\n\n"));
    }
    let written = |corpus: &Corpus| {
        let alignment = compared(corpus).align(corpus, &ids(&[1, 2, 3, 4, 5]), &[]);
        let rows = alignment.rows.iter().map(|row| {
            let mut texts: Vec<String> = Vec::new();
            for (id, cells) in alignment.documents.iter().zip(&row.cells) {
                let text = &corpus.documents[id.0 as usize].text;
                texts.extend(cells.iter().map(|it| it.sentence.of_text(text).to_owned()));
            }
            texts.sort();
            texts
        });
        rows.collect::<BTreeSet<Vec<String>>>()
    };
    assert_eq!(written(&shuffled), written(&corpus));
}

#[test]
fn rows_follow_the_lead_and_the_others_stand_between() {
    let corpus = accounts();
    let comparer = compared(&corpus);
    let rows = rows_of(&corpus, &comparer, &[2, 5]);
    let lead: Vec<Sentence> = rows
        .iter()
        .filter_map(|row| row.iter().find(|it| it.0 == 2))
        .copied()
        .collect();
    assert!(lead.is_sorted(), "{lead:?}");
    let at = |sentence| {
        let found = rows.iter().position(|it| it.contains(&sentence));
        found.expect("every sentence has a row")
    };
    // What the lead says alone comes first; what account 5 says on its way to a row that both share
    // stands right above that row, passage by passage.
    assert_eq!(at((2, 1)), 0);
    assert_eq!(at((5, 6)), at((5, 5)) + 1);
    assert_eq!(at((2, 8)), at((5, 7)) + 1);
    assert_eq!(at((2, 8)), at((5, 8)));
}

/// The sentence with its marks: `=same=`, `~renamed~(what)`, `!differs!`.
fn marked(text: &str, names: &Names, cell: &Cell) -> String {
    let mut shown = String::new();
    let mut at = cell.sentence.start as usize;
    for (span, mark) in &cell.marks {
        shown += &text[at..span.start as usize];
        let words = span.of_text(text);
        shown += &match mark {
            Mark::Same => format!("={words}="),
            Mark::Renamed(id) => format!("~{words}~({})", names.entries[id.0 as usize].canonical),
            Mark::Differs => format!("!{words}!"),
            Mark::Moved => format!(">{words}>"),
            Mark::Only => format!("+{words}+"),
        };
        at = span.end as usize;
    }
    shown + &text[at..cell.sentence.end as usize]
}

/// The row of `sentence` when `accounts` are compared, marks shown.
fn marked_row(accounts_shown: &[u32], sentence: Sentence) -> Vec<String> {
    let corpus = accounts();
    let names = Names::find(&corpus);
    let alignment = compared(&corpus).align(&corpus, &ids(accounts_shown), &[]);
    let rows = numbered(&corpus, &alignment);
    let at = rows.iter().position(|it| it.contains(&sentence));
    let row = &alignment.rows[at.expect("every sentence has a row")];
    let cells = alignment.documents.iter().zip(&row.cells);
    cells
        .flat_map(|(id, cells)| cells.iter().map(move |it| (id, it)))
        .map(|(id, it)| marked(&corpus.documents[id.0 as usize].text, &names, it))
        .collect()
}

#[test]
fn marks_of_the_claim_to_the_islands() {
    let found = marked_row(&[1, 5], (1, 11));
    let expected = [
        "~Japan~(Japan) disputes =Iturup=, =Kunashir=, =Shikotan= and the =uninhabited group= \
         that it calls the Habomai Islands.",
        "The whole chain passed to the Soviet Union in !1945!; =Shikotan=, =Kunashir=, =Iturup= \
         and an =uninhabited group= are what ~Tokyo~(Japan) claims of it.",
    ];
    assert_eq!(found, expected);
}

#[test]
fn marks_of_the_agreement() {
    let found = marked_row(&[2, 5], (2, 14));
    let expected = [
        "=In November=, the report ends, Russian =President Vladimir Putin and Shinzo Abe= \
         settled on faster treaty =negotiations= with the =1956 declaration= as their basis.",
        "=President Vladimir Putin and Shinzo Abe=, then prime minister of Japan, agreed in \
         Singapore =in November= !2018! to quicken the =negotiations= and to build them on the \
         =Soviet-Japanese Joint Declaration of 1956=.",
    ];
    assert_eq!(found, expected);
}

#[test]
fn counterparts_of_account_two() {
    let corpus = accounts();
    let found: Vec<(Sentence, Sentence)> = compared(&corpus)
        .counterparts(&corpus, DocumentId(1))
        .iter()
        .map(|it| {
            let own = number_of(&corpus, DocumentId(1), it.sentence);
            let other = number_of(&corpus, it.other.document, it.other_sentence);
            (own, other)
        })
        .collect();
    let expected = [
        ((2, 7), (1, 4)),
        ((2, 7), (3, 2)),
        ((2, 7), (5, 4)),
        ((2, 8), (1, 11)),
        ((2, 8), (5, 14)),
        ((2, 9), (1, 11)),
        ((2, 9), (5, 14)),
        ((2, 11), (3, 3)),
        ((2, 13), (1, 10)),
        ((2, 13), (5, 15)),
        ((2, 13), (3, 1)),
        ((2, 14), (5, 10)),
        ((2, 14), (1, 8)),
    ];
    assert_eq!(found, expected);
}
