//! The address is the state: every route survives its own address.

use crossread::app::route::{
    CompareRoute, Layout, Listing, NamesRoute, OverviewRoute, QuotesRoute, ReadRoute, Route,
    RowsShown, SearchRoute, TimelineRoute, WIDTHS,
};
use crossread::names::NameKind;
use crossread::protocol::Grouping;
use crossread::quotes::StatementKind;
use crossread::search::Sort;
use proptest::prelude::*;

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,12}",
        "\\PC{0,12}",
        Just("“peace treaty” -x source:\"ria novosti\" 100% a+b &c=d #e ?".to_owned()),
        Just("приватизация 北方領土 ё".to_owned()),
    ]
}

/// Keys are never empty: an empty path part names nothing.
fn key() -> impl Strategy<Value = String> {
    "[a-z0-9-]{1,20}"
}

fn lists() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(words(), 0..3)
}

fn route() -> impl Strategy<Value = Route> {
    let kinds = prop::sample::subsequence(
        vec![
            StatementKind::Direct,
            StatementKind::Mixed,
            StatementKind::Indirect,
            StatementKind::Term,
        ],
        0..=3,
    );
    prop_oneof![
        lists().prop_map(|rows| Route::Overview(OverviewRoute { rows })),
        Just(Route::Corpus),
        words().prop_map(Route::Counts),
        (
            prop::sample::subsequence(NameKind::ALL.to_vec(), 0..=3),
            words(),
            prop::option::of(words())
        )
            .prop_map(|(kinds, words, name)| Route::Names(NamesRoute {
                kinds,
                words,
                name
            })),
        (
            prop::option::of(any::<u16>()),
            prop::option::of(any::<u16>()),
            prop::option::of(prop_oneof![key(), Just("2018-11-14/2018-11-30".to_owned())]),
            prop::option::of(key())
        )
            .prop_map(|(from, to, at, source)| {
                Route::Timeline(TimelineRoute {
                    from,
                    to,
                    at,
                    source,
                })
            }),
        (
            words(),
            any::<bool>(),
            prop::sample::select(vec![Listing::Passages, Listing::Sources, Listing::Lines]),
            prop::sample::select(vec![
                Sort::Best,
                Sort::Newest,
                Sort::Oldest,
                Sort::Source,
                Sort::Left,
                Sort::Right
            ]),
            WIDTHS,
            any::<bool>()
        )
            .prop_map(|(query, literally, listing, sort, width, thorough)| {
                Route::Search(SearchRoute {
                    query,
                    literally,
                    listing,
                    sort,
                    width,
                    thorough,
                })
            }),
        (
            words().prop_filter("a document has a name", |it| !it.is_empty()),
            prop::option::of(key()),
            words(),
            prop::option::of(key())
        )
            .prop_map(
                |(document, passage, query, quotation)| Route::Read(ReadRoute {
                    document,
                    passage,
                    query,
                    quotation,
                })
            ),
        (
            lists(),
            lists(),
            lists(),
            kinds,
            words(),
            prop::sample::select(vec![
                Grouping::Nothing,
                Grouping::Speaker,
                Grouping::Source,
                Grouping::Relay,
                Grouping::Topic,
                Grouping::Words,
            ]),
            prop::option::of(key()),
            words()
        )
            .prop_map(
                |(speakers, sources, relays, kinds, words, grouping, only, said)| {
                    Route::Quotes(QuotesRoute {
                        speakers,
                        sources,
                        relays,
                        kinds,
                        words,
                        grouping,
                        only,
                        said,
                    })
                }
            ),
        (
            prop::collection::vec(key(), 0..5),
            prop::sample::select(vec![Layout::Rows, Layout::Columns, Layout::Words]),
            prop::option::of(any::<u32>()),
            any::<bool>()
        )
            .prop_map(
                |(documents, layout, row, unlocked)| Route::Compare(CompareRoute {
                    documents,
                    layout,
                    row,
                    rows: match (layout == Layout::Columns, unlocked) {
                        (true, true) => RowsShown::All,
                        (false, false) => RowsShown::One,
                        _ => RowsShown::Shared,
                    },
                    unlocked,
                })
            ),
    ]
}

proptest! {
    #[test]
    fn every_route_survives_its_own_address(route in route()) {
        let (parsed, ignored) = Route::parse(&route.href());
        prop_assert_eq!(parsed, route);
        prop_assert!(ignored.is_empty());
    }

    #[test]
    fn any_address_is_some_route(address in "\\PC{0,300}") {
        let (route, _) = Route::parse(&address);
        let (again, _) = Route::parse(&route.href());
        prop_assert_eq!(again.view(), route.view());
    }
}

#[test]
fn unknown_parameters_are_named() {
    let (route, ignored) = Route::parse("#/corpus?utm_source=mail&x");
    assert_eq!(route, Route::Corpus);
    assert_eq!(ignored, ["utm_source", "x"]);
}

#[test]
fn endless_addresses_are_cut() {
    let (route, _) = Route::parse(&format!("#/search?q={}", "ж".repeat(1_000_000)));
    let Route::Search(SearchRoute { query, .. }) = route else {
        panic!("it is a search");
    };
    assert!(query.len() <= crossread::app::route::MAX_ADDRESS);
}

#[test]
fn a_stray_percent_stands_for_itself() {
    let (route, _) = Route::parse("#/search?q=100%25+of+50%+%zz");
    assert_eq!(route, Route::of_query("100% of 50% %zz".to_owned()));
}
