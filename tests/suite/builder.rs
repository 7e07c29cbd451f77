//! The builder's laws: the same files give the same bytes, and no more is carried than may be.

use crossread::builder::{self, Settings};
use crossread::bundle::{decode, encode};
use crossread::corpus::{Document, PassageKind};
use crossread::ingest::{self, Mapping};
use crossread::search::{Index, places};

/// Made-up reports of some length: names, quotations, words that differ.
fn reports(n: usize) -> Vec<Document> {
    let report = |it: usize| {
        let (ship, day) = (["Tern", "Gull", "Auk"][it % 3], it % 28 + 1);
        let text = format!(
            "---\ntitle: Ferry {it} sails\noutlet: Post {}\ndate: 2021-03-{day:02}\n---\n\
             The ferry {ship} sailed at {it} on a gray morning. “We sail {it} times a day,” said \
             captain Ann Reed{}.\n\nHarbor master Carl Lund{it} denied it. He said that the pier \
             was closed.\n",
            it % 7,
            it % 11,
        );
        let reading = ingest::read(&format!("{it:05}.md"), text.as_bytes());
        assert_eq!(reading.problems, []);
        reading.documents
    };
    (0..n).flat_map(report).collect()
}

#[test]
fn the_number_of_threads_makes_no_difference() {
    let settings = Settings::default();
    let bytes = [1, 4].map(|n| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build();
        let pool = pool.expect("threads can be started");
        pool.install(|| encode(&builder::build(reports(1_200), &settings).bundle))
    });
    assert!(bytes[0].len() > 100_000, "{}", bytes[0].len());
    assert!(bytes[0] == bytes[1]);
}

#[test]
fn neither_does_the_order_of_documents() {
    let mut backward = reports(600);
    backward.reverse();
    let bytes =
        [reports(600), backward].map(|it| encode(&builder::build(it, &Settings::default()).bundle));
    assert!(bytes[0] == bytes[1]);
}

/// Sentences of words that stand nowhere else.
fn secret(n: usize) -> String {
    let sentence = |it: usize| {
        let words = (0..14).map(|word| format!("zq{n}x{it}y{word}"));
        format!("Zero {} ended it.", words.collect::<Vec<_>>().join(" "))
    };
    let paragraph = |it: usize| format!("{} {}", sentence(it), sentence(it + 100));
    (0..40).map(paragraph).collect::<Vec<_>>().join("\n\n")
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|it| it == words.as_bytes())
}

