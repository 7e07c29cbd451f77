//! Whatever is typed is read, and written out it reads the same.

use crossread::search::{Filter, Query};
use proptest::prelude::*;

/// Pieces of the query language, whole and broken, to be put together in any order.
const PIECES: &[&str] = &[
    "a",
    "B",
    "tre",
    "far-right",
    "2019年",
    "北方領土",
    "ŉ",
    "か",
    "\u{3099}",
    "O\u{ad}R",
    "\u{ad}",
    "\u{200b}",
    "\u{301}",
    "’",
    "'",
    "№",
    "…",
    " ",
    " ",
    " ",
    " ",
    "\u{a0}",
    "\n",
    "\"",
    "“",
    "»",
    "\"a b\"",
    "(a b)",
    "(a OR b)",
    "((a OR b) c)",
    " OR (",
    "(",
    "(",
    "(",
    ")",
    ")",
    "（",
    "|",
    "｜",
    "-",
    "–",
    "--",
    "*",
    "~",
    "～",
    "/",
    "3",
    " OR ",
    " OR ",
    " AND ",
    " NOT ",
    " NEAR ",
    " NEAR/3 ",
    " NEAR/3 ",
    " NEAR/0 ",
    "OR",
    "NOT",
    "NEAR",
    "near/3",
    "source:",
    "source:tass",
    "-speaker:",
    "via:a",
    "kind:\"b c\"",
    "lang:ru",
    "name:",
    "date:",
    "date:2018",
    "-date:2018-11..2019",
    "2018..",
    "..",
];

fn typed() -> impl Strategy<Value = String> {
    let pieces = proptest::collection::vec(proptest::sample::select(PIECES), 0..40);
    prop_oneof![
        1 => any::<String>(),
        8 => pieces.prop_map(|it| it.concat()),
        2 => "[a-c ()|*~\"-]{0,40}",
        2 => "(([ab]|\\(|\\)|-| OR | NEAR/3 | )){0,60}",
    ]
}

fn filter() -> impl Strategy<Value = Filter> {
    let value = prop_oneof!["[a-c ()|\"\u{ad}]{0,5}", any::<String>()];
    let makers: Vec<fn(String) -> Filter> = vec![
        Filter::Source,
        Filter::Speaker,
        Filter::Via,
        Filter::Kind,
        Filter::Language,
        Filter::Name,
    ];
    (proptest::sample::select(makers), value).prop_map(|(make, value)| make(value))
}

#[track_caller]
fn check(typed: &str) -> Query {
    let query = Query::parse(typed);
    assert_eq!(Query::parse(&query.to_string()), query, "{typed:?} {query}");
    query
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        cases: 500,
        ..ProptestConfig::default()
    })]

    #[test]
    fn written_out_it_reads_the_same(typed in typed()) {
        check(&typed);
    }

    #[test]
    fn at_its_limits_too(typed in typed(), n in 1_usize..40) {
        check(&typed.repeat(n));
        check(&(typed + " ").repeat(n));
    }

    #[test]
    fn filters_come_first_and_do_not_change_the_rest(typed in typed(), filter in filter()) {
        let query = check(&typed);
        for narrowed in [query.with_filter(filter.clone()), query.with_filter_excluded(filter.clone())] {
            prop_assert_eq!(&Query::parse(&narrowed.to_string()), &narrowed, "{}", narrowed);
        }
        let narrowed = query.with_filter(filter.clone());
        if narrowed.filters().len() > query.filters().len() {
            prop_assert_eq!(narrowed.with_filter(filter.clone()), query.clone());
        }
        let without = query.with_filter_excluded(filter.clone());
        if without.excluded_filters().len() > query.excluded_filters().len() {
            let back = without.with_filter_excluded(filter.clone());
            prop_assert_eq!(back.excluded_filters(), query.excluded_filters());
            prop_assert!(!without.filters().contains(&filter));
        }
        let unfiltered = query.filters().into_iter().fold(query.clone(), |query, it| {
            query.with_filter(it)
        });
        prop_assert!(unfiltered.filters().is_empty());
    }

    #[test]
    fn plain_words_are_words(words in proptest::collection::vec("[a-z]{1,8}", 1..20)) {
        let typed = words.join(" ");
        prop_assert_eq!(Query::parse(&typed).to_string(), typed);
    }
}

/// What takes longest: parentheses, operators and groups that would multiply.
#[test]
fn the_longest_query_is_read_soon() {
    let started = std::time::Instant::now();
    for piece in [
        "(",
        "-(",
        "a NEAR (",
        "(a b) NEAR (c d) NEAR ",
        "NOT ",
        "|",
        "\"",
        "a-b OR ",
    ] {
        check(&piece.repeat(10_000 / piece.len()));
    }
    assert!(started.elapsed().as_secs() < 2);
}
