//! `crossread site`: page and bundle in a folder that any web server can hand out, or in one file.

mod hosting;
mod page;
mod write;

use std::path::Path;
use std::time::Instant;

use crossread::app::view::count;
use crossread::bundle::decode;
use crossread::plain::{Address, FIRST_PAGE, PREVIEW, Site, titled};
use crossread::single::single;

use crate::arguments::CutWhen;
use crate::build::make;
use crate::files;
use crate::report::{self, Output};
use crate::shards::{packed, path_of};
use crate::{Outcome, SiteArguments, say};
use hosting::SHARD;
use page::{BUNDLE, PageFile};

/// What other sites show of a link to a site: drawn of `preview.svg`.
static PREVIEW_PICTURE: &[u8] = include_bytes!("preview.png");

/// A larger bundle is cut into shards, of which readers fetch what they need.
const MAX_BUNDLE_BYTES: usize = 32 << 20;

pub(crate) fn site(arguments: &SiteArguments) -> Outcome {
    let page = page::files(arguments.page.as_deref())?;
    if arguments.single {
        return one_file(arguments, page);
    }
    is_apart(&arguments.folder, &arguments.output)?;
    let old = write::old_site(&arguments.output, arguments.force)?;
    let made = make(&arguments.folder, arguments.json)?;
    let writing = Instant::now();
    let corpus = match is_in_shards(arguments.shards, made.bytes.len()) {
        true => shards(&made.bytes)?,
        false => vec![PageFile::new(BUNDLE, made.bytes.clone())],
    };
    let files = with_corpus(page, &made.title, &made.about, corpus)?;
    let files = with_plain_pages(files, &made.bytes, arguments.address.as_ref())?;
    let files = for_hosts(files, &made.title);
    let at = arguments.output.display();
    write::write(&arguments.output, &files, &old)
        .map_err(|(file, error)| format!("{file} in {at} cannot be written: {error}"))?;
    let n_bytes: usize = files.iter().map(|it| it.bytes.len()).sum();
    let output = Output {
        path: at.to_string(),
        files: files.len(),
        bytes: n_bytes as u64,
    };
    if arguments.json {
        say(&made.json(&arguments.folder, writing, output));
    } else {
        let no_address = match arguments.address {
            Some(_) => "",
            None => {
                "Without --address it has no sitemap, no feed and no pictures for links to it.\n"
            }
        };
        say(&format!(
            "{}{}\n{at}: {}, {}\n{no_address}\n\
             Look at it:  crossread serve {at}\n\
             Publish it:  upload all that is in {at} to any web server or static storage; no \
             program runs there.\n\
             After a change of the articles give this command again, and upload {FIRST_PAGE} \
             last.\n",
            report::passed_over(&made.folder),
            made.sums,
            count(files.len() as u64, "file"),
            count(n_bytes as u64, "byte"),
        ));
    }
    Ok(made.exit_code(arguments.strict))
}

/// Page and bundle as one HTML file.
fn one_file(arguments: &SiteArguments, page: Vec<PageFile>) -> Outcome {
    let at = arguments.output.display();
    if arguments.output.is_dir() {
        return Err(format!(
            "{at} is a folder; with --single name the file to write, as in {at}/articles.html"
        ));
    }
    let made = make(&arguments.folder, arguments.json)?;
    let writing = Instant::now();
    let corpus = vec![PageFile::new(BUNDLE, made.bytes.clone())];
    let files = with_corpus(page, &made.title, &made.about, corpus)?;
    let files = (files.into_iter()).map(|it| (it.name, it.bytes.into_owned()));
    let html = single(&files.collect(), &made.bytes).map_err(|it| it.to_string())?;
    files::write(&arguments.output, html.as_bytes())
        .map_err(|error| format!("{at} cannot be written: {error}"))?;
    let output = Output {
        path: at.to_string(),
        files: 1,
        bytes: html.len() as u64,
    };
    if arguments.json {
        say(&made.json(&arguments.folder, writing, output));
    } else {
        say(&format!(
            "{}{}\n{at}: {}\n\n\
             Open it in any browser, from a disk or a server; it asks for nothing beside it.\n",
            report::passed_over(&made.folder),
            made.sums,
            count(html.len() as u64, "byte"),
        ));
    }
    Ok(made.exit_code(arguments.strict))
}

