//! Writes a site over an older one, so that readers never meet half of one.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path};

use walkdir::WalkDir;

use super::hosting::is_hashed;
use super::page::PageFile;
use crate::files;

/// In a site, the names of its files, one a line: by it a site is known as ours.
const MANIFEST: &str = "crossread-site.txt";

/// In that list, before what only the site before this one needs: pages that readers have open since
/// then still ask for it.
const BEFORE: &str = "before: ";

/// The files of a site that is there.
#[derive(Default)]
pub(super) struct OldSite {
    /// Those that it consists of.
    now: BTreeSet<String>,
    /// Those of the site before it.
    before: BTreeSet<String>,
}

/// How many strange files are named.
const MOST_NAMED: usize = 3;

/// The names of the files that the site in `folder` consists of, and the one before; none where there
/// is no site.
///
/// # Errors
///
/// A sentence without a period where there are other things in it, unless they are to stay.
pub(super) fn old_site(folder: &Path, force: bool) -> Result<OldSite, String> {
    let at = folder.display();
    if folder.exists() && !folder.is_dir() {
        return Err(format!("{at} is no folder"));
    }
    let manifest = fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    let mut ours = OldSite::default();
    for line in manifest.lines() {
        let (names, name) = match line.strip_prefix(BEFORE) {
            Some(name) => (&mut ours.before, name),
            None => (&mut ours.now, line),
        };
        if is_inside(name) {
            names.insert(name.to_owned());
        }
    }
    if force || !folder.exists() {
        return Ok(ours);
    }
    let mut others = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|it| format!("{at} cannot be read: {it}"))?;
        let name = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = name.iter().map(|it| it.to_string_lossy()).collect();
        let name = parts.join("/");
        let is_ours = ours.now.contains(&name)
            || ours.before.contains(&name)
            || name == MANIFEST
            || name.ends_with(".unfinished");
        if !entry.file_type().is_dir() && !is_ours {
            others.push(name);
        }
        if others.len() > MOST_NAMED {
            break;
        }
    }
    if others.is_empty() {
        return Ok(ours);
    }
    let more = if others.len() > MOST_NAMED {
        " …"
    } else {
        ""
    };
    others.truncate(MOST_NAMED);
    Err(format!(
        "{at} holds other things than a site that crossread made: {}{more}. Choose an empty folder, \
         or give --force to write among them",
        others.join(", ")
    ))
}

/// Whether a name of a manifest, which anyone may have changed, means something in its folder.
fn is_inside(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    !name.is_empty() && parts.all(|it| matches!(it, Component::Normal(_)))
}

/// Writes `files` in their order, then takes out what is left of the `old` site, but for what pages need
/// that are open since then: that goes the next time. Until the last file is there the old first page
/// and all that it names are; each file is replaced in one go.
pub(super) fn write(
    folder: &Path,
    files: &[PageFile],
    old: &OldSite,
) -> Result<(), (String, io::Error)> {
    let new: BTreeSet<String> = files.iter().map(|it| it.name.clone()).collect();
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        (fs::create_dir_all(parent).and_then(|()| files::write(&path, bytes)))
            .map_err(|it| (name.to_owned(), it))
    };
    let listed = |now: &BTreeSet<String>, before: &BTreeSet<String>| {
        let now = now.iter().map(|it| format!("{it}\n"));
        let before = before.iter().map(|it| format!("{BEFORE}{it}\n"));
        now.chain(before).collect::<String>()
    };
    // Were this broken off, all would be known as ours.
    let all = old.now.union(&new).cloned().collect();
    put(MANIFEST, listed(&all, &old.before).as_bytes())?;
    for file in files {
        put(&file.name, &file.bytes)?;
    }
    let mut kept = BTreeSet::new();
    for name in old.now.union(&old.before).filter(|it| !new.contains(*it)) {
        if old.now.contains(name) && is_hashed(name) {
            kept.insert(name.clone());
            continue;
        }
        match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err((name.clone(), error));
            }
            _ => {}
        }
    }
    put(MANIFEST, listed(&new, &kept).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::is_inside;

    #[test]
    fn a_manifest_reaches_nothing_outside() {
        for (name, expected) in [
            ("index.html", true),
            ("fonts/a.woff2", true),
            ("../x", false),
            ("a/../../x", false),
            ("/etc/passwd", false),
            ("", false),
        ] {
            assert_eq!(is_inside(name), expected, "{name}");
        }
    }
}
