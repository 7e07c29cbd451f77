//! What a reader can count on, one behavior a file.

mod accessibility;
mod bring;
mod bundles;
mod compare;
mod embed;
mod folder;
mod history;
mod hosted;
mod keyboard;
mod large;
mod later;
mod names;
mod offline;
mod overview;
mod palette;
mod plain;
mod quotes;
mod script;
mod search;
mod single;
mod timeline;
mod translator;
mod views;
mod worker;

use crate::engine::Scheme;
use crate::page::Page;

/// Something a reader can count on.
pub struct Behavior {
    /// A sentence with underscores.
    pub name: &'static str,
    /// The colors it is seen in.
    pub scheme: Scheme,
    /// Does what the reader does, and panics when the page does something else.
    pub play: fn(&Page<'_>),
}

/// All behaviors; dark ones last, because for them every browser is started anew.
pub const BEHAVIORS: &[Behavior] = &[
    light("every_view_opens_by_its_address", views::open_by_address),
    light("every_view_opens_by_its_link", views::open_by_link),
    light(
        "articles_are_read_kept_and_found",
        bring::are_read_kept_and_found,
    ),
    light("elements_share_an_engine", embed::share_an_engine),
    light("an_element_comes_and_goes", embed::comes_and_goes),
    light("an_element_waits_until_it_is_near", embed::waits_until_near),
    light("frames_are_as_high_as_what_they_show", embed::frames_fit),
    light("the_element_comes_from_npm", embed::comes_from_npm),
    light("snippets_are_given_for_what_is_shown", embed::snippets),
    light(
        "a_site_is_read_without_a_network",
        offline::reads_without_a_network,
    ),
    light(
        "a_site_is_read_without_a_network_where_addresses_have_no_ending",
        offline::reads_without_a_network_where_addresses_have_no_ending,
    ),
    light(
        "a_site_is_read_without_scripts",
        plain::is_read_without_scripts,
    ),
    light("a_site_is_read_without_wasm", plain::is_read_without_wasm),
    light("a_plain_page_is_taken_over", plain::is_taken_over_in_place),
    light(
        "a_plain_page_is_taken_over_on_a_phone",
        plain::is_taken_over_on_a_phone,
    ),
    light(
        "a_plain_page_is_taken_over_at_its_passage",
        plain::is_taken_over_at_the_passage,
    ),
    light(
        "plain_quotations_are_taken_over",
        plain::quotations_are_taken_over,
    ),
    light(
        "a_plain_index_gives_way_to_other_views",
        plain::an_index_gives_way_to_other_views,
    ),
    light(
        "a_plain_page_stays_without_a_corpus",
        plain::what_is_read_stays_without_a_corpus,
    ),
    light(
        "plain_pages_are_saved_with_a_site",
        plain::are_saved_with_a_site,
    ),
    light("a_new_release_is_offered", offline::offers_a_new_release),
    light(
        "a_corpus_in_shards_is_searched_and_read",
        large::is_searched_and_read,
    ),
    light(
        "a_corpus_in_shards_is_searched_with_the_network_back",
        large::is_searched_when_the_network_is_back,
    ),
    light(
        "a_corpus_in_shards_is_searched_in_part_until_all_is_asked_for",
        large::is_searched_in_part_until_all_is_asked_for,
    ),
    light("a_corpus_in_shards_is_awaited", large::is_awaited),
    light(
        "a_corpus_in_damaged_shards_is_not_shown",
        large::is_not_shown_when_it_is_damaged,
    ),
    light("a_missing_part_is_tried_again", later::is_tried_again),
    light("one_file_opens_from_a_disk", single::opens_from_a_disk),
    light("one_file_is_made_in_the_page", single::is_made_in_the_page),
    light(
        "articles_are_put_right_in_place",
        bring::are_put_right_in_place,
    ),
    light(
        "articles_survive_a_reader_that_dies",
        bring::survive_a_reader_that_dies,
    ),
    light(
        "articles_too_many_to_put_together_are_told",
        bring::too_many_to_put_together_are_told,
    ),
    light(
        "articles_are_refused_with_a_sentence",
        bring::are_refused_with_a_sentence,
    ),
    light(
        "articles_are_read_though_nothing_can_be_kept",
        bring::are_read_though_nothing_can_be_kept,
    ),
    light(
        "articles_are_removed_and_brought_back",
        bring::are_removed_and_brought_back,
    ),
    light(
        "articles_are_pasted_with_keys_alone",
        bring::are_pasted_with_keys_alone,
    ),
    light("an_unknown_address_says_so", views::unknown_address),
    light("a_link_to_a_passage_arrives_there", views::deep_link),
    light(
        "back_returns_to_the_same_hits",
        history::back_returns_to_the_same_hits,
    ),
    light(
        "back_and_forward_restore_filters",
        history::back_and_forward_restore_filters,
    ),
    light(
        "search_finds_a_misspelt_word_while_typing",
        search::while_typing,
    ),
    light(
        "a_hit_opens_at_its_passage",
        search::a_hit_opens_at_its_passage,
    ),
    light(
        "search_is_narrowed_and_read_otherwise",
        search::narrowed_and_read_otherwise,
    ),
    light("what_is_typed_can_be_gone_on_with", search::gone_on_with),
    light(
        "hits_are_listed_in_other_ways",
        search::listed_in_other_ways,
    ),
    light("a_hit_says_why_it_stands_there", search::says_why),
    light("searches_are_kept", search::kept),
    light("many_queries_are_counted", search::counted),
    light(
        "events_lead_to_their_sentences",
        timeline::events_lead_to_their_sentences,
    ),
    light(
        "the_timeline_is_narrowed_and_taken_away",
        timeline::narrowed_and_taken_away,
    ),
    light(
        "quotes_narrow_to_one_speaker",
        quotes::narrow_to_one_speaker,
    ),
    light("statements_are_put_together", quotes::put_together),
    light("a_speaker_is_corrected_and_kept", quotes::corrected),
    light("statements_are_taken_away_as_files", quotes::taken_away),
    light("names_are_counted_by_source", names::counted),
    light("names_are_put_together_and_apart", names::put_elsewhere),
    light("compare_sets_sources_side_by_side", compare::side_by_side),
    light("differences_are_stepped_through", compare::stepped_through),
    light(
        "two_sources_are_compared_word_by_word",
        compare::word_by_word,
    ),
    light(
        "sentences_are_said_to_be_the_same_or_not",
        compare::reviewed,
    ),
    light("words_in_common_are_told", compare::copied_words),
    light("a_row_is_printed", compare::printed),
    light("every_view_fits_320_pixels", compare::narrow),
    light(
        "marks_are_told_apart_without_colors",
        compare::forced_colors,
    ),
    light("rows_of_the_matrix_are_changed", overview::rows_changed),
    light("palette_goes_to_a_source", palette::goes_to_a_source),
    light("palette_goes_to_a_speaker", palette::goes_to_a_speaker),
    light(
        "tab_reaches_every_control",
        keyboard::tab_reaches_every_control,
    ),
    light("single_keys_do_what_the_help_says", keyboard::single_keys),
    light(
        "dialogs_give_the_focus_back",
        keyboard::dialogs_give_the_focus_back,
    ),
    light(
        "search_answers_though_its_worker_is_ended",
        worker::ended_while_searching,
    ),
    light(
        "every_view_survives_a_translator",
        translator::every_view_survives_a_translator,
    ),
    light(
        "the_page_works_on_without_a_removed_item",
        translator::the_page_works_on_without_a_removed_item,
    ),
    light(
        "each_bad_corpus_has_its_own_sentence",
        bundles::each_its_own_sentence,
    ),
    light(
        "all_files_come_from_the_pages_folder",
        folder::all_files_come_from_it,
    ),
    light(
        "without_script_the_page_says_what_is_missing",
        script::switched_off,
    ),
    light(
        "axe_finds_nothing_in_light_views",
        accessibility::no_violation,
    ),
    dark(
        "axe_finds_nothing_in_dark_views",
        accessibility::no_violation_in_the_dark,
    ),
];

const fn light(name: &'static str, play: fn(&Page<'_>)) -> Behavior {
    Behavior {
        name,
        scheme: Scheme::Light,
        play,
    }
}

