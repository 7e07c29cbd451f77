//! Articles as web pages, saved by a browser or written by a server.
//!
//! A page is made tame ([`tame`]), parsed, and taken apart into elements and blocks of words ([`page`]);
//! what it says of its parts ([`region`]), where its text stands ([`layout`]) and what another program
//! takes for the article ([`evidence`]) give each block its label ([`label`]). What it states of itself
//! stands in [`metadata`]. The words of a page are changed in their white space and in nothing else.

mod dates;
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
use crate::corpus::{Document, LabelReason, PassageKind};
use evidence::Taken;
use layout::Layout;
use metadata::Metadata;
use page::Page;

/// The document, or `None` with an error among the problems. `text` has its lines ended by `\n`.
pub(super) fn document(
    file_name: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<Document> {
    let (blocks, stated) = blocks(file_name, text, problems)?;
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
    read_times(&page, &layout, &mut metadata);
    metadata.decide_date(file_name, problems);
    read_lines(&page, &labels, &mut metadata.stated);
    let blocks = labels
        .into_iter()
        .map(|(at, label)| Block {
            words: page.blocks[at].words.clone(),
            label,
        })
        .collect();
    Some((blocks, metadata.stated))
}

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

/// Takes the author from the first byline, where the metadata name none.
fn read_lines(page: &Page, labels: &[(usize, Option<label::Label>)], stated: &mut Stated) {
    let is_byline = |it: &&(usize, Option<label::Label>)| {
        matches!(it.1, Some((PassageKind::Byline, LabelReason::MarkedByline)))
    };
    let lines = labels.iter().filter(is_byline);
    let mut lines = lines.map(|it| metadata::without_by(&page.blocks[it.0].words));
    let is_author = |it: &&str| metadata::is_name(it) && !it.contains(|c: char| c.is_ascii_digit());
    if stated.author.is_none() && stated.title.is_some() {
        stated.author = lines.find(is_author).map(str::to_owned);
    }
}
