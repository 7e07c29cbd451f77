//! Articles as web pages, saved by a browser or written by a server.
//!
//! A page is made tame ([`tame`]), parsed, and taken apart into elements and blocks of words ([`page`]);
//! what it says of its parts ([`region`]), where its text stands ([`layout`]) and what another program
//! takes for the article ([`evidence`]) give each block its label ([`label`]). What it states of itself
//! stands in [`metadata`]. The words of a page are changed in their white space and in nothing else.

mod dates;
mod entities;
mod evidence;
mod json_ld;
mod label;
mod layout;
mod metadata;
mod page;
mod region;
mod tag;
mod tame;

use super::Problem;
use super::article::{self, Block, Stated};
use crate::corpus::{Document, PassageKind};
use evidence::Taken;
use label::Labeled;
use layout::Layout;
use metadata::Metadata;
use page::Page;

pub(super) use tag::CONTAINERS;

/// The document, or `None` with an error among the problems. `text` has its lines ended by `\n`.
pub(super) fn document(
    file_name: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<Document> {
    let (blocks, mut stated) = blocks(file_name, text, problems)?;
    if stated.carried_by.is_none() {
        // The words may name an agency that wrote the report.
        stated.site = stated.outlet.take();
    }
    article::document(file_name, blocks, stated, problems)
}

fn blocks(
    file_name: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<(Vec<Block>, Stated)> {
    let is_xml = text.trim_start().starts_with("<?xml");
    let tame = match tame::tame(text, is_xml) {
        Ok(tame) => tame,
        Err(message) => {
            let remedy = "save the article alone, as .txt or .md";
            problems.push(Problem::error(file_name, None, message, remedy));
            return None;
        }
    };
    if tame.is_too_deep {
        problems.push(Problem::warning(
            file_name,
            None,
            "the page’s elements are nested more than 200 deep, and were read as if they were not",
            "check what was kept of the page",
        ));
    }
    let document = dom_query::Document::from(tame.html.as_str());
    let mut metadata = metadata::metadata(file_name, &document, &tame, problems);
    let page = page::page(&document);
    let layout = Layout::of(&page, &metadata.known);
    let taken = Taken::of(document);
    let labels = label::labels(&page, &layout, &metadata.known, &taken);
    if let Some(headline) = layout.headline {
        metadata.stated.title = Some(page.blocks[headline].words.clone());
    }
    read_site(&page, &labels, &mut metadata);
    read_times(&page, &layout, &mut metadata);
    metadata.decide_date(file_name, problems);
    read_author(&page, &layout, &labels, &mut metadata.stated);
    let blocks = labels
        .into_iter()
        .map(|(at, label)| Block {
            words: page.blocks[at].words.clone(),
            label,
        })
        .collect();
    Some((blocks, metadata.stated))
}

/// Longest name of an outlet in a window's title, in characters.
const MAX_SITE_CHARS: usize = 40;

/// Takes the piece of the window's title for the outlet that the page around the article names too: in
/// its head, or where it says whose the rights are.
fn read_site(page: &Page, labels: &[Labeled], metadata: &mut Metadata) {
    if metadata.names_site {
        return;
    }
    let is_named = |piece: &&String| {
        piece.chars().count() <= MAX_SITE_CHARS
            && (page
                .blocks
                .iter()
                .take(MAX_HEAD_BLOCKS)
                .filter(|it| it.n_linked > 0))
            .any(|it| it.words.starts_with(piece.as_str()))
            || labels.iter().any(|&(at, label)| {
                let is_notice = matches!(label, Some((PassageKind::Legal, _)));
                is_notice && page.blocks[at].words.contains(piece.as_str())
            })
    };
    let title = metadata.stated.title.clone().unwrap_or_default();
    let mut pieces = metadata.known.pieces.iter().filter(|it| **it != title);
    if let Some(site) = pieces.find(is_named) {
        metadata.stated.outlet = Some(site.clone());
    }
}

/// How many blocks at the top of a page may name the outlet.
const MAX_HEAD_BLOCKS: usize = 20;

/// Takes the times that stand with the article before its text, of changes left out.
fn read_times(page: &Page, layout: &Layout, metadata: &mut Metadata) {
    let until = layout.first_prose.unwrap_or(page.blocks.len());
    for time in page.times.iter().filter(|it| it.after_blocks <= until) {
        let element = &page.elements[time.element];
        let is_change = page.upward(time.element).take(2).any(|it| {
            let element = &page.elements[it];
            element.itemprop == "datemodified"
                || [" updated ", " modified "]
                    .iter()
                    .any(|it| element.marks.contains(it))
        });
        if layout.around[time.element].is_none() && !is_change {
            metadata.add_time(&time.datetime, element.itemprop == "datepublished");
        }
    }
}

/// Takes the author, where the metadata name none, from the names that the page marks inside of a line,
/// or from the first line that is a byline.
fn read_author(page: &Page, layout: &Layout, labels: &[Labeled], stated: &mut Stated) {
    if stated.author.is_some() {
        return;
    }
    let is_author = |it: &&str| metadata::is_name(it) && !it.contains(|c: char| c.is_ascii_digit());
    let is_of_article = |at: usize| layout.around[page.blocks[at].element].is_none();
    let mut marked =
        (page.authors.iter()).filter(|it| page.blocks.len() > it.0 && is_of_article(it.0));
    let mut lines = labels
        .iter()
        .filter(|it| matches!(it.1, Some((PassageKind::Byline, _))));
    stated.author = marked
        .by_ref()
        .map(|it| metadata::without_by(&it.1))
        .find(is_author)
        .or_else(|| {
            let mut words = lines
                .by_ref()
                .map(|it| metadata::without_by(&page.blocks[it.0].words));
            words.find(is_author)
        })
        .map(str::to_owned);
}