const fn dark(name: &'static str, play: fn(&Page<'_>)) -> Behavior {
    Behavior {
        name,
        scheme: Scheme::Dark,
        play,
    }
}

/// Every view by its name, with an address that shows something in it.
///
/// The overview must be open. Words and names are those of the corpus that comes with the page.
pub fn every_view(page: &Page<'_>) -> Vec<(&'static str, String)> {
    let documents = documents(page);
    vec![
        ("overview", "#/".into()),
        ("read", format!("#/read/{}", documents[0])),
        ("search", "#/search?q=shikotan".into()),
        ("search", "#/search?q=treaty&as=lines".into()),
        ("counts", "#/counts?q=treaty%0A%22peace+treaty%22".into()),
        ("quotes", "#/quotes".into()),
        (
            "compare",
            format!("#/compare?docs={}", documents[..3].join(",")),
        ),
        (
            "compare",
            format!("#/compare?docs={}&as=words", documents[..2].join(",")),
        ),
        ("names", "#/names?kind=place".into()),
        ("names", "#/names?name=southern+Kurils".into()),
        ("timeline", "#/timeline?at=1956".into()),
        ("corpus", "#/corpus".into()),
    ]
}

/// The keys of all documents, in the corpus's order. The overview must be open.
fn documents(page: &Page<'_>) -> Vec<String> {
    let links = page.attributes(".sources a.title", "href");
    let keys: Vec<String> = links
        .iter()
        .filter_map(|link| link.strip_prefix("#/read/"))
        .map(String::from)
        .collect();
    assert!(keys.len() >= 3, "the overview links to {links:?}");
    keys
}
