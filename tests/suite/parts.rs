//! A folder read by several machines becomes the bundle that one machine makes of it.

use crossread::builder::{self, Folder, Part, PartFile, Settings, Share};
use crossread::bundle::encode;
use crossread::ingest;
use proptest::prelude::*;

/// Names and bytes of files.
type Files = Vec<(String, Vec<u8>)>;

fn share(number: usize, of: usize) -> Share {
    format!("{number}/{of}").parse().expect("a share")
}

fn read(files: &Files, settings: &Settings) -> Vec<PartFile> {
    let read = |(position, (name, bytes)): (usize, &(String, Vec<u8>))| {
        let reading = ingest::read_with(name, bytes, &settings.mapping());
        PartFile::new(position, bytes.len() as u64, reading)
    };
    files.iter().enumerate().map(read).collect()
}

fn by_one(files: &Files, settings: &Settings) -> (Vec<u8>, Vec<String>) {
    let mut documents = Vec::new();
    let mut problems = Vec::new();
    for file in read(files, settings) {
        documents.extend(file.reading.documents);
        problems.extend(file.reading.problems);
    }
    let (corpus, among) = builder::corpus(documents, settings);
    let built = builder::analyze(corpus, settings, &|_| ());
    problems.extend(among.into_iter().chain(built.problems));
    (encode(&built.bundle), told(problems))
}

fn by_many(files: &Files, settings: &Settings, n: usize) -> (Vec<u8>, Vec<String>) {
    let part = |number: usize| {
        let share = share(number, n);
        let mut own = read(files, settings);
        own.retain(|it| share.has(it.position as usize));
        let folder = Folder {
            n_files: files.len() as u64,
            ..Folder::default()
        };
        let part = Part::new(share, folder, settings, own, &|_| ());
        let read = Part::of_bytes(&part.to_bytes()).expect("a part can be read");
        (format!("{number}.part"), read)
    };
    // In any order.
    let merged = builder::merged((1..=n).rev().map(part).collect()).expect("all are there");
    assert_eq!(merged.n_files, files.len() as u64);
    let mut problems = merged.problems;
    let (corpus, among) = builder::corpus(merged.documents, &merged.settings);
    let built = merged.found.analyze(corpus, &merged.settings, &|_| ());
    let built = built.expect("the findings are of these documents");
    problems.extend(among.into_iter().chain(built.problems));
    (encode(&built.bundle), told(problems))
}

fn told(problems: Vec<ingest::Problem>) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

/// What a publisher may say; of some of it no article is.
fn said() -> impl Strategy<Value = Settings> {
    let files: [(&str, &str); 4] = [
        (
            "crossread.toml",
            "title = 'Ferries'\nabout = 'Of boats.'\nlanguage = 'de'\nlicense = 'CC0'\n\
             [topics]\nPiers = 'pier OR jetty'\n\
             'It sails' = { query = 'ferry sailed', statement = true }\n\
             [sources.'Post 1']\nrights = 'excerpts'\n[sources.'Post 9']\nrights = 'link'\n\
             [names]\n'Ann Reed' = ['Reed', 'the captain']\n'Nobody Known' = ['Nobody']\n",
        ),
        (
            "names.csv",
            "name,form,source,words,kind\nAnn Reed,the captain,,,\nPier Nine,the pier,,,place\n\
             Zed,zed,,,\n",
        ),
        (
            "labels.csv",
            "file,words,label\n*1.md,The pier,related\nnone.md,It,form\n",
        ),
        (
            "links.csv",
            "verdict,source,words,other source,other words\nsame,00,The ferry,01,The ferry\n\
             different,02,He said,03,He said\nsame,zz,It,yy,It\n",
        ),
    ];
    prop::collection::vec(any::<bool>(), 4).prop_map(move |wanted| {
        let mut settings = Settings::default();
        for (file, _) in files.iter().zip(wanted).filter(|it| it.1) {
            settings.read(file.0, file.1.as_bytes());
        }
        settings
    })
}

fn file() -> impl Strategy<Value = (String, String)> {
    let sentence = prop::sample::select(vec![
        "The ferry sailed at noon on 5 March 2021.",
        "“We sail twice a day,” said captain Ann Reed.",
        "The pier was closed.",
        "Harbor master Carl Lund denied it.",
        "He said that the jetty, built in 1956, was open.",
        "Lund told reporters that nobody was hurt.",
        "“The pier will open,” the captain said, “and the ferry will sail.”",
    ]);
    let paragraph = prop::collection::vec(sentence, 1..4).prop_map(|it| it.join(" "));
    let text = prop::collection::vec(paragraph, 1..4).prop_map(|it| it.join("\n\n"));
    (text, 0..12_u8, 0..3_u8).prop_map(|(text, kind, outlet)| match kind {
        0 => (
            "md".to_owned(),
            "---\ntitle: Bad\n---\nNo outlet.\n".to_owned(),
        ),
        1 => ("docx".to_owned(), text),
        2 => ("md".to_owned(), String::new()),
        3 => (
            "csv".to_owned(),
            format!(
                "title,outlet,text\nOne,Post {outlet},{0}\nTwo,Post,\nThree,Post,{0}\n",
                "It rained."
            ),
        ),
        4 => ("txt".to_owned(), format!("Dock opens\n\n{text}\n")),
        _ => (
            "md".to_owned(),
            format!("---\ntitle: Ferry sails\noutlet: Post {outlet}\n---\n{text}\n"),
        ),
    })
}

fn files() -> impl Strategy<Value = Files> {
    prop::collection::vec(file(), 0..9).prop_map(|files| {
        let named = files.into_iter().enumerate();
        let named = named.map(|(at, (kind, text))| {
            let folder = ["", "b/", "a/"][at % 3];
            (format!("{folder}{at:02}.{kind}"), text.into_bytes())
        });
        named.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_number_of_machines_makes_no_difference(
        files in files(),
        settings in said(),
        n in 1..12_usize,
    ) {
        prop_assert_eq!(by_many(&files, &settings, n), by_one(&files, &settings));
    }
}