/// Whether a bundle of so many bytes is cut.
fn is_in_shards(when: CutWhen, n_bytes: usize) -> bool {
    match when {
        CutWhen::Always => true,
        CutWhen::Auto => n_bytes > MAX_BUNDLE_BYTES,
        CutWhen::Never => false,
    }
}

/// A bundle in pieces, the root last.
fn shards(bundle: &[u8]) -> Result<Vec<PageFile>, String> {
    let bundle = decode(bundle).map_err(|it| format!("the bundle cannot be read again: {it}"))?;
    let mut files = Vec::new();
    let put = &mut |name: &str, bytes: &[u8]| {
        files.push(PageFile::new(&path_of(name), packed(name, bytes)));
        Ok(())
    };
    crossread::shards::write(bundle, put)?;
    Ok(files)
}

/// The files of the site in the order in which they are written, the first page last.
fn with_corpus(
    page: Vec<PageFile>,
    title: &str,
    about: &str,
    corpus: Vec<PageFile>,
) -> Result<Vec<PageFile>, String> {
    let (first, mut files): (Vec<PageFile>, Vec<PageFile>) =
        page.into_iter().partition(|it| it.name == FIRST_PAGE);
    files.extend(corpus);
    for file in first {
        let html = std::str::from_utf8(&file.bytes)
            .map_err(|_| format!("{FIRST_PAGE} of the page is not UTF-8"))?;
        let html = titled(html, title, about);
        files.push(PageFile::new(FIRST_PAGE, html.into_bytes()));
    }
    Ok(files)
}

/// With pages that are read without scripts, and what leads there; the first page stays last.
fn with_plain_pages(
    mut files: Vec<PageFile>,
    bundle: &[u8],
    address: Option<&Address>,
) -> Result<Vec<PageFile>, String> {
    let bundle = decode(bundle).map_err(|it| format!("the bundle cannot be read again: {it}"))?;
    let Some(first) = files.pop_if(|it| it.name == FIRST_PAGE) else {
        return Ok(files);
    };
    let html = hosting::with_manifest(&String::from_utf8_lossy(&first.bytes));
    let site = Site {
        bundle: &bundle,
        address,
        is_large: files.iter().any(|it| it.name.ends_with(SHARD)),
    };
    let mut pages = site.files(&html);
    if pages.is_empty() {
        pages.push((FIRST_PAGE.to_owned(), html));
    }
    if address.is_some() {
        files.push(PageFile::new(PREVIEW, PREVIEW_PICTURE.to_vec()));
    }
    files.extend((pages.into_iter()).map(|(name, text)| PageFile::new(&name, text.into_bytes())));
    Ok(files)
}

/// With what hosts want beside it; the first page stays last.
fn for_hosts(mut files: Vec<PageFile>, title: &str) -> Vec<PageFile> {
    let offline = hosting::offline(&files, title);
    files.retain(|file| offline.iter().all(|it| it.name != file.name));
    let first = files.len().saturating_sub(1);
    files.splice(first..first, offline);
    let mut more = hosting::compressed(&files);
    more.push(hosting::headers(&files));
    more.push(hosting::not_found());
    let at = files.iter().position(|it| it.name == FIRST_PAGE);
    let first = at.unwrap_or(files.len());
    files.splice(first..first, more);
    files
}

/// A site among the articles would be read as articles the next time.
fn is_apart(articles: &Path, site: &Path) -> Result<(), String> {
    let absolute = |path: &Path| {
        let path = std::path::absolute(path).ok()?;
        // The site need not be there yet; the folder that it will lie in is.
        let there = path.ancestors().find_map(|it| it.canonicalize().ok())?;
        let missing = path.ancestors().find(|it| it.exists())?;
        Some(there.join(path.strip_prefix(missing).ok()?))
    };
    match (absolute(articles), absolute(site)) {
        (Some(articles), Some(site)) if articles.is_dir() && site.starts_with(&articles) => {
            Err("the site would lie among the articles; choose a folder elsewhere".to_owned())
        }
        _ => Ok(()),
    }
}
