//! The files of the page: inside the program, or in a folder.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use crossread::plain::FIRST_PAGE;
use walkdir::WalkDir;

/// What the page opens.
pub(super) const BUNDLE: &str = "corpus.crossread";

/// Names, slashes between folders, and bytes; none when the program was built without a page.
static PAGE: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/page.rs"));

/// A file of the page or of a site.
pub(super) struct PageFile {
    /// Relative to the page, slashes between folders.
    pub(super) name: String,
    pub(super) bytes: Cow<'static, [u8]>,
}

impl PageFile {
    pub(super) fn new(name: &str, bytes: Vec<u8>) -> PageFile {
        PageFile {
            name: name.to_owned(),
            bytes: bytes.into(),
        }
    }
}

/// The files of the page without a bundle, in the order of their names.
///
/// # Errors
///
/// A sentence without a period where there is no page.
pub(super) fn files(folder: Option<&Path>) -> Result<Vec<PageFile>, String> {
    let files: Vec<PageFile> = match folder {
        Some(folder) => of_folder(folder)?,
        None => (PAGE.iter())
            .map(|&(name, bytes)| PageFile {
                name: name.to_owned(),
                bytes: bytes.into(),
            })
            .collect(),
    };
    match folder {
        _ if files.iter().any(|it| it.name == FIRST_PAGE) => Ok(files),
        Some(folder) => Err(format!(
            "{} has no {FIRST_PAGE}, so it holds no page; name the folder dist that make build \
             fills",
            folder.display()
        )),
        None => Err(
            "this program holds no page; build one that does with make program, or name a \
                     folder with a built page with --page"
                .to_owned(),
        ),
    }
}

fn of_folder(folder: &Path) -> Result<Vec<PageFile>, String> {
    let at = folder.display();
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        let entry = entry.map_err(|it| format!("{at} cannot be read: {it}"))?;
        let name = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = name.iter().map(|it| it.to_string_lossy()).collect();
        let name = parts.join("/");
        let is_hidden = parts.iter().any(|it| it.starts_with('.'));
        if !entry.file_type().is_file() || is_hidden || name == BUNDLE {
            continue;
        }
        let bytes = fs::read(entry.path()).map_err(|it| format!("{name} cannot be read: {it}"))?;
        files.push(PageFile::new(&name, bytes));
    }
    Ok(files)
}
