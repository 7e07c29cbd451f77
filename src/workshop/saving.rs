//! The corpus on the desk as files: a bundle, a site, a table of its documents.

use std::io::{Cursor, Write};

use js_sys::Uint8Array;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::desk::Item;
use super::host::Host;
use crate::app::browser;
use crate::corpus::Rights;
use crate::csv;

/// Lists the files of the page; written beside them when the page is built.
const FILES: &str = "files.json";

/// The corpus among the files of a page.
const CORPUS: &str = "corpus.crossread";

/// Gives the reader a bundle as a file; whether the browser takes it.
pub(super) fn bundle(title: &str, bytes: &Uint8Array) -> bool {
    browser::save_bytes(&format!("{}.crossread", name(title)), bytes)
}

/// Gives the reader a folder with this page and the bundle, ready for any web server, as a zip;
/// or a sentence that says why not.
pub(super) async fn site(host: &Host, title: &str, bundle: &Uint8Array) -> Result<(), String> {
    let list = host.file(FILES).await?;
    let files: Vec<String> = serde_json::from_slice(&list)
        .map_err(|_| "The list of the page’s files cannot be read.".to_owned())?;
    let folder = name(title);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |file: &str, bytes: &[u8]| {
        let options = SimpleFileOptions::default();
        zip.start_file(format!("{folder}/{file}"), options)
            .and_then(|()| Ok(zip.write_all(bytes)?))
            .map_err(|error| format!("The zip could not be written: {error}."))
    };
    for file in files.iter().filter(|it| *it != CORPUS) {
        add(file, &host.file(file).await?)?;
    }
    add(CORPUS, &bundle.to_vec())?;
    let bytes = zip
        .finish()
        .map_err(|error| format!("The zip could not be written: {error}."))?;
    let bytes = Uint8Array::from(bytes.get_ref().as_slice());
    if browser::save_bytes(&format!("{folder}.zip"), &bytes) {
        Ok(())
    } else {
        Err("This browser does not let the page save files.".to_owned())
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