#[test]
fn rights_are_kept_to_the_last_byte() {
    let mut settings = Settings::default();
    let told = settings.read(
        "crossread.toml",
        b"[sources.Linked]\nrights = 'link'\n[sources.'cited*']\nrights = 'excerpts'\n",
    );
    assert_eq!(told, Some(Vec::new()));
    let mut documents = reports(3_000);
    for (n, (file, outlet)) in [
        ("linked.md", "Linked"),
        ("cited.md", "Cited"),
        ("free.md", "Free"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut document = Document {
            file: file.to_owned(),
            outlet: outlet.to_owned(),
            title: format!(
                "A headline {n} of thirteen words that may stand wherever headlines do stand"
            ),
            ..Document::of_text(&secret(n))
        };
        builder::relabel(&mut document, 1, PassageKind::Caption);
        builder::relabel(&mut document, 2, PassageKind::Navigation);
        document.key = ingest::key_of(&document);
        documents.push(document);
    }
    let built = builder::build(documents, &settings);
    let bytes = builder::encoded(built.bundle, &built.withheld).expect("nothing is wrong with it");
    for (n, file) in ["linked.md", "cited.md", "free.md"].into_iter().enumerate() {
        assert!(holds(
            &bytes,
            &format!("A headline {n} of thirteen words that may stand")
        ));
        let bundle = decode(&bytes).expect("it opens");
        let document = bundle.corpus.documents.iter().find(|it| it.file == file);
        let n_bytes = document.map_or(0, |it| it.text.len());
        let original = secret(n);
        match file {
            "free.md" => assert_eq!(n_bytes, original.len()),
            "linked.md" => assert_eq!(n_bytes, 0),
            _ => assert!((500..1_250).contains(&n_bytes), "{n_bytes}"),
        }
        // Not one of its words stands anywhere else, so this is exact: the first sentence of the
        // first paragraph, and of the fourth on, as the second and third are no running text.
        for it in 0..40 {
            let is_open = match file {
                "free.md" => true,
                "linked.md" => false,
                _ => it != 1 && it != 2 && it < 13,
            };
            let word = |sentence: usize| holds(&bytes, &format!("zq{n}x{sentence}y7 "));
            assert!(!word(it) || is_open, "{file}: sentence {it}");
            assert!(
                !word(it + 100) || file == "free.md",
                "{file}: second sentence {it}"
            );
        }
    }
    // What the index knows is what an index of the carried text knows.
    let bundle = decode(&bytes).expect("it opens");
    assert!(!bundle.index.is_empty());
    assert_eq!(bundle.index, Index::build(&bundle.corpus, &[]).to_bytes());
    let of_linked = places(&bundle.corpus)
        .filter(|it| bundle.corpus.documents[it.0.0 as usize].file == "linked.md");
    assert_eq!(of_linked.count(), 1, "its headline");
}

#[test]
fn what_a_document_states_is_free_though_its_page_repeats_it() {
    let mut settings = Settings::default();
    settings.read(
        "crossread.toml",
        b"[sources.'Harbor Post']\nrights = 'link'\n",
    );
    let title = "Ferry sails again after nine long days in port";
    let document = Document {
        key: "a-1".to_owned(),
        outlet: "Harbor Post".to_owned(),
        carried_by: Some("Northern Wire".to_owned()),
        title: title.to_owned(),
        ..Document::of_text(&format!(
            "{title}\n\nHarbor Post\n\nNorthern Wire\n\nIt sailed."
        ))
    };
    let built = builder::build(vec![document], &settings);
    let bytes = builder::encoded(built.bundle, &built.withheld).expect("it says nothing else");
    assert!(holds(&bytes, title) && !holds(&bytes, "It sailed"));
}

#[test]
fn a_bundle_that_says_too_much_is_never_encoded() {
    let mut settings = Settings::default();
    settings.read("crossread.toml", b"[sources.Linked]\nrights = 'link'\n");
    let document = Document {
        key: "a-1".to_owned(),
        outlet: "Linked".to_owned(),
        title: "T".to_owned(),
        ..Document::of_text(&secret(0))
    };
    let built = builder::build(vec![document], &settings);
    let mut bundle = built.bundle;
    // As an analysis would that was made of too much.
    bundle.families = secret(0).into_bytes();
    let refused = builder::encoded(bundle, &built.withheld);
    let why = refused.expect_err("it holds words of a link");
    assert!(
        why.starts_with("the bundle holds words that it must not: “Zero zq0x0y0"),
        "{why}"
    );
}

/// Three reports, one of them an excerpt, and all that can be said beside them.
fn said_beside() -> Vec<(String, Vec<u8>)> {
    let report = |ship: &str, place: &str| {
        format!(
            "---\ntitle: The {ship} sails from {place}\noutlet: {place} Post\n---\nThe {ship} sailed \
             from {place}. “We sail at noon,” the captain said.\n\n“Nobody asked us,” said the \
             treasurer.\n\n{}\n",
            secret(ship.len())
        )
    };
    [
        ("a.md", report("Tern", "Quay")),
        ("b.md", report("Gull", "Sound")),
        ("c.md", report("Auklet", "Cliff")),
        (
            "crossread.toml",
            "title = 'Ferries'\nlicense = 'CC0'\nlanguage = 'en-GB'\n[topics]\nNoon = 'noon'\n\
             [sources]\n\"Sound Post\" = {rights = 'excerpts', outlet = 'The Sound'}\n\
             [names]\nTern = {forms = ['Gull'], kind = 'place'}\n[columns]\ntext = 'Story'\n"
                .to_owned(),
        ),
        (
            "names.csv",
            "name,form,source,words\nAnn Reed,the captain,,\nCarl Lund,,,Nobody asked\n".to_owned(),
        ),
        (
            "links.csv",
            "verdict,source,words,other source,other words\n\
             same,a,We sail,c,Nobody asked\ndifferent,a,The Tern,c,The Auklet\n"
                .to_owned(),
        ),
    ]
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .into()
}

#[test]
fn a_bundle_is_built_again_from_itself() {
    let mut settings = Settings::default();
    let mut documents = Vec::new();
    for (name, bytes) in said_beside() {
        match settings.read(&name, &bytes) {
            Some(problems) => assert_eq!(problems, []),
            None => documents.extend(ingest::read(&name, &bytes).documents),
        }
    }
    let built = builder::build(documents, &settings);
    assert_eq!(built.problems, []);
    let first = built.bundle;
    let all = first.statements.iter().flatten();
    let speakers: Vec<String> = all.map(|it| format!("{:?}", it.speaker)).collect();
    for name in ["Ann Reed", "Carl Lund"] {
        assert!(speakers.iter().any(|it| it.contains(name)), "{speakers:?}");
    }
    let opened = decode(&encode(&first)).expect("it is sound");
    let settings = Settings::of(&opened).expect("this release wrote it");
    assert_ne!(settings.mapping(), Mapping::default());
    let again = builder::build(opened.corpus.documents, &settings).bundle;
    assert!(encode(&again) == encode(&first));
}

#[test]
fn what_another_release_said_is_not_guessed() {
    let mut bundle = builder::build(reports(1), &Settings::default()).bundle;
    assert!(bundle.said.is_empty());
    bundle.said = vec![1, 2, 3];
    assert_eq!(Settings::of(&bundle), None);
}
