//! The corpus on the desk as files: a bundle, a site, one page, a table of its documents.

use std::io::{Cursor, Write};

use js_sys::Uint8Array;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::desk::Item;
use super::host::Host;
use crate::app::browser;
use crate::bundle;
use crate::corpus::Rights;
use crate::csv;
use crate::plain::{FIRST_PAGE, Site};
use crate::single::{Files, single};

/// Lists the files of the page; written beside them when the page is built.
const FILES: &str = "files.json";

/// The corpus among the files of a page.
const CORPUS: &str = "corpus.crossread";

/// Gives the reader a bundle as a file; whether the browser takes it.
pub(super) fn bundle(title: &str, bytes: &Uint8Array) -> bool {
    browser::save_bytes(&format!("{}.crossread", name(title)), bytes)
}

/// The files of this page without its corpus, or a sentence that says why not.
async fn page_files(host: &Host) -> Result<Files, String> {
    let list = host.file(FILES).await?;
    let names: Vec<String> = serde_json::from_slice(&list)
        .map_err(|_| "The list of the page’s files cannot be read.".to_owned())?;
    let mut files = Files::new();
    for name in names.into_iter().filter(|it| it != CORPUS) {
        let bytes = host.file(&name).await?;
        files.insert(name, bytes);
    }
    Ok(files)
}

/// With pages of the corpus that are read without scripts.
fn add_plain_pages(files: &mut Files, bundle: &[u8]) -> Result<(), String> {
    let bundle = bundle::decode(bundle).map_err(|it| format!("The corpus does not open: {it}."))?;
    let first_page = files.get(FIRST_PAGE).map_or(&[][..], Vec::as_slice);
    let first_page = String::from_utf8_lossy(first_page);
    let site = Site {
        bundle: &bundle,
        // Nobody knows yet where it will lie.
        address: None,
        is_large: false,
    };
    let pages = site.files(&first_page).into_iter();
    files.extend(pages.map(|(name, text)| (name, text.into_bytes())));
    Ok(())
}

/// Gives the reader a folder with this page and the bundle, ready for any web server, as a zip;
/// or a sentence that says why not.
pub(super) async fn site(host: &Host, title: &str, bundle: &Uint8Array) -> Result<(), String> {
    let mut files = page_files(host).await?;
    let bundle = bundle.to_vec();
    add_plain_pages(&mut files, &bundle)?;
    files.insert(CORPUS.to_owned(), bundle);
    let folder = name(title);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let unwritten = |error| format!("The zip could not be written: {error}.");
    for (file, bytes) in &files {
        let options = SimpleFileOptions::default();
        zip.start_file(format!("{folder}/{file}"), options)
            .and_then(|()| Ok(zip.write_all(bytes)?))
            .map_err(unwritten)?;
    }
    let zip = zip.finish().map_err(unwritten)?;
    given(&format!("{folder}.zip"), zip.get_ref())
}

/// Gives the reader this page and the bundle as one HTML file; or a sentence that says why not.
pub(super) async fn one_file(host: &Host, title: &str, bundle: &Uint8Array) -> Result<(), String> {
    let files = page_files(host).await?;
    let html = single(&files, &bundle.to_vec())
        .map_err(|error| format!("The file could not be made: {error}."))?;
    given(&format!("{}.html", name(title)), html.as_bytes())
}

fn given(name: &str, bytes: &[u8]) -> Result<(), String> {
    match browser::save_bytes(name, &Uint8Array::from(bytes)) {
        true => Ok(()),
        false => Err("This browser does not let the page save files.".to_owned()),
    }
}

/// Gives the reader a table of the documents; whether the browser takes it.
pub(super) fn table<'a>(title: &str, items: impl Iterator<Item = &'a Item>) -> bool {
    let mut table = String::new();
    let head = [
        "file",
        "title",
        "outlet",
        "carried_by",
        "date",
        "date_basis",
        "place",
        "author",
        "language",
        "url",
        "rights",
        "words_kept",
        "words_cut",
    ];
    csv::row(&head.map(str::to_owned), &mut table);
    for item in items {
        csv::row(&row(item), &mut table);
    }
    browser::save(&format!("{}.csv", name(title)), "text/csv", &table)
}

fn row(item: &Item) -> [String; 13] {
    let it = &item.document;
    let or_nothing = |value: &Option<String>| value.clone().unwrap_or_default();
    let rights = match it.rights {
        Rights::Full => "full",
        Rights::Excerpts => "excerpts",
        Rights::Link => "link",
    };
    [
        it.file.clone(),
        it.title.clone(),
        it.outlet.clone(),
        or_nothing(&it.carried_by),
        it.date
            .as_ref()
            .map_or_else(String::new, |it| it.edtf.clone()),
        or_nothing(&it.date_basis),
        or_nothing(&it.place),
        or_nothing(&it.author),
        it.language.clone(),
        or_nothing(&it.url),
        rights.to_owned(),
        item.n_kept.to_string(),
        item.n_cut.to_string(),
    ]
}

/// A file name of the collection's title.
fn name(title: &str) -> String {
    let mut name = String::new();
    for c in title.chars().take(60) {
        if c.is_alphanumeric() {
            name.extend(c.to_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    match name.trim_end_matches('-') {
        "" => "articles".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names_of_files() {
        for (title, expected) in [
            ("A peace treaty: 1956", "a-peace-treaty-1956"),
            ("../..", "articles"),
            ("Мирный договор?", "мирный-договор"),
        ] {
            assert_eq!(name(title), expected);
        }
    }
}
